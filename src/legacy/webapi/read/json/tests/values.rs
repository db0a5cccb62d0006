//! Numbers, strings and lists.

use super::{douyin, epay, keys, refund, seen};
use crate::legacy::webapi::model_state::Problem;
use crate::legacy::webapi::value::Value;

fn money(text: &str) -> (String, bool) {
    let binding = epay(&format!(
        r#"{{"batchno":"b","trandeno":"t","refundmoney":{text}}}"#
    ));
    let value = binding.object.as_ref().map(|object| &object.values[2]);
    let amount = match value {
        Some(Value::Decimal(amount)) => amount.to_string(),
        other => format!("{other:?}"),
    };
    (amount, binding.state.is_valid())
}

#[test]
fn decimals() {
    for (text, amount) in [
        ("3", "3"),
        ("3.0", "3.0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e2", "100"),
        ("-3", "-3"),
        ("\" 3,000.5 \"", "3000.5"),
        ("\"3-\"", "-3"),
        ("\"1e2\"", "100"),
        ("\"\\u0033\"", "3"),
        (
            "0.00000000000000000000000000005",
            "0.0000000000000000000000000000",
        ),
    ] {
        assert_eq!(money(text), (amount.to_owned(), true), "{text}");
    }
    for text in [
        "null", "\"\"", "\" \"", "\"0x10\"", "\"(3)\"", "\"1e\"", "\"01e2\"", "true", "{}", "[3]",
        "NaN", "1e29", "3m", "08",
    ] {
        assert!(!money(text).1, "{text}");
    }
}

#[test]
fn money_that_is_not_there_is_an_error_of_the_whole() {
    assert_eq!(keys(&epay(r#"{"batchno":"b"}"#)), ["parm"]);
    assert_eq!(keys(&epay(r#"{"refundmoney":null}"#)), ["parm.refundmoney"]);
    assert_eq!(
        keys(&epay(r#"{"refundmoney":"x"}"#)),
        ["parm.refundmoney", "parm"]
    );
}

#[test]
fn octal_and_hexadecimal_numbers_are_refused_as_numbers_only() {
    let binding = epay(r#"{"batchno":010,"refundmoney":0x10,"x":0x10,"trandeno":"t"}"#);
    assert_eq!(seen(&binding), r#"("8" "t" 0)"#);
    let [entry] = binding.state.entries() else {
        panic!("{:?}", binding.state);
    };
    assert_eq!(entry.key, "parm.refundmoney");
    assert_eq!(
        entry.problems,
        [Problem::AmbiguousNumber {
            member: "refundmoney"
        }]
    );
    let binding =
        douyin(r#"{"notice_list":[{"total_count":010,"apply_time":0x10,"audit_time":1}]}"#);
    assert_eq!(
        keys(&binding),
        [
            "parm.notice_list[0].total_count",
            "parm.notice_list[0].apply_time"
        ]
    );
}

#[test]
fn ints_and_longs_take_different_things() {
    let int = |text: &str| {
        let binding = douyin(&format!(r#"{{"notice_list":[{{"total_count":{text}}}]}}"#));
        binding.state.is_valid().then(|| seen(&binding))
    };
    let long = |text: &str| {
        let binding = douyin(&format!(r#"{{"notice_list":[{{"apply_time":{text}}}]}}"#));
        binding.state.is_valid().then(|| seen(&binding))
    };
    for text in ["5", "\"5\"", "\" +5 \""] {
        assert_eq!(int(text).as_deref(), Some("(null [(null null 5 0 0 0 0)])"));
        assert_eq!(
            long(text).as_deref(),
            Some("(null [(null null 0 0 5 0 0)])")
        );
    }
    for (text, read) in [("2.5", 2), ("3.5", 4), ("1e2", 100), ("true", 1)] {
        assert_eq!(int(text), None, "{text}");
        let expected = format!("(null [(null null 0 0 {read} 0 0)])");
        assert_eq!(long(text), Some(expected), "{text}");
    }
    for text in [
        "null",
        "\"\"",
        "\"5.0\"",
        "[]",
        "{}",
        "NaN",
        "9223372036854775808",
        "25000000000000000000",
    ] {
        assert_eq!(int(text), None, "{text}");
        assert_eq!(long(text), None, "{text}");
    }
    // Json.NET 6 read 705032704.
    assert_eq!(int("5000000000"), None);
}

#[test]
fn strings_take_other_values_as_text() {
    for (text, read) in [
        ("12", "12"),
        ("12.50", "12.5"),
        ("1e2", "100"),
        ("-0", "0"),
        ("true", "True"),
        ("NaN", "NaN"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("25000000000000000000", "25000000000000000000"),
        ("\"2020-01-01T00:00:00Z\"", "2020-01-01T00:00:00Z"),
        (r#""\ud83d\ude00\ud83d""#, "😀\u{fffd}"),
        (
            r#""\ude00\ud83d\ud83d\u4e2d""#,
            "\u{fffd}\u{fffd}\u{fffd}中",
        ),
        ("123456789.123456789", "123456789.123457"),
        ("123456789012346.5", "123456789012347"),
    ] {
        let binding = refund(&format!(r#"{{"memory":{text}}}"#));
        assert!(binding.state.is_valid(), "{text}");
        assert_eq!(
            seen(&binding),
            format!("(null null null {read:?})"),
            "{text}"
        );
    }
    for text in [
        "undefined",
        "[]",
        "{}",
        "1E400",
        "new Date(0)",
        r#""\x41""#,
        r#""\u00zz""#,
    ] {
        assert!(
            !refund(&format!(r#"{{"memory":{text}}}"#)).state.is_valid(),
            "{text}"
        );
    }
}

#[test]
fn lists_take_commas_for_items_and_may_be_wrapped() {
    for (list, read) in [
        ("[]", "[]"),
        ("null", "null"),
        ("\"\"", "null"),
        (r#"["a",]"#, r#"["a"]"#),
        (r#"[1,2.0,true,null,"x"]"#, r#"["1" "2" "True" null "x"]"#),
        (r#"{"$id":"1","$values":["a"]}"#, r#"["a"]"#),
        (r#"{"$ref":"9"}"#, "null"),
    ] {
        let binding = refund(&format!(r#"{{"ticketids":{list}}}"#));
        assert!(binding.state.is_valid(), "{list}");
        assert_eq!(seen(&binding), format!("(null null {read} null)"), "{list}");
    }
    let binding = refund(r#"{"ticketids":["a",["b"],{"c":1},"d"]}"#);
    assert_eq!(seen(&binding), r#"(null null ["a" "d"] null)"#);
    assert_eq!(keys(&binding), ["parm.ticketids[1]", "parm.ticketids[2]"]);
    let binding = douyin(r#"{"notice_list":[,{}]}"#);
    assert_eq!(seen(&binding), "(null [null (null null 0 0 0 0 0)])");
}
