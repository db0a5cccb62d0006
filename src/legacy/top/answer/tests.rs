//! Each shape of an answer, byte by byte.

use super::*;

const ID: &str = "15t8a1b2c3d4e";

fn business() -> Outcome {
    Outcome::Business {
        error_code: "ILLEGAL_PARAMETERS",
        error_msg: "参数不合法".to_owned(),
    }
}

fn text(outcome: &Outcome, format: Format) -> String {
    String::from_utf8(render(outcome, format, ID)).unwrap()
}

#[test]
fn a_success_in_each_format() {
    let of = |format| text(&Outcome::Success, format);
    assert_eq!(
        of(Format::Json),
        r#"{"alibaba_wdk_trade_refund_inform_response":{"result":{"success":true},"request_id":"15t8a1b2c3d4e"}}"#
    );
    assert_eq!(
        of(Format::SimplifiedJson),
        r#"{"result":{"success":true},"request_id":"15t8a1b2c3d4e"}"#
    );
    assert_eq!(
        of(Format::Xml),
        r#"<?xml version="1.0" encoding="utf-8" ?><alibaba_wdk_trade_refund_inform_response><result><success>true</success></result><request_id>15t8a1b2c3d4e</request_id></alibaba_wdk_trade_refund_inform_response>"#
    );
}

#[test]
fn a_business_failure_has_the_shape_of_a_success() {
    assert_eq!(
        text(&business(), Format::Json),
        r#"{"alibaba_wdk_trade_refund_inform_response":{"result":{"success":false,"error_code":"ILLEGAL_PARAMETERS","error_msg":"参数不合法"},"request_id":"15t8a1b2c3d4e"}}"#
    );
    assert_eq!(
        text(&business(), Format::SimplifiedJson),
        r#"{"result":{"success":false,"error_code":"ILLEGAL_PARAMETERS","error_msg":"参数不合法"},"request_id":"15t8a1b2c3d4e"}"#
    );
    assert_eq!(
        text(&business(), Format::Xml),
        r#"<?xml version="1.0" encoding="utf-8" ?><alibaba_wdk_trade_refund_inform_response><result><success>false</success><error_code>ILLEGAL_PARAMETERS</error_code><error_msg>参数不合法</error_msg></result><request_id>15t8a1b2c3d4e</request_id></alibaba_wdk_trade_refund_inform_response>"#
    );
}

#[test]
fn an_error_keeps_its_root_whatever_was_asked() {
    let error = Outcome::Platform(PlatformError::remote(
        "isv.invalid-parameter",
        "非法参数".to_owned(),
    ));
    let json = r#"{"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter","sub_msg":"非法参数","request_id":"15t8a1b2c3d4e"}}"#;
    assert_eq!(text(&error, Format::Json), json);
    assert_eq!(text(&error, Format::SimplifiedJson), json);
    assert_eq!(
        text(&error, Format::Xml),
        r#"<?xml version="1.0" encoding="utf-8" ?><error_response><code>50</code><msg>Remote service error</msg><sub_code>isv.invalid-parameter</sub_code><sub_msg>非法参数</sub_msg><request_id>15t8a1b2c3d4e</request_id></error_response>"#
    );
}

#[test]
fn an_error_of_the_protocol_says_no_more_than_the_platform() {
    let error = Outcome::Platform(PlatformError::invalid_signature());
    assert_eq!(
        text(&error, Format::Json),
        r#"{"error_response":{"code":25,"msg":"Invalid signature","request_id":"15t8a1b2c3d4e"}}"#
    );
}

#[test]
fn the_log_learns_what_the_caller_was_told() {
    let told = |code, reason| Told { code, reason };
    assert_eq!(Outcome::Success.told(), told(None, None));
    assert_eq!(business().told(), told(None, Some("ILLEGAL_PARAMETERS")));
    let error = Outcome::Platform(PlatformError::invalid_app_key());
    assert_eq!(error.told(), told(Some(29), Some("isv.appkey-not-exists")));
}
