//! Which elements bind to which members.

use crate::legacy::webapi::model_state::Binding;
use crate::legacy::webapi::shape::{DOUYIN_INFO_SYNC, EPAY_END_REFUND_SUCCESS, NOTICE, REFUND};
use crate::legacy::webapi::value::Object;

use super::{INSTANCE, around, assert_refused, epay, notices, object, read_utf8, refund, said};

#[test]
fn members_bind_by_name_in_any_order() {
    for order in [
        "<batchno>b</batchno><refundmoney>1</refundmoney><trandeno>t</trandeno>",
        "<trandeno>t</trandeno><refundmoney>1</refundmoney><batchno>b</batchno>",
        "<batchno>b</batchno><trandeno>t</trandeno><refundmoney>1</refundmoney>",
    ] {
        assert_eq!(
            said(epay(order)),
            r#"batchno="b" trandeno="t" refundmoney=1"#
        );
    }
    assert_eq!(
        said(notices(
            "<NoticeListParm><verify_count>4</verify_count><apply_time>5</apply_time></NoticeListParm>"
        )),
        "notice_list=[{verify_count=4 apply_time=5}]",
    );
}

#[test]
fn the_first_of_a_name_wins() {
    let twice = "<batchno>b</batchno><batchno>c</batchno><refundmoney>1</refundmoney><batchno/>";
    assert_eq!(said(epay(twice)), r#"batchno="b" refundmoney=1"#);
    let null_first = r#"<batchno i:nil="1"/><batchno>c</batchno>"#;
    assert_eq!(said(epay(null_first)), "");
}

#[test]
fn other_names_and_namespaces_are_skipped() {
    for skipped in [
        "<BatchNo>b</BatchNo>",
        r#"<batchno xmlns="">b</batchno>"#,
        r#"<batchno xmlns="urn:x">b</batchno>"#,
        "<zzz><batchno>b</batchno>text</zzz>",
        "<a:batchno>b</a:batchno>",
    ] {
        assert_eq!(said(epay(skipped)), "", "{skipped}");
    }
    let prefixed = format!(
        r#"<p:{0} xmlns:p="{1}"><p:batchno>b</p:batchno><batchno>c</batchno></p:{0}>"#,
        EPAY_END_REFUND_SUCCESS.name, EPAY_END_REFUND_SUCCESS.namespace
    );
    assert_eq!(
        said(read_utf8(&EPAY_END_REFUND_SUCCESS, &prefixed)),
        r#"batchno="b""#
    );
}

#[test]
fn the_root_is_exact_or_any_type() {
    let document = |name: &str, namespace: &str| {
        let document = format!(
            r#"<{name} xmlns="{namespace}"><orderid xmlns="{}">o</orderid></{name}>"#,
            REFUND.namespace
        );
        read_utf8(&REFUND, &document)
    };
    assert_eq!(
        said(document("RefundParm", REFUND.namespace)),
        r#"orderid="o""#
    );
    assert_eq!(
        said(document(
            "anyType",
            "http://schemas.microsoft.com/2003/10/Serialization/"
        )),
        r#"orderid="o""#
    );
    assert_refused(&document("refundparm", REFUND.namespace));
    assert_refused(&document("RefundParm", &format!("{}/", REFUND.namespace)));
    assert_refused(&document("RefundParm", ""));
    let escaped = REFUND.namespace.replace(':', "&#58;");
    assert_eq!(said(document("RefundParm", &escaped)), r#"orderid="o""#);
}

#[test]
fn null_is_what_schema_says_it_is() {
    let null_root = format!(
        r#"<RefundParm xmlns="{}" {INSTANCE} i:nil=" true "><x/></RefundParm>"#,
        REFUND.namespace
    );
    assert_eq!(read_utf8(&REFUND, &null_root), Binding::null());
    assert_eq!(said(refund(r#"<memory i:nil="true">text</memory>"#)), "");
    assert_eq!(
        said(refund(r#"<memory i:nil="0">m</memory>"#)),
        r#"memory="m""#
    );
    assert_eq!(said(refund(r#"<memory nil="true"/>"#)), r#"memory="""#);
    assert_eq!(said(refund(r#"<ticketids i:nil="true"/>"#)), "");
    assert_refused(&refund(r#"<memory i:nil="True"/>"#));
    assert_refused(&refund(r#"<unknown i:nil="True"/>"#));
    assert_refused(&epay(r#"<refundmoney i:nil="true"/>"#));
}

#[test]
fn what_is_absent_is_zero_or_null() {
    for shape in [
        &EPAY_END_REFUND_SUCCESS,
        &DOUYIN_INFO_SYNC,
        &REFUND,
        &NOTICE,
    ] {
        assert_eq!(
            object(read_utf8(shape, &around(shape, ""))),
            Object::new(shape)
        );
        let closed = around(shape, "").replace(&format!("></{}>", shape.name), "/>");
        assert_eq!(object(read_utf8(shape, &closed)), Object::new(shape));
    }
}
#[test]
fn only_blanks_stand_between_members() {
    let blanks = " \r\n\t&#32;&#xA;<![CDATA[ ]]><!-- c --><![CDATA[]]>";
    let blank = format!("{blanks}<batchno>b</batchno>{blanks}");
    assert_eq!(said(epay(&blank)), r#"batchno="b""#);
    for text in ["junk", "&#160;", "&#65;", "<![CDATA[x]]>", "]", "\u{3000}"] {
        assert_refused(&epay(text));
        assert_refused(&notices(text));
        assert_eq!(said(epay(&format!("<unknown>{text}</unknown>"))), "");
    }
}

#[test]
fn lists_have_items_of_one_name() {
    let item = "<a:string>x</a:string>";
    for (written, list) in [
        ("", "[]"),
        (" <!-- c --> ", "[]"),
        (
            "<a:string>x</a:string><a:int>5</a:int><a:string/>",
            r#"["x", ""]"#,
        ),
        (r#"<a:string i:nil="true"/>"#, "[null]"),
        (
            r#"<string>x</string><string xmlns="">y</string>"#,
            r#"["x", "y"]"#,
        ),
        (
            r#"<string xmlns="urn:x">x</string><String>x</String>"#,
            "[]",
        ),
    ] {
        let list = format!("ticketids={list}");
        assert_eq!(
            said(refund(&format!("<ticketids>{written}</ticketids>"))),
            list
        );
    }
    let elsewhere = format!(r#"<ticketids xmlns="urn:x">{item}</ticketids>"#);
    assert_eq!(said(refund(&elsewhere)), "");
    assert_eq!(
        said(notices(
            r#"<NoticeListParm i:nil="1"/><NoticeListParm/><Other/>"#
        )),
        "notice_list=[null, {}]"
    );
    assert_eq!(
        said(notices(r#"<NoticeListParm xmlns=""/>"#)),
        "notice_list=[]"
    );
    assert_refused(&refund("<ticketids>a,b</ticketids>"));
    assert_refused(&refund("<ticketids><a:string><x/></a:string></ticketids>"));
}

#[test]
fn only_objects_and_lists_mind_their_type() {
    assert_eq!(
        said(epay(
            r#"<batchno i:type="x:int">b</batchno><refundmoney i:type="none:such">1</refundmoney>"#
        )),
        r#"batchno="b" refundmoney=1"#
    );
    assert_eq!(
        said(refund(
            r#"<ticketids i:type="a:ArrayOfstring"><a:string>x</a:string></ticketids>"#
        )),
        r#"ticketids=["x"]"#
    );
    assert_eq!(
        said(notices(r#"<NoticeListParm i:type="NoticeListParm"/>"#)),
        "notice_list=[{}]"
    );
    assert_eq!(
        said(notices(r#"<NoticeListParm i:type=""/>"#)),
        "notice_list=[{}]"
    );
    for other in [
        "x:string",
        "a:NoticeListParm",
        "none:NoticeListParm",
        "DouyinInfoSyncParm",
    ] {
        assert_refused(&notices(&format!(r#"<NoticeListParm i:type="{other}"/>"#)));
    }
}
