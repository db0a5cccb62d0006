//! Every recorded case, replayed over HTTP against the sidecar: the status, the
//! headers, each byte of the body, and what the server behind it was told.

use std::{collections::BTreeMap, fmt::Write as _};

use refund_gateway::{
    legacy::settings::{InvalidModel, Locale},
    proto::v1::{
        Decimal, DouyinInfoSyncParm, EPayEndRefundSuccessParm, NoticeListParm, RefundParm,
    },
};
use serde_json::{Value, json};

use crate::{
    support::Sidecar,
    upstream::{Message, Upstream},
    vectors::{self, Case, FAMILIES, Instead},
    wire::{self, Answer},
};

/// A signature that the server behind takes.
pub const SIGNED: &str = r#"Hawk id="agent01", ts="1760000000", nonce="n", mac="bWFj""#;

#[tokio::test]
async fn every_recorded_case_is_answered_as_recorded_or_as_the_list_of_departures_says() {
    let upstream = Upstream::start().await;
    let sidecar = Sidecar::before(&upstream, |legacy| {
        legacy.invalid_model = InvalidModel::HttpError;
        legacy.locale = Locale::En;
    })
    .await;
    let mut departures = vectors::departures();
    let mut replayed = 0;
    let mut wrong = Vec::new();
    for family in FAMILIES {
        for case in vectors::family(family) {
            if !case.is_of_the_old_server() {
                continue;
            }
            let answer = replay(&sidecar, &case, replayed).await;
            let told = upstream.recorder.told(&trace_id(replayed));
            replayed += 1;
            let instead = departures.remove(&(family.to_owned(), case.name.clone()));
            let mut problems = match &instead {
                Some(instead) => departed(&case, &answer, &told, instead),
                None => as_recorded(&case, &answer, &told),
            };
            if instead != Some(Instead::HelpPage) {
                problems.extend(frame(&case, &answer));
            }
            if !problems.is_empty() {
                wrong.push(format!("{family}/{}: {}", case.name, problems.join("; ")));
            }
        }
    }
    assert!(replayed > 1800, "only {replayed} cases");
    assert!(departures.is_empty(), "no such cases: {departures:?}");
    assert!(
        wrong.is_empty(),
        "{} of {replayed}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// With the default settings what validates is answered alike, and what does
/// not with the documented result, in Chinese.
#[tokio::test]
async fn what_does_not_validate_has_an_errcode_by_default() {
    let upstream = Upstream::start().await;
    let sidecar = Sidecar::before(&upstream, |_| {}).await;
    let departures = vectors::departures();
    let mut wrong = Vec::new();
    let mut index = 0;
    for family in FAMILIES {
        for case in vectors::family(family) {
            if !case.is_of_the_old_server() {
                continue;
            }
            let answer = replay(&sidecar, &case, index).await;
            index += 1;
            let instead = departures.get(&(family.to_owned(), case.name.clone()));
            let is_invalid = match instead {
                Some(Instead::Refused(_)) => true,
                Some(Instead::Accepted(_) | Instead::HelpPage) => false,
                None => case.status == 400,
            };
            let is_right = if is_invalid {
                answer.status == 200 && tells_an_errcode(&answer)
            } else if instead.is_some() {
                answer.status == 200
            } else if case.status == 200 {
                answer.status == 200 && answer.body == case.answer()
            } else {
                answer.status == case.status
            };
            if !is_right {
                wrong.push(format!(
                    "{family}/{}: {} {}",
                    case.name,
                    answer.status,
                    answer.text()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {index}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn tells_an_errcode(answer: &Answer) -> bool {
    let content_type = answer.header("content-type").unwrap_or_default();
    let body = if content_type.ends_with("utf-16") {
        let units: Vec<u16> = answer
            .body
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16(&units).unwrap()
    } else {
        answer.text()
    };
    let has_errcode = match content_type.split(';').next().unwrap_or_default() {
        "application/json" | "text/json" => body.contains(r#"{"errcode":1001,"errmsg":""#),
        "application/xml" | "text/xml" => body.contains("<errcode>1001</errcode><errmsg>"),
        _ => answer
            .body
            .starts_with(&u32::try_from(answer.body.len()).unwrap().to_le_bytes()),
    };
    let is_chinese = |character| ('\u{4e00}'..='\u{9fff}').contains(&character);
    has_errcode && body.chars().any(is_chinese)
}

pub async fn replay(sidecar: &Sidecar, case: &Case, index: usize) -> Answer {
    let mut headers = vec![("Host".to_owned(), "legacy.example".to_owned())];
    headers.extend(case.request_headers.iter().cloned());
    headers.push((
        "traceparent".to_owned(),
        format!("00-{}-00f067aa0ba902b7-01", trace_id(index)),
    ));
    if case.method == "POST" && !case.path.to_ascii_lowercase().contains("webinterface") {
        headers.push(("Authorization".to_owned(), SIGNED.to_owned()));
    }
    let body = case.body();
    wire::send(
        sidecar.address(),
        &case.method,
        &case.path,
        &headers,
        body.as_deref(),
    )
    .await
}

pub fn trace_id(index: usize) -> String {
    format!("{:032x}", index + 1)
}

/// What holds of every answer of the old server.
fn frame(case: &Case, answer: &Answer) -> Vec<String> {
    let mut problems = Vec::new();
    let expected = [
        ("cache-control", Some("no-cache")),
        ("pragma", Some("no-cache")),
        ("expires", Some("-1")),
        ("allow", (case.status == 405).then_some("POST")),
    ];
    for (name, value) in expected {
        if answer.header(name) != value {
            problems.push(format!("{name}: {:?}", answer.header(name)));
        }
    }
    let length = answer
        .header("content-length")
        .and_then(|length| length.parse().ok());
    if length != Some(answer.body.len()) && case.method != "HEAD" {
        problems.push(format!(
            "content-length {length:?} of {}",
            answer.body.len()
        ));
    }
    problems
}

fn as_recorded(case: &Case, answer: &Answer, told: &[Message]) -> Vec<String> {
    let mut problems = Vec::new();
    if answer.status != case.status {
        problems.push(format!(
            "status {} instead of {}",
            answer.status, case.status
        ));
    }
    for name in ["content-type", "content-length"] {
        if answer.header(name) != case.answer_header(name) {
            let expected = case.answer_header(name);
            problems.push(format!(
                "{name} {:?} instead of {expected:?}",
                answer.header(name)
            ));
        }
    }
    if answer.body != case.answer() {
        let expected = String::from_utf8_lossy(&case.answer()).into_owned();
        problems.push(format!("body {} instead of {expected}", answer.text()));
    }
    let model = case.bound.as_ref().filter(|bound| bound.modelstate.valid);
    problems.extend(heard(case, told, model.map(|bound| &bound.model)));
    problems
}

fn departed(case: &Case, answer: &Answer, told: &[Message], instead: &Instead) -> Vec<String> {
    let mut problems = Vec::new();
    let expected = match instead {
        Instead::Accepted(_) | Instead::HelpPage => 200,
        Instead::Refused(_) => 400,
    };
    if answer.status != expected {
        problems.push(format!("status {} instead of {expected}", answer.status));
    }
    if let Instead::Refused(errors) = instead
        && !tells(answer, errors)
    {
        problems.push(format!("body {} instead of {errors:?}", answer.text()));
    }
    let model = match instead {
        Instead::Accepted(model) => Some(model),
        Instead::Refused(_) | Instead::HelpPage => None,
    };
    problems.extend(heard(case, told, model));
    problems
}

/// Whether an `HttpError` tells these errors and no others, in JSON or XML; of
/// the other formats it is enough that they are errors.
fn tells(answer: &Answer, errors: &BTreeMap<String, Vec<String>>) -> bool {
    match answer.header("content-type").unwrap_or_default() {
        "application/json; charset=utf-8" | "text/json; charset=utf-8" => {
            let expected = json!({"Message": "The request is invalid.", "ModelState": errors});
            answer.json() == expected
        }
        "application/xml; charset=utf-8" | "text/xml; charset=utf-8" => {
            let body = answer.text();
            let element = |(key, messages): (&String, &Vec<String>)| {
                let key = key.replace('[', "_x005B_").replace(']', "_x005D_");
                format!("<{key}>{}</{key}>", messages.join(" "))
            };
            body.matches("<parm").count() == errors.len()
                && errors.iter().all(|entry| body.contains(&element(entry)))
        }
        _ => true,
    }
}

/// What the server behind the sidecar should have been told, and was not.
fn heard(case: &Case, told: &[Message], model: Option<&Value>) -> Option<String> {
    let expected: Vec<_> = model
        .map(|model| message_at(&case.path, model))
        .into_iter()
        .collect();
    (told != expected).then(|| {
        let mut problem = String::from("told ");
        let _ = write!(problem, "{told:?} instead of {expected:?}");
        problem
    })
}

/// What the server is told when the old server's action at `path` was called
/// with `model`.
pub fn message_at(path: &str, model: &Value) -> Message {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let int = |value: &Value| value.as_i64().unwrap_or_default();
    let int32 = |value: &Value| i32::try_from(int(value)).unwrap();
    let path = path.to_ascii_lowercase();
    if path.contains("epay") {
        let money: rust_decimal::Decimal = text(&model["refundmoney"]).parse().unwrap();
        let money = if money.scale() > 2 {
            money.normalize()
        } else {
            money
        };
        Message::Epay(EPayEndRefundSuccessParm {
            batchno: text(&model["batchno"]),
            trandeno: text(&model["trandeno"]),
            refundmoney: Some(Decimal {
                value: money.to_string(),
            }),
        })
    } else if path.contains("thirdrefundinfo") {
        let notice = |item: &Value| NoticeListParm {
            certificate_id: text(&item["certificate_id"]),
            code: text(&item["code"]),
            total_count: int32(&item["total_count"]),
            verify_count: int32(&item["verify_count"]),
            apply_time: int(&item["apply_time"]),
            audit_time: int(&item["audit_time"]),
            audit_result: int32(&item["audit_result"]),
        };
        Message::Douyin(DouyinInfoSyncParm {
            order_id: text(&model["order_id"]),
            notice_list: list(&model["notice_list"]).iter().map(notice).collect(),
        })
    } else {
        Message::Refund(RefundParm {
            orderid: text(&model["orderid"]),
            refundallticket: text(&model["refundallticket"]),
            ticketids: list(&model["ticketids"]).iter().map(text).collect(),
            memory: model["memory"].as_str().map(str::to_owned),
        })
    }
}
