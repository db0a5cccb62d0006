//! From the value of a token to the value of a member (`Convert`, `EnsureType`).

use rust_decimal::Decimal;

use super::contract::Contract;
use super::number::{Number, Style};
use super::{Fault, Integer, Token, double};
use crate::legacy::webapi::value::Value;

/// A string as a `decimal`.
///
/// Json.NET 6 does not know exponents here, Json.NET 12 does: both are
/// accepted.
pub(super) fn text_to_decimal(text: &str) -> Result<Decimal, Fault> {
    let number = Number::parse(text, Style::Number).or_else(|| {
        is_json_number(text)
            .then(|| Number::parse(text, Style::NumberWithExponent))
            .flatten()
    });
    number
        .and_then(|number| number.to_decimal())
        .ok_or(Fault::Exception)
}

/// Whether it is a number as JSON's own grammar has it.
fn is_json_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text
        .split_once(['e', 'E'])
        .map_or((text, None), |(mantissa, exponent)| {
            (mantissa, Some(exponent))
        });
    let (whole, fraction) = mantissa
        .split_once('.')
        .map_or((mantissa, None), |(whole, fraction)| {
            (whole, Some(fraction))
        });
    let all_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(all_digits)
        && exponent.is_none_or(|exponent| {
            all_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
        })
}

/// A number of any kind as a `decimal` (`Convert.ToDecimal`).
pub(super) fn number_to_decimal(token: &Token) -> Result<Decimal, Fault> {
    match token {
        Token::Decimal(decimal) => Ok(*decimal),
        Token::Integer(Integer::Long(number)) => Ok(Decimal::from(*number)),
        Token::Float(double) => double::to_decimal(*double).ok_or(Fault::Exception),
        _ => Err(Fault::Exception),
    }
}

/// A number of any kind as a `long`; halves are rounded to even.
pub(super) fn number_to_long(token: &Token) -> Result<i64, Fault> {
    match token {
        Token::Integer(Integer::Long(number)) => Ok(*number),
        // 2^63 is the first number beyond; the cast is exact below it.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "the bounds are checked, and exact"
        )]
        Token::Float(double)
            if (i64::MIN as f64..-(i64::MIN as f64)).contains(&double.round_ties_even()) =>
        {
            Ok(double.round_ties_even() as i64)
        }
        _ => Err(Fault::Exception),
    }
}

/// A number of any kind as an `int`; halves are rounded to even.
pub(super) fn number_to_int(token: &Token) -> Result<i32, Fault> {
    i32::try_from(number_to_long(token)?).map_err(|_| Fault::Exception)
}

/// A string as an `int` or `long`.
pub(super) fn text_to_long(text: &str) -> Result<i64, Fault> {
    Number::parse(text, Style::Integer)
        .and_then(|number| number.to_long())
        .ok_or(Fault::Exception)
}

/// The value of a token as this type wants it.
pub(super) fn to_value(token: &Token, contract: Contract) -> Result<Value, Fault> {
    if !token.is_value() {
        return Err(Fault::Exception);
    }
    match contract {
        Contract::Text => Ok(token.to_text().map_or(Value::Null, Value::Text)),
        Contract::Decimal => number_to_decimal(token).map(Value::Decimal),
        Contract::Int32 => number_to_int(token).map(Value::Int32),
        Contract::Int64 => to_long(token).map(Value::Int64),
        Contract::Object(_) | Contract::Texts | Contract::Objects(_) => {
            let nothing = match token {
                Token::Null | Token::Undefined => true,
                Token::Text(text) => text.is_empty(),
                _ => false,
            };
            if nothing {
                Ok(Value::Null)
            } else {
                Err(Fault::Exception)
            }
        }
    }
}

/// Anything as a `long`. It is the only number that is converted from whatever
/// was written, so `true` is 1 and 2.5 is 2.
fn to_long(token: &Token) -> Result<i64, Fault> {
    match token {
        Token::Boolean(boolean) => Ok(i64::from(*boolean)),
        Token::Text(text) | Token::StartConstructor(text) => text_to_long(text),
        token => number_to_long(token),
    }
}
