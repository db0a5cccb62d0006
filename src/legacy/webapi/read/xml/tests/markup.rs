//! What is well formed, and what is too much.

use crate::legacy::webapi::shape::EPAY_END_REFUND_SUCCESS;

use super::{around, assert_refused, epay, read_utf8, said};

#[test]
fn tags_are_well_formed() {
    for tag in [
        r#"<batchno a="1" b='"' c="'>]]&amp;" p:d = "1" xmlns:p="urn:p"  >b</batchno  >"#,
        r#"<batchno a="1" q:a="1" r:a="1" xmlns:q="urn:q" xmlns:r="urn:r">b</batchno>"#,
        "<batchno\n\ta = '1\n'\r>b</batchno\n>",
        r#"<batchno xml:space="preserve" xml:lang="zh">b</batchno>"#,
        r#"<batchno 中="1">b</batchno>"#,
    ] {
        assert_eq!(said(epay(tag)), r#"batchno="b""#, "{tag}");
    }
    for tag in [
        "<batchno></batchn>",
        "<batchno></ batchno>",
        r#"<batchno></batchno a="1">"#,
        "<batchno a></batchno>",
        "<batchno a=1></batchno>",
        r#"<batchno a="1"b="2"></batchno>"#,
        r#"<batchno a="1" a="2"></batchno>"#,
        r#"<batchno q:a="1" r:a="1" xmlns:q="urn:q" xmlns:r="urn&#58;q"></batchno>"#,
        r#"<batchno xmlns:q="urn:q" xmlns:q="urn:r"></batchno>"#,
        r#"<batchno a="<"></batchno>"#,
        r#"<batchno a="&nbsp;"></batchno>"#,
        r#"<batchno a="&"></batchno>"#,
        "<batchno a=\"\u{1}\"></batchno>",
        "<batchno a=\"\u{FFFE}\"></batchno>",
        r#"<batchno q:a="1"></batchno>"#,
        "<q:batchno></q:batchno>",
        "<xmlns:batchno></xmlns:batchno>",
        r#"<batchno xmlns:q=""></batchno>"#,
        r#"<batchno xmlns:xml="urn:q"></batchno>"#,
        r#"<batchno a:b:c="1"></batchno>"#,
        r#"<batchno :a="1"></batchno>"#,
        "<a:></a:>",
        "<1></1>",
        "<b\u{2603}></b\u{2603}>",
        "<-></->",
        "<></>",
        "< batchno></batchno>",
        "<batchno / >",
        "<batchno/ >",
        "<batchno",
        "<batchno><",
        "<![cdata[]]>",
        "<!ELEMENT a>",
    ] {
        assert_refused(&epay(tag));
        assert_refused(&epay(&format!("<unknown><inner>{tag}</inner></unknown>")));
    }
}

#[test]
fn a_document_is_one_root() {
    let root = around(&EPAY_END_REFUND_SUCCESS, "<batchno>b</batchno>");
    for (before, after) in [
        ("", ""),
        (" \r\n<!-- c -->\r", "<!-- c -->"),
        (r#"<?xml version="1.0"?>"#, "\r\n"),
        ("", " what follows is never read"),
        ("", "<!-- c --><"),
    ] {
        let document = format!("{before}{root}{after}");
        assert_eq!(
            said(read_utf8(&EPAY_END_REFUND_SUCCESS, &document)),
            r#"batchno="b""#
        );
    }
    for (before, after) in [
        ("x", ""),
        ("\u{FEFF}\u{FEFF}", ""),
        ("<![CDATA[ ]]>", ""),
        ("&#32;", ""),
        ("<?p?>", ""),
        ("<!DOCTYPE a>", ""),
        (r#"<!DOCTYPE a [<!ENTITY b "c">]>"#, ""),
        (r#" <?xml version="1.0"?>"#, ""),
        (r#"<!----><?xml version="1.0"?>"#, ""),
        (r#"<?xml version="1.0"?><?xml version="1.0"?>"#, ""),
        ("", "x"),
        ("", "&#32;"),
        ("", "<a/>"),
        ("", "</a>"),
        ("", "<![CDATA[ ]]>"),
        ("", "<?p?>"),
        ("", "<!-- -- -->"),
        ("", "<!--"),
        ("", "<"),
    ] {
        let document = format!("{before}{root}{after}");
        assert_refused(&read_utf8(&EPAY_END_REFUND_SUCCESS, &document));
    }
    for nothing in ["", "   ", "<a>", "<a/", "hello", "<!---->", "{}"] {
        assert_refused(&read_utf8(&EPAY_END_REFUND_SUCCESS, nothing));
    }
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| epay(&format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth)));
    assert_eq!(said(nested(255)), "");
    assert_refused(&nested(256));
    assert_refused(&nested(100_000));
}

#[test]
fn namespaces_have_limits() {
    let long = |length: usize| epay(&format!(r#"<b xmlns:p="{}"/>"#, "x".repeat(length)));
    assert_eq!(said(long(1024)), "");
    assert_refused(&long(1025));
    let many: Vec<_> = (0..200)
        .map(|index| format!(r#"xmlns:p{index}="u""#))
        .collect();
    assert_refused(&epay(&format!("<b {}/>", many.join(" "))));
}
