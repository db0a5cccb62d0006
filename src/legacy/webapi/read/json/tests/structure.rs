//! What stands where, and what becomes of errors.

use super::{douyin, epay, keys, refund, seen};
use crate::legacy::webapi::model_state::Binding;

#[test]
fn members_are_found_by_name_whatever_the_case() {
    let binding = epay(r#"{"BatchNo":"b","TRANDENO":"t","refundMoney":3.10,"x":[{}]}"#);
    assert!(binding.state.is_valid());
    assert_eq!(seen(&binding), r#"("b" "t" 3.10)"#);
}

#[test]
fn the_last_of_a_member_wins_and_lists_are_appended_to() {
    let binding =
        refund(r#"{"orderid":"1","ticketids":["a"],"ORDERID":"2","ticketids":["b",null]}"#);
    assert!(binding.state.is_valid());
    assert_eq!(seen(&binding), r#"("2" null ["a" "b" null] null)"#);
    let binding = refund(r#"{"ticketids":["a"],"ticketids":null}"#);
    assert_eq!(seen(&binding), "(null null null null)");
}

#[test]
fn more_than_json_is_understood() {
    let body = "\u{feff}\u{a0}{/* c */'batchno' : 'b\0\n', // c\r\n trandeno:\"\\/\\'\",\x0c\"refundmoney\":1,}";
    let binding = epay(body);
    assert!(binding.state.is_valid(), "{:?}", binding.state);
    assert_eq!(seen(&binding), "(\"b\\0\\n\" \"/'\" 1)");
}

#[test]
fn what_follows_the_parameter_is_not_looked_at() {
    for rest in ["xyz", "{}", ",", "\"", "]"] {
        let binding = refund(&format!("{{\"orderid\":\"1\"}}{rest}"));
        assert!(binding.state.is_valid(), "{rest}");
        assert_eq!(seen(&binding), r#"("1" null null null)"#);
    }
}

#[test]
fn nothing_is_no_parameter_and_no_error() {
    for body in [
        "",
        " \n",
        "null",
        "undefined",
        "\"\"",
        "/**/null",
        r#"{"$ref":"1"}"#,
    ] {
        assert_eq!(refund(body), Binding::null(), "{body}");
    }
}

#[test]
fn a_body_that_is_no_object_is_an_error() {
    for body in [
        "[]",
        "1",
        "\"a\"",
        "true",
        "NaN",
        "<xml>",
        "#",
        "new Date(1)",
    ] {
        let binding = refund(body);
        assert_eq!(binding.object, None, "{body}");
        assert!(!binding.state.is_valid(), "{body}");
    }
    assert_eq!(keys(&refund("[]")), ["parm"]);
}

#[test]
fn syntax_errors_end_the_parameter() {
    for (body, key) in [
        (r#"{"orderid" "1"}"#, "parm"),
        (r#"{"orderid":"1";"memory":"m"}"#, "parm.orderid"),
        (r#"{,"orderid":"1"}"#, "parm"),
        (r#"{"orderid":"1",,"memory":"m"}"#, "parm.orderid"),
        (r#"{"orderid":x}"#, "parm.orderid"),
    ] {
        let binding = refund(body);
        assert_eq!(binding.object, None, "{body}");
        assert_eq!(keys(&binding).first(), Some(&key), "{body}");
    }
}

#[test]
fn a_truncated_body_is_a_part_of_a_parameter_and_errors() {
    let binding = epay(r#"{"batchno":"b","trandeno":"t"#);
    assert_eq!(seen(&binding), r#"("b" null 0)"#);
    assert_eq!(
        keys(&binding),
        ["parm.trandeno", "parm.trandeno", "parm.trandeno"]
    );
}

#[test]
fn errors_stand_at_their_path_and_reading_goes_on() {
    let binding = douyin(
        r#"{"notice_list":[{"code":"a","total_count":"x","audit_time":9},5,{"code":"b"}],"order_id":"o"}"#,
    );
    assert_eq!(
        seen(&binding),
        r#"("o" [(null "a" 0 0 0 9 0) (null "b" 0 0 0 0 0)])"#
    );
    assert_eq!(
        keys(&binding),
        ["parm.notice_list[0].total_count", "parm.notice_list[1]"]
    );
}

#[test]
fn names_with_special_characters_are_quoted_in_paths() {
    let binding = refund(r#"{"a.b":[1,--2]}"#);
    assert_eq!(keys(&binding), ["parm['a.b'][1]", "parm['a.b']"]);
}
