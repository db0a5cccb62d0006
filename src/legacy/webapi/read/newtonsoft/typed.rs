//! Reading the next token as what a member needs (`ReadAsString` and its
//! siblings in `JsonReader`). Comments are read over.

use super::convert::{number_to_decimal, number_to_int, text_to_decimal, text_to_long};
use super::{Fault, Integer, Reader, Token, Wanted};

/// Reads the next token; `false` at the end of the body.
pub(super) fn read_value<R: Reader>(reader: &mut R, wanted: Wanted) -> Result<bool, Fault> {
    loop {
        if !reader.read_as(wanted)? {
            return Ok(false);
        }
        if *reader.cursor().token() != Token::Comment {
            break;
        }
    }
    match wanted {
        Wanted::Anything => {}
        Wanted::Text => become_text(reader)?,
        Wanted::Decimal => become_decimal(reader)?,
        Wanted::Int32 => become_int(reader)?,
    }
    Ok(*reader.cursor().token() != Token::None)
}

fn become_text<R: Reader>(reader: &mut R) -> Result<(), Fault> {
    let token = reader.cursor().token();
    let text = match token {
        Token::Text(_) | Token::Null | Token::EndArray => return Ok(()),
        Token::Integer(_)
        | Token::Float(_)
        | Token::Decimal(_)
        | Token::Boolean(_)
        | Token::Date(_)
        | Token::Bytes(_) => token.to_text().ok_or(Fault::Exception)?,
        _ => return Err(Fault::Exception),
    };
    reader.cursor_mut().replace(Token::Text(text));
    Ok(())
}

fn become_decimal<R: Reader>(reader: &mut R) -> Result<(), Fault> {
    let token = reader.cursor().token();
    let decimal = match token {
        Token::Decimal(_)
        | Token::Integer(Integer::Prefixed(_))
        | Token::Null
        | Token::EndArray => return Ok(()),
        Token::Text(text) if text.is_empty() => return reader.cursor_mut().set(Token::Null),
        Token::Text(text) => text_to_decimal(text)?,
        token => number_to_decimal(token)?,
    };
    reader.cursor_mut().replace(Token::Decimal(decimal));
    Ok(())
}

fn become_int<R: Reader>(reader: &mut R) -> Result<(), Fault> {
    let token = reader.cursor().token();
    let number = match token {
        Token::Integer(Integer::Prefixed(_)) | Token::Null | Token::EndArray => return Ok(()),
        Token::Text(text) if text.is_empty() => return reader.cursor_mut().set(Token::Null),
        Token::Text(text) => i32::try_from(text_to_long(text)?).map_err(|_| Fault::Exception)?,
        token => number_to_int(token)?,
    };
    let number = Token::Integer(Integer::Long(number.into()));
    reader.cursor_mut().replace(number);
    Ok(())
}
