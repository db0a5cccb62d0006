//! From the contract's decimals to those that Rust calculates with, and back:
//! exact, and never with an exponent.

use rust_decimal::Decimal;

use crate::v1;

impl From<Decimal> for v1::Decimal {
    fn from(number: Decimal) -> Self {
        Self {
            value: number.to_string(),
        }
    }
}

impl TryFrom<v1::Decimal> for Decimal {
    type Error = rust_decimal::Error;

    /// What `Decimal` cannot hold exactly is an error, not rounded.
    fn try_from(number: v1::Decimal) -> Result<Self, Self::Error> {
        Self::from_str_exact(&number.value)
    }
}
