//! How to sign: HAWK's rules, an example with every value in between, and a
//! script that signs and sends.

use maud::{Markup, html};

use super::{
    layout::{Part, block, named_block},
    table::{Cell, Row, table},
};
use crate::legacy::help::{api::Api, link::Links};

/// The part's anchor and heading.
pub(super) const PART: Part = ("hawk", "签名规则 (HAWK)");

/// Signed by the reference implementation, the npm package `hawk`.
mod example {
    pub(super) const BODY: &str = "{\"orderid\":\"D20251009000123\",\"refundallticket\":\"0\",\
         \"ticketids\":[\"T0001\",\"T0002\"],\"memory\":\"退款-测试\"}";
    pub(super) const PAYLOAD: &str = "hawk.1.payload\napplication/json\n";
    pub(super) const HASH: &str = "hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=";
    pub(super) const NORMALIZED: &str = "hawk.1.header\n1760000000\nNx0001\nPOST\n\
         /api/Order/Refund\npartner.example.com\n443\n\
         hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=\n\n";
    pub(super) const HEADER: &str = "Authorization: Hawk id=\"agent01\", ts=\"1760000000\", \
         nonce=\"Nx0001\", hash=\"hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=\", \
         mac=\"XDOcCxetFtv/bKspXnCW4LLDzAYgZlmXcMlLEC7JU2M=\"";
}

/// The lines of the normalised string, in order.
const LINES: [(&str, &str); 9] = [
    ("hawk.1.header", "固定值"),
    (
        "ts",
        "Unix 时间戳,单位:秒,与 Authorization 头中的文本相同;与服务器时间相差不得超过 60 秒",
    ),
    ("nonce", "随机字符串,每次请求都不同,不可重复使用"),
    ("POST", "HTTP 方法,大写"),
    (
        "/api/Order/Refund",
        "请求的路径与查询字符串,与实际发送的完全相同",
    ),
    ("host", "Host 头中的主机名,小写,不含端口"),
    ("port", "端口;Host 头中没有端口时,https 为 443,http 为 80"),
    ("hash", "请求内容的摘要"),
    ("ext", "扩展数据;没有时为空行"),
];

/// The whole part.
pub(super) fn section(links: &Links, api: &Api) -> Markup {
    html! {
        h2 id=(PART.0) { (PART.1) }
        p {
            "每个请求都须带 " code { "Authorization: Hawk" } " 头。"
            "账号、KEY 与密码由网关的管理员提供,算法默认为 SHA-256。"
        }
        ol {
            li { "密钥 = KEY + UPPER(MD5(密码)):密码的 UTF-8 字节的 MD5,写成大写十六进制,接在 KEY 之后。" }
            li {
                "hash = BASE64(SHA256(以下各行)),每行以换行符 LF 结束,包括最后一行:"
                (block("hawk.1.payload\n<Content-Type 中分号之前的部分,小写>\n<请求内容>\n"))
            }
            li {
                "把下列各项按顺序连接成规范字符串,每项之后加换行符 LF,包括最后一项:"
                (table(&["行", "说明"], LINES.iter().map(line).collect()))
            }
            li { "mac = BASE64(HMAC-SHA256(密钥, 规范字符串))。" }
            li {
                "发送:"
                (block("Authorization: Hawk id=\"账号\", ts=\"…\", nonce=\"…\", hash=\"…\", mac=\"…\""))
            }
        }
        p {
            "返回结果带 " code { "Server-Authorization" } " 头,可用同一密钥验证;"
            "时间相差过大时," code { "WWW-Authenticate" } " 头带有服务器时间 ts 及其签名 tsm。"
        }
        (worked())
        (script(links, api))
    }
}

fn line(&(name, meaning): &(&str, &str)) -> Row {
    Row::new(vec![
        Cell::new("parameter-name", html! { code { (name) } }),
        Cell::new("", html! { (meaning) }),
    ])
}

fn worked() -> Markup {
    let payload = format!("{}{}\n", example::PAYLOAD, example::BODY);
    let values = [
        ("账号 / KEY / 密码", "agent01 / KEY / Passw0rd!"),
        ("密钥", "KEY47B7BFB65FA83AC9A71DCB0F6296BB6E"),
        ("摘要的原文", payload.as_str()),
        ("hash", example::HASH),
        ("规范字符串", example::NORMALIZED),
        ("请求头", example::HEADER),
    ];
    html! {
        h3 { "计算示例" }
        p { "可用来检验自己的程序,每一步都应得到相同的值。" }
        dl #hawk-example {
            @for (name, value) in values {
                dt { (name) }
                dd { (block(value)) }
            }
        }
    }
}

fn script(links: &Links, api: &Api) -> Markup {
    let script = format!(
        r#"scheme=http host=127.0.0.1 port=8080
id=agent01 key=KEY password='Passw0rd!'
path={path}
body='{body}'

secret=$key$(printf %s "$password" | md5sum | cut -c 1-32 | tr a-f A-F)
ts=$(date +%s)
nonce=$(openssl rand -hex 8)
hash=$(printf 'hawk.1.payload\napplication/json\n%s\n' "$body" |
  openssl dgst -sha256 -binary | base64)
mac=$(printf 'hawk.1.header\n%s\n%s\nPOST\n%s\n%s\n%s\n%s\n\n' \
  "$ts" "$nonce" "$path" "$host" "$port" "$hash" |
  openssl dgst -sha256 -hmac "$secret" -binary | base64)

curl --silent --show-error "$scheme://$host:$port$path" \
  --header "Authorization: Hawk id=\"$id\", ts=\"$ts\", nonce=\"$nonce\", hash=\"$hash\", mac=\"$mac\"" \
  --header 'Content-Type: application/json' \
  --data "$body"
"#,
        path = links.route(api.route),
        body = api.example,
    );
    html! {
        h3 { "调用示例" }
        p { "需要 bash、openssl 与 curl。第一、二行换成网关的地址与自己的账号:" }
        (named_block("curl-script", &script))
        p { "成功时返回:" }
        (block("{\"errcode\":0,\"errmsg\":null}"))
    }
}
