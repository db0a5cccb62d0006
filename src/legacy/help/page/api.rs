//! The page of an API: first all that the old server's page had, in its order
//! and words, then what helps to call it.

use maud::{Markup, html};

use super::{
    contract, hawk,
    layout::{Part, block, document, named_block},
    model,
};
use crate::legacy::help::{
    api::Api,
    contract::Contract,
    link::Links,
    sample::{self, Sample},
};

const REQUEST: Part = ("request", "Request Information");
const RESPONSE: Part = ("response", "Response Information");
const CURL: Part = ("curl", "调用示例");
const ERRORS: Part = ("errors", "错误处理");

/// The page.
pub(in super::super) fn api(links: &Links, api: &Api, contract: &Contract) -> String {
    let title = api.title();
    let own = html! {
        (known(links, api))
        @if api.hawk { (hawk::section(links, api)) } @else { (curl(links, api)) }
        (errors(links, api))
        (contract::section(contract, api.rpc))
    };
    let example = if api.hawk { hawk::PART } else { CURL };
    let parts = [REQUEST, RESPONSE, example, ERRORS, contract::PART];
    document(links, &title, &parts, &own)
}

/// What the old server's page had.
fn known(links: &Links, api: &Api) -> Markup {
    html! {
        h1 { (api.title()) }
        p { (api.documentation) }

        h2 id=(REQUEST.0) { (REQUEST.1) }
        h3 { "URI Parameters" }
        p { "None." }
        h3 { "Body Parameters" }
        @if !api.parameter.is_empty() { p { (api.parameter) } }
        (model::link(links, api.request.shape.name))
        (model::members(links, api.request))
        h3 { "Request Formats" }
        (samples(&sample::of_request(api.request.shape, api.bson)))

        h2 id=(RESPONSE.0) { (RESPONSE.1) }
        h3 { "Resource Description" }
        p { (api.documentation) }
        (model::link(links, api.response.shape.name))
        (model::members(links, api.response))
        h3 { "Response Formats" }
        (samples(&sample::of_response(api.response.shape, api.bson)))
    }
}

fn samples(samples: &[Sample]) -> Markup {
    html! {
        @for sample in samples {
            h4.sample-header { (sample.media_types) }
            div.sample-content {
                span { b { "Sample:" } }
                @if let Some(text) = &sample.text {
                    (block(text))
                } @else {
                    p { "Sample not available." }
                }
            }
        }
    }
}

fn curl(links: &Links, api: &Api) -> Markup {
    let script = format!(
        "gateway=http://127.0.0.1:8080\n\n\
         curl --silent --show-error \"$gateway{}\" \\\n  \
         --header 'Content-Type: application/json' \\\n  \
         --data '{}'\n",
        links.route(api.route),
        api.example
    );
    html! {
        h2 id=(CURL.0) { (CURL.1) }
        p { "将 " code { "gateway" } " 换成网关的地址:" }
        (named_block("curl-script", &script))
        p { "成功时返回:" }
        (block("{\"errcode\":0,\"errmsg\":null,\"tag\":null}"))
    }
}

fn errors(links: &Links, api: &Api) -> Markup {
    html! {
        h2 id=(ERRORS.0) { (ERRORS.1) }
        p {
            code { "errcode" } " 为 0 表示成功;其他值的含义见" a href=(links.error_codes()) { "错误码" } "。"
            "相同的请求可以重复发送:不会重复处理,并得到与第一次相同的结果。"
        }
        @if api.hawk {
            p {
                "签名不正确时返回 HTTP 401,原因见 " code { "WWW-Authenticate" } " 头。"
                "重复发送时须用新的 ts 与 nonce 重新签名。"
            }
        }
        p { "返回的格式由 " code { "Accept" } " 头决定;没有该头时与请求的格式相同,表单请求返回 JSON。" }
    }
}
