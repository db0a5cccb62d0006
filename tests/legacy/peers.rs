//! Clients that others have written, unchanged, against the gateway and against
//! a sidecar before it. `scripts/install-peers` installs them.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use refund_gateway::proto::v1::{GetOrderRequest, OrderState};
use serde_json::{Value, json};

use crate::gateway::{APP_KEY, APP_SECRET, Gateway, PARTNER, PARTNER_KEY};

const SUCCESS: &str = r#"{"errcode":0,"errmsg":null}"#;

fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers")
}

/// Runs a client to its end: what it printed, line by line. TOP's clients tell
/// China's time.
async fn run(mut command: Command) -> Vec<String> {
    command.env("TZ", "Asia/Shanghai");
    let shown = format!("{command:?}");
    // The gateway answers meanwhile, on this thread.
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap();
    let output = output.unwrap_or_else(|error| panic!("{shown}: {error}; scripts/install-peers"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{shown}: {errors}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(str::to_owned).collect()
}

/// The same, of clients that print an object for each call, by its name.
async fn told(command: Command) -> BTreeMap<String, Value> {
    let lines = run(command).await;
    let objects = lines
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let named = objects.map(|object| {
        let sdk = object["sdk"].as_str().map(|sdk| format!("{sdk}: "));
        let name = object["name"].as_str().unwrap();
        (format!("{}{name}", sdk.unwrap_or_default()), object)
    });
    named.collect()
}

/// Runs a test against the gateway and against a sidecar before it.
async fn on_both(test: impl AsyncFn(&Gateway, SocketAddr, &str)) {
    let gateway = Gateway::start().await;
    test(&gateway, gateway.http_address(), "serve").await;
    let sidecar = gateway.sidecar().await;
    test(&gateway, sidecar.address(), "sidecar").await;
}

async fn is_refunding(gateway: &Gateway, orderid: &str) -> bool {
    let request = GetOrderRequest {
        orderid: orderid.to_owned(),
    };
    let answer = gateway.orders().await.get_order(request).await.unwrap();
    answer.into_inner().order.unwrap().state() == OrderState::ThirdPartyRefunding
}

#[tokio::test]
async fn npm_hawk() {
    on_both(async |gateway, address, name| {
        gateway.feed(name).await;
        let mut client = Command::new("node");
        client
            .arg(peers().join("hawk/node/client.mjs"))
            .arg(format!("http://{address}/api/Order/Refund"))
            .args([PARTNER, PARTNER_KEY, "sha256", name]);
        let told = told(client).await;
        assert_eq!(told.len(), 17);
        for (name, status, body) in [
            ("json", 200, Some(SUCCESS)),
            ("xml", 200, None),
            ("form", 200, Some(SUCCESS)),
            ("app and dlg", 200, Some(SUCCESS)),
            ("ext", 200, Some(SUCCESS)),
            ("query", 200, Some(SUCCESS)),
            ("lower case route", 200, Some(SUCCESS)),
            ("xml answer", 200, None),
            ("utf-16 answer", 200, None),
            (
                "refused",
                200,
                Some(r#"{"errcode":2001,"errmsg":"订单不存在"}"#),
            ),
            ("invalid model", 200, None),
            ("first use of a nonce", 200, Some(SUCCESS)),
        ] {
            let call = &told[name];
            assert_eq!(call["status"], status, "{call}");
            assert_eq!(
                (&call["signed"], &call["verified"]),
                (&json!(true), &json!(true)),
                "{call}"
            );
            if let Some(body) = body {
                assert_eq!(call["body"], body, "{name}");
            }
        }
        for (name, error) in [
            ("second use of a nonce", "Invalid nonce"),
            ("other body", "Bad payload hash"),
            ("without hash", "Missing required payload hash"),
            ("stale", "Stale timestamp"),
            ("wrong key", "Bad mac"),
        ] {
            let call = &told[name];
            assert_eq!(call["status"], 401, "{call}");
            assert_eq!(call["signed"], false, "{call}");
            let challenge = call["challenge"].as_str().unwrap();
            assert!(
                challenge.ends_with(&format!("error=\"{error}\"")),
                "{challenge}"
            );
            let body: Value = serde_json::from_str(call["body"].as_str().unwrap()).unwrap();
            assert_eq!(body["errcode"], 9005, "{body}");
        }
        assert_eq!(told["stale"]["verified"], true, "the tsm is ours");
        for number in 1..=9 {
            assert!(is_refunding(gateway, &format!("{name}{number}")).await);
        }
    })
    .await;
}

#[tokio::test]
async fn mohawk_and_requests_hawk() {
    on_both(async |gateway, address, name| {
        gateway.feed(name).await;
        let mut client = Command::new(peers().join("hawk/python/venv/bin/python"));
        client
            .arg(peers().join("hawk/python/client.py"))
            .arg(format!("http://{address}/api/Order/Refund"))
            .args([PARTNER, PARTNER_KEY, "sha256", name]);
        let told = told(client).await;
        assert_eq!(told.len(), 8);
        let refused = told["mohawk other body"].clone();
        assert_eq!(refused["status"], 401, "{refused}");
        assert_eq!(refused["challenge"], r#"Hawk error="Bad payload hash""#);
        for (name, call) in told {
            if name == "mohawk other body" {
                continue;
            }
            assert_eq!(
                (&call["status"], &call["verified"]),
                (&json!(200), &json!(true)),
                "{call}"
            );
            if name == "requests-hawk refused" {
                assert_eq!(call["body"], r#"{"errcode":2001,"errmsg":"订单不存在"}"#);
            } else {
                assert_eq!(call["body"], SUCCESS, "{name}");
            }
        }
        for number in 1..=6 {
            assert!(is_refunding(gateway, &format!("{name}{number}")).await);
        }
    })
    .await;
}

#[tokio::test]
async fn dotnet() {
    on_both(async |_, address, name| {
        let mut client = Command::new("mono");
        client
            .arg(peers().join("dotnet/target/Client.exe"))
            .args([&format!("http://{address}/"), name]);
        let kept = "2003|付款交易单号不存在，回调已保存|null";
        let expected = [
            format!("HttpClient XML|200|application/xml|{kept}"),
            format!("HttpClient JSON|200|application/xml|{kept}"),
            "HttpClient Douyin XML|200|application/json|0|null|null".to_owned(),
            "HttpClient Douyin JSON|200|text/xml|0|null|null".to_owned(),
            "HttpClient invalid|200|application/xml|1001|batchno 字段是必需的。 trandeno 字段是必需的。 字段 refundmoney 必须提供，并且必须大于 0。|null"
                .to_owned(),
            format!("HttpWebRequest XML|200|text/xml|{kept}"),
            format!("HttpWebRequest UTF-16|200|text/xml|{kept}"),
            format!("WebClient form|200|application/json|{kept}"),
        ];
        assert_eq!(run(client).await, expected);
    })
    .await;
}

/// What an SDK made of a call that succeeded, and of one of each other kind.
fn check_top(told: &BTreeMap<String, Value>, sdks: &[&str], is_success: fn(&Value) -> bool) {
    for sdk in sdks {
        for name in ["success", "the same again", "with a session"] {
            let call = &told[&format!("{sdk}: {name}")];
            assert!(is_success(call), "{call}");
        }
        for (name, words) in [
            ("the same with another amount", "TAOXIANDA_CONFLICT"),
            ("without sub orders", "ILLEGAL_PARAMETERS"),
            ("without the parameter", "ILLEGAL_PARAMETERS"),
            ("not JSON", "isv.invalid-parameter"),
            ("wrong secret", "25"),
            ("unknown application", "29"),
        ] {
            let call = &told[&format!("{sdk}: {name}")];
            assert!(!is_success(call), "{call}");
            assert!(call.to_string().contains(words), "{call}");
        }
    }
}

fn top_arguments(address: SocketAddr, shop: &str) -> [String; 4] {
    let url = format!("http://{address}/router/rest");
    [
        url,
        APP_KEY.to_owned(),
        APP_SECRET.to_owned(),
        shop.to_owned(),
    ]
}

#[tokio::test]
async fn top_on_node() {
    on_both(async |_, address, name| {
        let mut client = Command::new("node");
        client
            .arg(peers().join("top/node/client.mjs"))
            .args(top_arguments(address, name));
        let told = told(client).await;
        let sdks: Vec<_> = sdks(&told);
        assert_eq!(sdks.len(), 3, "{sdks:?}");
        let sdks: Vec<&str> = sdks.iter().map(String::as_str).collect();
        check_top(&told, &sdks, |call| {
            call["answer"].to_string().contains(r#""success":true"#)
        });
    })
    .await;
}

#[tokio::test]
async fn top_on_python() {
    on_both(async |_, address, name| {
        let mut client = Command::new(peers().join("top/python/venv/bin/python"));
        client.args(["-W", "ignore"]);
        client
            .arg(peers().join("top/python/client.py"))
            .args(top_arguments(address, name));
        let told = told(client).await;
        let sdks: Vec<_> = sdks(&told);
        assert_eq!(sdks.len(), 2, "{sdks:?}");
        let sdks: Vec<&str> = sdks.iter().map(String::as_str).collect();
        check_top(&told, &sdks, |call| {
            call["answer"].to_string().contains(r#""success":true"#)
        });
    })
    .await;
}

#[tokio::test]
async fn top_on_java() {
    on_both(async |_, address, name| {
        let mut client = Command::new("java");
        client
            .current_dir(peers().join("top/java"))
            .args(["-cp", "target/classes:target/lib/*", "Client"])
            .args(top_arguments(address, name));
        let told = told(client).await;
        check_top(&told, &["Java json", "Java xml"], |call| {
            call["success"] == true
        });
        // The others differ in how they sign, ask for answers, or try again.
        let sdks = sdks(&told);
        assert_eq!(sdks.len(), 10, "{sdks:?}");
        for sdk in sdks {
            assert_eq!(told[&format!("{sdk}: success")]["success"], true, "{sdk}");
        }
    })
    .await;
}

/// The SDKs that calls were made with.
fn sdks(told: &BTreeMap<String, Value>) -> Vec<String> {
    let mut sdks: Vec<_> = told
        .values()
        .map(|call| call["sdk"].as_str().unwrap().to_owned())
        .collect();
    sdks.sort();
    sdks.dedup();
    sdks
}
