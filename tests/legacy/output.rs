//! The bytes of results that the gateway has no reason to give: any code, any
//! text, with a tag. The old server's clients were shown them.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use http::{HeaderMap, HeaderName, Method};
use refund_gateway::legacy::webapi::{
    media_type::MediaType,
    negotiate::negotiate,
    route::{Routed, route},
    write::{Body, OperationResult, write},
};

use crate::vectors::{self, Case};

#[test]
fn any_result_is_written_as_the_old_server_wrote_it() {
    let cases = vectors::family("output_bytes");
    let with_values: Vec<_> = cases
        .iter()
        .filter(|case| case.oracle_mode == "full")
        .collect();
    assert!(with_values.len() > 100);
    for case in with_values {
        assert_eq!(written(case), case.answer(), "{}", case.name);
    }
}

fn written(case: &Case) -> Vec<u8> {
    let method: Method = case.method.parse().unwrap();
    let Routed::Action(action) = route(&case.path, "", &method) else {
        panic!("{} leads nowhere", case.path);
    };
    let mut headers = HeaderMap::new();
    for (name, value) in &case.request_headers {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, value.parse().unwrap());
    }
    let content_type = MediaType::of_content(&headers);
    let negotiated = negotiate(&headers, content_type.as_ref(), action.formats());
    let extra = |name: &str| {
        let value = case.oracle_extra.iter().find(|(known, _)| known == name);
        value.map(|(_, value)| value.clone())
    };
    let text = |name: &str| {
        let encoded = extra(name)?;
        Some(String::from_utf8(BASE64_STANDARD.decode(encoded).unwrap()).unwrap())
    };
    let result = OperationResult {
        class: action.result(),
        // The recorder's, where it is not told another.
        errcode: extra("X-Oracle-Errcode").map_or(1, |code| code.parse().unwrap()),
        errmsg: text("X-Oracle-Errmsg"),
        tag: text("X-Oracle-Tag"),
    };
    write(&Body::Result(result), &negotiated)
}
