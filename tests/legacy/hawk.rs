//! `api/Order/Refund` is for those who sign, and each refusal says why in the
//! words of the reference implementation.

use refund_gateway::{
    legacy::settings::PublicScheme,
    proto::v1::{GetOrderRequest, Order, UpsertOrdersRequest},
};

use crate::{
    gateway::{Gateway, PARTNER},
    sign::Signed,
    wire::Answer,
};

const REFUND: &str = "/api/Order/Refund";
const SUCCESS: &str = r#"{"errcode":0,"errmsg":null}"#;

fn body(orderid: &str) -> String {
    format!(r#"{{"orderid":"{orderid}","refundallticket":"1"}}"#)
}

#[track_caller]
fn is_refused(answer: &Answer, status: u16, words: &str, challenge: Option<&str>) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let errmsg = format!("身份认证失败（{words}）");
    let errmsg = if words.is_empty() {
        "身份认证失败"
    } else {
        &errmsg
    };
    assert_eq!(
        answer.text(),
        format!(r#"{{"errcode":9005,"errmsg":"{errmsg}"}}"#)
    );
    assert_eq!(answer.header("www-authenticate"), challenge);
    assert_eq!(answer.header("server-authorization"), None);
}

#[tokio::test]
async fn a_header_that_is_none_is_refused_in_the_words_of_the_reference() {
    let gateway = Gateway::start().await;
    let body = body("x");
    let request = Signed::new(REFUND, &body);
    let ours = request.authorization();
    let long = format!(r#"{ours}, ext="{}""#, "e".repeat(4096));
    for (authorization, status, words) in [
        ("Basic YTpi", 401, ""),
        ("Hawk", 400, "Invalid header syntax"),
        ("Hawk junk", 400, "Bad header format"),
        (&*long, 400, "Header length too long"),
        (&format!(r#"{ours}, x="1""#), 400, "Unknown attribute: x"),
        (
            &format!(r#"{ours}, ts="1""#),
            400,
            "Duplicate attribute: ts",
        ),
        (
            &format!("{ours}, ext=\"a\tb\""),
            400,
            "Bad attribute value: ext",
        ),
        (r#"Hawk id="a", ts="1", mac="m""#, 400, "Missing attributes"),
        (
            r#"Hawk id="a", ts="abc", nonce="n", mac="m""#,
            400,
            "Invalid timestamp",
        ),
    ] {
        let answer = request
            .send_as(gateway.http_address(), authorization, &body)
            .await;
        let challenge = (status == 401).then_some("Hawk");
        is_refused(&answer, status, words, challenge);
    }
    let mut elsewhere = request.clone();
    elsewhere.host = "h/x";
    let answer = elsewhere.send(gateway.http_address()).await;
    is_refused(&answer, 400, "Invalid Host header", None);
}

#[tokio::test]
async fn a_signature_that_does_not_hold_is_refused_with_a_challenge() {
    let gateway = Gateway::start().await;
    let (body, other) = (body("x"), body("y"));
    let request = Signed::new(REFUND, &body);
    let unknown = request.authorization().replace(PARTNER, "agent99");
    let answer = request
        .send_as(gateway.http_address(), &unknown, &body)
        .await;
    let challenge = r#"Hawk error="Unknown credentials""#;
    is_refused(&answer, 401, "Unknown credentials", Some(challenge));

    let authorization = request.authorization();
    let answer = request
        .send_as(gateway.http_address(), &authorization, &other)
        .await;
    let challenge = r#"Hawk error="Bad payload hash""#;
    is_refused(&answer, 401, "Bad payload hash", Some(challenge));

    for change in [
        |request: &mut Signed| request.key = "guess",
        |request: &mut Signed| request.port = 8080,
        |request: &mut Signed| request.method = "PUT",
    ] {
        let mut wrong = request.clone();
        change(&mut wrong);
        let authorization = wrong.authorization();
        let answer = request
            .send_as(gateway.http_address(), &authorization, &body)
            .await;
        is_refused(&answer, 401, "Bad mac", Some(r#"Hawk error="Bad mac""#));
    }
}

#[tokio::test]
async fn on_the_ground_of_partners_a_signature_is_checked_even_where_nothing_is() {
    let gateway = Gateway::start().await;
    let body = body("x");
    let mut cancel = Signed::new("/api/Order/Cancel", &body);
    let answer = cancel.send(gateway.http_address()).await;
    assert_eq!(answer.status, 404);
    assert!(answer.header("server-authorization").is_some());
    cancel.key = "guess";
    let answer = cancel.send(gateway.http_address()).await;
    is_refused(&answer, 401, "Bad mac", Some(r#"Hawk error="Bad mac""#));

    let mut get = Signed::new(REFUND, "");
    get.method = "GET";
    let answer = get.send(gateway.http_address()).await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
    assert!(answer.header("server-authorization").is_some());
}

#[tokio::test]
async fn the_host_and_port_that_partners_sign_can_be_set() {
    let authority = Gateway::start_with(|legacy| {
        legacy.public_authority = Some("pay.example.com:8443".parse().unwrap());
    });
    let scheme = Gateway::start_with(|legacy| legacy.public_scheme = PublicScheme::Https);
    for (gateway, host, port) in [
        (authority.await, "pay.example.com", 8443),
        (scheme.await, "h", 443),
    ] {
        gateway.feed("a").await;
        let body = body("a1");
        let mut request = Signed::new(REFUND, &body);
        (request.host, request.port) = (host, port);
        let authorization = request.authorization();
        // What the proxy before us sends.
        request.host = if port == 8443 { "10.0.0.1:8080" } else { "h" };
        let answer = request
            .send_as(gateway.http_address(), &authorization, &body)
            .await;
        assert_eq!(answer.text(), SUCCESS);
    }
}

#[tokio::test]
async fn a_partner_refunds_its_own_orders_and_those_of_nobody() {
    let gateway = Gateway::start().await;
    gateway.feed("o").await;
    let mut client = gateway.orders().await;
    for (orderid, agent, expected) in [
        ("o1", PARTNER, SUCCESS),
        (
            "o2",
            "agent02",
            r#"{"errcode":5001,"errmsg":"订单不属于该合作方"}"#,
        ),
    ] {
        let request = GetOrderRequest {
            orderid: orderid.to_owned(),
        };
        let order = client
            .get_order(request)
            .await
            .unwrap()
            .into_inner()
            .order
            .unwrap();
        let owned = Order {
            agent: Some(agent.to_owned()),
            version: 2,
            ..order
        };
        let orders = UpsertOrdersRequest {
            orders: vec![owned],
        };
        client.upsert_orders(orders).await.unwrap();
        let body = body(orderid);
        let answer = Signed::new(REFUND, &body)
            .send(gateway.http_address())
            .await;
        assert_eq!((answer.status, &*answer.text()), (200, expected));
    }
    let body = body("o3");
    let answer = Signed::new(REFUND, &body)
        .send(gateway.http_address())
        .await;
    assert_eq!(answer.text(), SUCCESS);
}

#[tokio::test]
async fn a_payload_need_not_be_signed_where_that_was_agreed() {
    let gateway = Gateway::start().await;
    gateway.feed("a").await;
    let body = body("a1");
    let mut request = Signed::new(REFUND, &body);
    request.is_hashed = false;
    let answer = request.send(gateway.http_address()).await;
    let words = "Missing required payload hash";
    is_refused(
        &answer,
        401,
        words,
        Some(&format!(r#"Hawk error="{words}""#)),
    );

    let partner = [
        "partner",
        "add",
        "--id",
        PARTNER,
        "--key",
        "KEY",
        "--password-stdin",
    ];
    let agreed = [&partner[..], &["--replace", "--payload-hash", "optional"]].concat();
    gateway.run(&agreed, "Passw0rd!").await;
    // The server hears of it within a second.
    loop {
        let answer = request.send(gateway.http_address()).await;
        if answer.status == 200 {
            assert_eq!(answer.text(), SUCCESS);
            break;
        }
    }
}
