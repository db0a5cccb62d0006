//! How a document is encoded, and says that it is.

use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::shape::REFUND;

use super::{around, assert_refused, read, read_utf8, said};

#[test]
fn declarations_are_exact() {
    let root = around(&REFUND, "");
    for fine in [
        r#"<?xml version="1.0"?>"#,
        "<?xml version = '1.0' ?>",
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        r#"<?xml version="1.0" encoding="utf-8" standalone="no"?>"#,
        r#"<?xml version="1.0" standalone="yes" ?>"#,
    ] {
        assert_eq!(
            said(read_utf8(&REFUND, &format!("{fine}{root}"))),
            "",
            "{fine}"
        );
    }
    for wrong in [
        "<?xml?>",
        "<?xml ?>",
        r#"<?xml version="1.1"?>"#,
        r#"<?xml encoding="utf-8"?>"#,
        r#"<?xml version="1.0" encoding="utf8"?>"#,
        r#"<?xml version="1.0" encoding="gb2312"?>"#,
        r#"<?xml version="1.0" encoding="utf-16"?>"#,
        r#"<?xml version="1.0" encoding=""?>"#,
        r#"<?xml version="1.0"encoding="utf-8"?>"#,
        r#"<?xml version="1.0" standalone="true"?>"#,
        r#"<?xml version="1.0" standalone="yes" encoding="utf-8"?>"#,
        r#"<?xml version="1.0" encoding="utf-8" standalone="yes" a="b"?>"#,
        r#"<?xml version="1.0" version="1.0"?>"#,
        r#"<?XML version="1.0"?>"#,
    ] {
        assert_refused(&read_utf8(&REFUND, &format!("{wrong}{root}")));
    }
}

#[test]
fn bytes_are_encoded_as_they_say() {
    let root = around(&REFUND, "<memory>退款😀</memory>");
    let with = |encoding: &str| format!(r#"<?xml version="1.0" encoding="{encoding}"?>{root}"#);
    let utf16 = |mark: &[u8], text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [mark, &units.collect::<Vec<_>>()].concat()
    };
    let understood = r#"memory="退款😀""#;

    let marked = [&[0xEF, 0xBB, 0xBF], root.as_bytes()].concat();
    assert_eq!(said(read(&REFUND, &marked, Charset::Utf8)), understood);
    for body in [
        utf16(&[], &root),
        utf16(&[0xFF, 0xFE], &root),
        utf16(&[0xFF, 0xFE], &format!(" {root}")),
        utf16(&[], &with("utf-16")),
        utf16(&[], &with("UTF-16LE")),
    ] {
        assert_eq!(said(read(&REFUND, &body, Charset::Utf16)), understood);
        assert_refused(&read(&REFUND, &body, Charset::Utf8));
    }
    for body in [
        marked,
        root.clone().into_bytes(),
        utf16(&[], &with("utf-8")),
        utf16(&[], &with("utf-16be")),
        utf16(&[], &format!(" {root}")),
        utf16(&[0xFF, 0xFE], &format!("\u{FEFF}{root}")),
        [utf16(&[], &root), b"\n".to_vec()].concat(),
        utf16(&[], &root)
            .iter()
            .map(|&byte| if byte == 0xDE { 0xDB } else { byte })
            .collect(),
    ] {
        assert_refused(&read(&REFUND, &body, Charset::Utf16));
    }
}

#[test]
fn what_is_not_utf8_is_refused() {
    for bytes in [
        &b"\xCD\xCB\xBF\xEE"[..],
        b"\xC0\xAF",
        b"\xED\xA0\x80",
        b"\xE9\x80",
    ] {
        let root = around(&REFUND, "<memory>@</memory>");
        let (before, after) = root.split_once('@').unwrap();
        let body = [before.as_bytes(), bytes, after.as_bytes()].concat();
        assert_refused(&read(&REFUND, &body, Charset::Utf8));
    }
}
