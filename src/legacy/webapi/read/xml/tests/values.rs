//! What texts and numbers mean.

use super::{assert_refused, batchno, epay, notices, object, refund, said, shown};

#[test]
fn texts_keep_what_is_written() {
    for (written, text) in [
        ("", ""),
        (" a\t", " a\t"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a<!-- - -->b", "ab"),
        ("a<![CDATA[<&>]]]]>b", "a<&>]]b"),
        ("<![CDATA[a\r\n\u{1}]]>", "a\r\n\u{1}"),
        ("&lt;&gt;&amp;&quot;&apos;&#65;&#x4E2d;", "<>&\"'A中"),
        ("&#0;&#1;&#;&#x;&#13;&#xFFFE;", "\0\u{1}\0\0\r\u{FFFE}"),
        ("&#xD83D;&#xDE00;|&#xDE00;&#xD83D;|", "😀|\u{FFFD}\u{FFFD}|"),
        ("a>b]]c]]&gt;\u{7F}", "a>b]]c]]>\u{7F}"),
    ] {
        assert_eq!(batchno(written), text, "{written:?}");
    }
}

#[test]
fn texts_have_no_more_than_text() {
    for written in [
        "a<?p?>",
        "a&b",
        "&nbsp;",
        "&LT;",
        "&#X41;",
        "&#x110000;",
        "&#-1;",
        "&;",
        "a]]>",
        "\u{1}",
        "\u{0}",
        "\u{FFFE}",
        "<![CDATA[\u{FFFF}]]>",
        "<!-- -- -->",
        "<!--\u{1}-->",
        "<!--->",
        "<!--x--->",
    ] {
        assert_refused(&epay(&format!("<batchno>{written}</batchno>")));
        assert_refused(&epay(&format!("<unknown><b>{written}</b></unknown>")));
    }
    assert_refused(&epay("<batchno>a<x/></batchno>"));
}

#[test]
fn decimals_keep_their_scale() {
    for (written, number) in [
        ("3", "3"),
        (" 3.10\r\n", "3.10"),
        ("+.5", "0.5"),
        ("-5.", "-5"),
        ("-0", "0"),
        ("0.00", "0.00"),
        ("007.5", "7.5"),
        ("3<!-- c -->4", "34"),
        ("&#x33;&#0;", "3"),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        (
            "0.12345678901234567890123456785",
            "0.1234567890123456789012345678",
        ),
        (
            "0.12345678901234567890123456775",
            "0.1234567890123456789012345678",
        ),
        (
            "0.123456789012345678901234567850001",
            "0.1234567890123456789012345679",
        ),
        (
            "7922816251426433759354395033.55",
            "7922816251426433759354395034",
        ),
        (
            "0.00000000000000000000000000005",
            "0.0000000000000000000000000000",
        ),
    ] {
        let member = format!("<refundmoney>{written}</refundmoney>");
        let object = object(epay(&member));
        assert_eq!(shown(&object.values[2]), number, "{written}");
    }
    for written in [
        "",
        " ",
        "+",
        "-",
        ".",
        "1e2",
        "1,000",
        "0x10",
        "3-",
        "- 3",
        "+-3",
        "(3)",
        "¥3",
        "３",
        "3 0",
        "3.1.0",
        "INF",
        "\u{A0}3",
        "79228162514264337593543950336",
        "79228162514264337593543950335.5",
    ] {
        assert_refused(&epay(&format!("<refundmoney>{written}</refundmoney>")));
    }
}

#[test]
fn integers_have_a_width() {
    let read_count = |written: &str| {
        notices(&format!(
            "<NoticeListParm><total_count>{written}</total_count></NoticeListParm>"
        ))
    };
    let read_time = |written: &str| {
        notices(&format!(
            "<NoticeListParm><apply_time>{written}</apply_time></NoticeListParm>"
        ))
    };
    for written in ["5", " +5\t", "005", "&#53;", "<![CDATA[5]]>"] {
        assert_eq!(said(read_count(written)), "notice_list=[{total_count=5}]");
        assert_eq!(said(read_time(written)), "notice_list=[{apply_time=5}]");
    }
    assert_eq!(
        said(read_count("-2147483648")),
        "notice_list=[{total_count=-2147483648}]"
    );
    assert_eq!(
        said(read_time("2147483648")),
        "notice_list=[{apply_time=2147483648}]"
    );
    assert_refused(&read_count("2147483648"));
    assert_refused(&read_time("9223372036854775808"));
    for written in ["", "5.0", "1e2", "0x10", "5 5", "true", "５", "+ 5", "--5"] {
        assert_refused(&read_count(written));
        assert_refused(&read_time(written));
    }
}

#[test]
fn values_can_be_repeated_by_name() {
    assert_eq!(
        said(epay(
            r#"<batchno z:Id="1">b</batchno><trandeno z:Ref="1">lost</trandeno>"#
        )),
        r#"batchno="b" trandeno="b""#
    );
    let items = r#"<NoticeListParm z:Id="n"><code z:Id="c">x</code></NoticeListParm><NoticeListParm z:Ref="n"/><NoticeListParm><certificate_id z:Ref="c"/></NoticeListParm>"#;
    assert_eq!(
        said(notices(items)),
        r#"notice_list=[{code="x"}, {code="x"}, {certificate_id="x"}]"#
    );
    for broken in [
        r#"<batchno z:Ref="1"/>"#,
        r#"<batchno z:Ref="1"/><trandeno z:Id="1">t</trandeno>"#,
        r#"<batchno z:Id="1"/><trandeno z:Id="1"/>"#,
        r#"<batchno z:Id=""/>"#,
        r#"<batchno z:Ref=""/>"#,
        r#"<unknown z:Size="-1"/>"#,
        r#"<refundmoney z:Id="1">1</refundmoney>"#,
        r#"<batchno z:Id="1">2</batchno><refundmoney z:Ref="1"/>"#,
        r#"<batchno i:nil="true" z:Id="1"/><trandeno z:Ref="1"/>"#,
    ] {
        assert_refused(&epay(broken));
    }
    assert_refused(&notices(
        r#"<NoticeListParm z:Id="n"><code z:Ref="n"/></NoticeListParm>"#,
    ));
}

#[test]
fn repeated_values_do_not_fill_the_memory() {
    let long = "x".repeat(200_000);
    let repeats = r#"<a:string z:Ref="1"/>"#.repeat(5);
    let list = |repeats: &str| {
        format!(r#"<memory z:Id="1">{long}</memory><ticketids>{repeats}</ticketids>"#)
    };
    assert!(refund(&list(&repeats)).state.is_valid());
    assert_refused(&refund(&list(&repeats.repeat(20))));
}
