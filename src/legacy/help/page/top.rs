//! The page of the method of TOP, in the order and words of the platform's own
//! document.

use maud::{Markup, html};

use super::{
    contract,
    layout::{Part, block, document, identifier, named_block},
    table::{Cell, Row, table},
};
use crate::{
    error::{Failure, TopError},
    legacy::{
        help::{
            contract::Contract,
            link::Links,
            top::{self, Answer, Parameter, PlatformCode, PublicParameter},
        },
        top::PATH,
    },
};

const PUBLIC: Part = ("public", "公共参数");
const REQUEST: Part = ("request", "请求参数");
const RESPONSE: Part = ("response", "响应参数");
const REQUEST_SAMPLE: Part = ("request-sample", "请求示例");
const RESPONSE_SAMPLE: Part = ("response-sample", "响应示例");
const FAILURE_SAMPLE: Part = ("failure-sample", "异常示例");
const ERRORS: Part = ("errors", "错误码解释");
const TOOL: Part = ("tool", "API工具");
const ACCESS: Part = ("access", "如何获得此API");
const QUESTIONS: Part = ("questions", "FAQ");

/// The SDKs that the platform's document lists. The methods of all of them take
/// the same parameters.
const LANGUAGES: [&str; 7] = ["JAVA", ".NET", "PHP", "CURL", "Python", "C/C++", "NodeJS"];

/// The page.
pub(in super::super) fn top(links: &Links, contract: &Contract) -> String {
    let own = html! {
        h1 { (top::TITLE) }
        p { (top::DOCUMENTATION) }
        (parameters())
        (samples())
        (errors(links))
        (help())
        (contract::section(contract, top::RPC))
        p { a href="#top" { "返回顶部" } }
    };
    let parts = [
        PUBLIC,
        REQUEST,
        RESPONSE,
        REQUEST_SAMPLE,
        RESPONSE_SAMPLE,
        FAILURE_SAMPLE,
        ERRORS,
        TOOL,
        ACCESS,
        QUESTIONS,
        contract::PART,
    ];
    document(links, top::METHOD, &parts, &own)
}

fn heading((anchor, heading): Part) -> Markup {
    html! { h2 id=(anchor) { (heading) } }
}

fn parameters() -> Markup {
    html! {
        (heading(PUBLIC))
        (table(
            &["名称", "类型", "是否必须", "描述"],
            top::PUBLIC.iter().map(public).collect(),
        ))
        (heading(REQUEST))
        (table(
            &["名称", "类型", "是否必须", "示例值", "更多限制", "描述"],
            top::REQUEST.iter().map(request).collect(),
        ))
        (heading(RESPONSE))
        (table(
            &["名称", "类型", "示例值", "描述"],
            top::RESPONSE.iter().map(response).collect(),
        ))
    }
}

fn public(parameter: &PublicParameter) -> Row {
    Row::new(vec![
        Cell::new("parameter-name", html! { (parameter.name) }),
        Cell::new("parameter-type", html! { (parameter.kind) }),
        Cell::new("", necessity(parameter.required)),
        Cell::new("parameter-documentation", html! { (parameter.description) }),
    ])
}

fn request(parameter: &Parameter) -> Row {
    Row::new(vec![
        Cell::new("parameter-name", name(parameter)),
        Cell::new("parameter-type", html! { (parameter.kind) }),
        Cell::new("", necessity(parameter.required)),
        Cell::new("", html! { (parameter.example) }),
        Cell::new("", html! {}),
        Cell::new("parameter-documentation", html! { (parameter.description) }),
    ])
}

fn response(parameter: &Parameter) -> Row {
    Row::new(vec![
        Cell::new("parameter-name", name(parameter)),
        Cell::new("parameter-type", html! { (parameter.kind) }),
        Cell::new("", html! { (parameter.example) }),
        Cell::new("parameter-documentation", html! { (parameter.description) }),
    ])
}

fn necessity(required: bool) -> Markup {
    html! { @if required { "必须" } @else { "可选" } }
}

/// As the platform draws it: a twig before what holds nothing else.
fn name(parameter: &Parameter) -> Markup {
    let twig = parameter.depth > 0 && !parameter.example.is_empty();
    html! {
        span.{ "depth-" (parameter.depth) } {
            @if twig { "└\u{a0}" }
            (parameter.name)
        }
    }
}

fn samples() -> Markup {
    html! {
        (heading(REQUEST_SAMPLE))
        ul.languages { @for language in LANGUAGES { li { (language) } } }
        (block(top::JAVA))
        p { "其他语言的 SDK 以相同的参数调用;CURL 见" a href={ "#" (TOOL.0) } { (TOOL.1) } "。" }
        (heading(RESPONSE_SAMPLE))
        (answer(&top::result()))
        (heading(FAILURE_SAMPLE))
        (answer(&top::failure()))
    }
}

fn answer(answer: &Answer) -> Markup {
    let formats = [("XML示例", &answer.xml), ("JSON示例", &answer.json)];
    html! {
        ul.languages { @for (format, _) in &formats { li { (format) } } }
        @for (_, text) in formats {
            @if let Some(text) = text { (block(text)) }
        }
    }
}

fn errors(links: &Links) -> Markup {
    let platform = |code: &PlatformCode| {
        Row::new(vec![
            Cell::new("number", html! { (code.code) }),
            Cell::new("", html! { (code.message) }),
            Cell::new("", html! { (code.remedy) }),
        ])
    };
    let business = |&(reason, remedy): &(&str, &str)| {
        let row = Failure::all()
            .map(Failure::row)
            .find(|row| row.reason == reason)?;
        let TopError::Business(code) = row.top else {
            return None;
        };
        Some(Row::new(vec![
            Cell::new("", identifier(code)),
            Cell::new("", html! { (row.message_zh) }),
            Cell::new("", html! { (remedy) }),
        ]))
    };
    html! {
        (heading(ERRORS))
        (table(
            &["错误码", "错误描述", "解决方案"],
            top::BUSINESS_CODES.iter().filter_map(business).collect(),
        ))
        h3 { "平台错误码" }
        (table(
            &["错误码", "错误描述", "解决方案"],
            top::PLATFORM_CODES.iter().map(platform).collect(),
        ))
        p { "所有错误码见" a href=(links.error_codes()) { "错误码" } "。" }
    }
}

fn help() -> Markup {
    html! {
        (heading(TOOL))
        p {
            "地址为 " code { (PATH) } ",可用 GET 或 POST;参数放在地址、表单或 multipart 中均可。"
            "签名:把除 sign 以外的所有参数按名称的字节顺序排列,名称与值依次相连;"
            "md5 为 MD5(密钥 + 文本 + 密钥),hmac 与 hmac-sha256 以密钥对文本作 HMAC。"
        }
        p { "用 bash 与 curl 调用,前两行换成网关的地址与自己的应用:" }
        @if let Some(request) = top::request() { (named_block("curl-script", &script(&request))) }
        (heading(ACCESS))
        p { "AppKey 与密钥由网关的管理员提供。" }
        (heading(QUESTIONS))
        dl {
            dt { "调用超时或连接中断后怎么办?" }
            dd { "用相同的参数再次调用。相同门店、子订单与退货单的通知只保存一次,再次通知返回成功。" }
            dt { "同一退货单的内容不一致时怎么办?" }
            dd { "以首次保存的内容为准,返回 " code { "TAOXIANDA_CONFLICT" } "。" }
            dt { "怎样判断成功?" }
            dd {
                "以 " code { "result.success" } " 为准。响应示例由平台按参数生成;"
                "成功时没有 " code { "error_code" } " 与 " code { "error_msg" } "。"
            }
            dt { "refund_type 不传是什么意思?" }
            dd { "表示未知,不会当作 1。" }
        }
    }
}

fn script(request: &str) -> String {
    format!(
        r#"gateway=http://127.0.0.1:8080
app_key=12345678 secret=应用的密钥

declare -A parameters=(
  [method]={method}
  [app_key]=$app_key
  [timestamp]=$(TZ=Asia/Shanghai date '+%Y-%m-%d %H:%M:%S')
  [v]=2.0
  [format]=json
  [sign_method]=md5
  [inform_refund_success_request]='{request}'
)

text= data=()
for name in $(printf '%s\n' "${{!parameters[@]}}" | LC_ALL=C sort); do
  text+=$name${{parameters[$name]}}
  data+=(--data-urlencode "$name=${{parameters[$name]}}")
done
sign=$(printf %s "$secret$text$secret" | md5sum | cut -c 1-32 | tr a-f A-F)

curl --silent --show-error "$gateway{PATH}" "${{data[@]}}" --data "sign=$sign"
"#,
        method = top::METHOD,
    )
}
