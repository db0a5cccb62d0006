//! Amounts are exact in both directions.

use refund_gateway_client::{
    rust_decimal::{self, Decimal},
    v1,
};

fn parsed(value: &str) -> Result<Decimal, rust_decimal::Error> {
    v1::Decimal {
        value: value.to_owned(),
    }
    .try_into()
}

#[test]
fn every_digit_survives_both_ways() {
    for text in [
        "0.01",
        "120.50",
        "9999999999999.99",
        "10000000000000",
        "0.0000000000000000000000000001",
    ] {
        assert_eq!(v1::Decimal::from(parsed(text).unwrap()).value, text);
    }
}

#[test]
fn an_exponent_is_never_written() {
    for (number, text) in [
        ("1e13", "10000000000000"),
        ("5E-2", "0.05"),
        ("1e-20", "0.00000000000000000001"),
    ] {
        let number = Decimal::from_scientific(number).unwrap();
        assert_eq!(v1::Decimal::from(number).value, text);
    }
}

#[test]
fn what_is_absent_no_number_or_too_fine_is_an_error() {
    for text in ["", "1,000.00", "0.00000000000000000000000000001"] {
        assert!(parsed(text).is_err(), "{text}");
    }
}
