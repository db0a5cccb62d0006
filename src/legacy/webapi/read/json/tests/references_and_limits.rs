//! References, and what keeps a small body from costing much.

use super::{douyin, keys, refund, seen};

#[test]
fn references_repeat_an_item() {
    let binding =
        douyin(r#"{"$id":"1","notice_list":[{"$id":"2","code":"a"},{"$ref":"2"},{"$ref":"7"}]}"#);
    assert!(binding.state.is_valid());
    assert_eq!(
        seen(&binding),
        r#"(null [(null "a" 0 0 0 0 0) (null "a" 0 0 0 0 0) null])"#
    );
    for body in [
        r#"{"$ref":"1","order_id":"o"}"#,
        r#"{"$ref":1}"#,
        r#"{"$type":null}"#,
        r#"{"$id":"1","notice_list":[{"$ref":"1"}]}"#,
        r#"{"$id":"1","notice_list":[{"$id":"1"}]}"#,
    ] {
        assert!(!douyin(body).state.is_valid(), "{body}");
    }
}

#[test]
fn references_cannot_fill_the_memory() {
    let text = "x".repeat(100_000);
    let references = r#",{"$ref":"1"}"#.repeat(100);
    let body = format!(r#"{{"notice_list":[{{"$id":"1","code":"{text}"}}{references}]}}"#);
    assert!(!douyin(&body).state.is_valid());
}

#[test]
fn depth_is_limited_in_what_is_skipped_as_well() {
    let nested = |depth: usize| {
        let body = format!(
            r#"{{"x":{}{},"memory":"m"}}"#,
            "[".repeat(depth),
            "]".repeat(depth)
        );
        refund(&body)
    };
    assert!(nested(255).state.is_valid());
    assert_eq!(nested(256).object, None);
    assert!(!nested(256).state.is_valid());
    let endless = refund(&format!(r#"{{"x":{}"#, "[".repeat(1_000_000)));
    assert!(keys(&endless).iter().all(|key| key.len() < 100_000));
}

#[test]
fn the_number_of_errors_is_limited() {
    let binding = refund(&format!(r#"{{"ticketids":[{}]}}"#, "{},".repeat(100_000)));
    assert!((1000..1100).contains(&keys(&binding).len()));
}
