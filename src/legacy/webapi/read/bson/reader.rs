//! The tokens of a document: Json.NET's `BsonReader`, step by step.
//!
//! The order of the steps is the original's: what was moved to, taken or counted
//! before an error is what reading goes on from.

use super::date;
use super::element::Element;
use super::source::{Source, Stop};
use crate::legacy::webapi::read::newtonsoft::{
    Cursor, Fault, Integer, Reader, State, Token, Wanted,
};

/// The subtype of binary data that has its length twice.
const BINARY_OLD: u8 = 2;

/// The subtype of binary data that is a `Guid`.
const BINARY_UUID: u8 = 4;

/// After how many faults a document is over, or after one with how long a path.
/// The old server went on, and told of each by its path, so that the work grew
/// with the square of the body.
const MAX_FAULTS: usize = 8;
const MAX_PATH: usize = 1024;

/// A document or list that has begun.
#[derive(Debug)]
struct Context {
    is_array: bool,
    /// How long it says it is, in bytes.
    length: i32,
    /// How many of them were read.
    position: i32,
}

/// Elements that are more than one token are read in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Normal,
    ReferenceStart,
    ReferenceRef,
    ReferenceId,
    CodeStart,
    CodeCode,
    CodeScope,
    CodeScopeObject,
    CodeScopeEnd,
}

/// A reader of a document.
#[derive(Debug)]
pub(super) struct BsonReader<'a> {
    source: Source<'a>,
    cursor: Cursor,
    contexts: Vec<Context>,
    element: Element,
    step: Step,
    faults: usize,
}

impl Reader for BsonReader<'_> {
    fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    fn advance(&mut self, _: Wanted) -> Result<bool, Fault> {
        let found = match self.step {
            _ if self.faults >= MAX_FAULTS => Ok(false),
            Step::Normal => self.advance_normally(),
            Step::ReferenceStart | Step::ReferenceRef | Step::ReferenceId => {
                self.advance_in_reference()
            }
            Step::CodeStart
            | Step::CodeCode
            | Step::CodeScope
            | Step::CodeScopeObject
            | Step::CodeScopeEnd => self.advance_in_code(),
        };
        match found {
            Ok(true) => Ok(true),
            Ok(false) | Err(Stop::End) => {
                self.cursor.set(Token::None)?;
                Ok(false)
            }
            Err(Stop::Fault(fault)) => {
                self.faults += 1;
                if self.cursor.path().len() > MAX_PATH {
                    self.faults = MAX_FAULTS;
                }
                Err(fault)
            }
        }
    }
}

impl<'a> BsonReader<'a> {
    /// Of a body.
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self {
            source: Source::new(body),
            cursor: Cursor::default(),
            contexts: Vec::new(),
            element: Element::Unknown,
            step: Step::Normal,
            faults: 0,
        }
    }

    /// Whether all text so far was UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        self.source.is_utf8()
    }

    fn advance_normally(&mut self) -> Result<bool, Stop> {
        match self.cursor.state() {
            State::Start => self.begin(false).map(|()| true),
            State::Property => self.value().map(|()| true),
            State::ObjectStart | State::ArrayStart | State::PostValue => self.advance_in_context(),
            State::ConstructorStart | State::Constructor | State::Finished => Ok(false),
            State::Object | State::Array => Err(Fault::Exception.into()),
        }
    }

    /// The next member or item, or the end.
    fn advance_in_context(&mut self) -> Result<bool, Stop> {
        let Some(context) = self.contexts.last() else {
            return Ok(false);
        };
        let (is_array, length) = (context.is_array, context.length);
        let end = length.wrapping_sub(1);
        if context.position < end {
            self.moved(1);
            self.element = Element::from(self.source.byte()?);
            let name = self.text_to_nul()?;
            if is_array {
                self.value()?;
            } else {
                self.cursor.set(Token::PropertyName(name))?;
            }
            return Ok(true);
        }
        if context.position > end {
            return Err(Fault::Exception.into());
        }
        self.moved(1);
        if self.source.byte()? != 0 {
            return Err(Fault::Exception.into());
        }
        self.contexts.pop();
        self.moved(length);
        self.cursor.set(if is_array {
            Token::EndArray
        } else {
            Token::EndObject
        })?;
        Ok(true)
    }

    /// A document or list begins.
    fn begin(&mut self, is_array: bool) -> Result<(), Stop> {
        self.cursor.set(if is_array {
            Token::StartArray
        } else {
            Token::StartObject
        })?;
        self.contexts.push(Context {
            is_array,
            length: 0,
            position: 0,
        });
        let length = self.int32()?;
        if let Some(context) = self.contexts.last_mut() {
            context.length = length;
        }
        Ok(())
    }

    /// The value of the current element.
    fn value(&mut self) -> Result<(), Stop> {
        let token = match self.element {
            Element::Double => Token::Float(f64::from_le_bytes(self.array()?)),
            Element::Text => Token::Text(self.text()?),
            Element::Document => return self.begin(false),
            Element::Array => return self.begin(true),
            Element::Binary => Token::Bytes(self.binary()?),
            Element::Undefined => Token::Undefined,
            Element::ObjectId => self.object_id(),
            Element::Boolean => {
                self.moved(1);
                Token::Boolean(self.source.byte()? != 0)
            }
            Element::Date => {
                let milliseconds = i64::from_le_bytes(self.array()?);
                Token::Date(date::to_text(milliseconds).ok_or(Fault::Exception)?)
            }
            Element::Null => Token::Null,
            Element::RegularExpression => {
                let pattern = self.text_to_nul()?;
                let options = self.text_to_nul()?;
                Token::Text(format!("/{pattern}/{options}"))
            }
            Element::Reference => return self.begin_steps(Step::ReferenceStart),
            Element::CodeWithScope => return self.begin_steps(Step::CodeStart),
            Element::Int32 => Token::Integer(Integer::Long(self.int32()?.into())),
            Element::Int64 => {
                let number = i64::from_le_bytes(self.array()?);
                Token::Integer(Integer::Long(number))
            }
            Element::Unknown => return Err(Fault::Exception.into()),
        };
        Ok(self.cursor.set(token)?)
    }

    /// An element begins that is an object to its reader.
    fn begin_steps(&mut self, step: Step) -> Result<(), Stop> {
        self.cursor.set(Token::StartObject)?;
        self.step = step;
        Ok(())
    }

    fn advance_in_reference(&mut self) -> Result<bool, Stop> {
        let (token, step) = match (self.cursor.state(), self.step) {
            (State::ObjectStart, _) => (name("$ref"), Step::ReferenceRef),
            (State::Property, Step::ReferenceRef) => (Token::Text(self.text()?), self.step),
            (State::PostValue, Step::ReferenceRef) => (name("$id"), Step::ReferenceId),
            (State::Property, Step::ReferenceId) => (self.object_id(), self.step),
            (State::PostValue, Step::ReferenceId) => (Token::EndObject, Step::Normal),
            _ => return Err(Fault::Exception.into()),
        };
        self.cursor.set(token)?;
        self.step = step;
        Ok(true)
    }

    fn advance_in_code(&mut self) -> Result<bool, Stop> {
        match self.step {
            Step::CodeStart => {
                self.cursor.set(name("$code"))?;
                self.step = Step::CodeCode;
            }
            Step::CodeCode => {
                // The length of the whole, on which nothing depends.
                self.int32()?;
                let code = self.text()?;
                self.cursor.set(Token::Text(code))?;
                self.step = Step::CodeScope;
            }
            Step::CodeScope if self.cursor.state() == State::PostValue => {
                self.cursor.set(name("$scope"))?;
            }
            Step::CodeScope => {
                let begun = self.begin(false);
                if !matches!(begun, Err(Stop::Fault(_))) {
                    self.step = Step::CodeScopeObject;
                }
                begun?;
            }
            Step::CodeScopeEnd => {
                self.cursor.set(Token::EndObject)?;
                self.step = Step::Normal;
            }
            _ => {
                let found = self.advance_normally()?;
                // Quirk: the end of any document in the scope is taken for the
                // end of the scope.
                if found && *self.cursor.token() == Token::EndObject {
                    self.step = Step::CodeScopeEnd;
                }
                return Ok(found);
            }
        }
        Ok(true)
    }

    fn binary(&mut self) -> Result<String, Stop> {
        let mut length = self.int32()?;
        self.moved(1);
        let subtype = self.source.byte()?;
        if subtype == BINARY_OLD {
            length = self.int32()?;
        }
        self.moved(length);
        let length = usize::try_from(length).map_err(|_| Fault::Exception)?;
        let bytes = self.source.bytes_at_most(length);
        if subtype == BINARY_UUID {
            return Ok(guid(bytes).ok_or(Fault::Exception)?);
        }
        Ok(bytes_of_no_type())
    }

    fn object_id(&mut self) -> Token {
        self.moved(12);
        self.source.bytes_at_most(12);
        Token::Bytes(bytes_of_no_type())
    }

    fn text(&mut self) -> Result<String, Stop> {
        let length = self.int32()?;
        self.moved(length);
        let bytes = self.source.bytes_of_length(length.wrapping_sub(1))?;
        Ok(self.source.text(bytes))
    }

    fn text_to_nul(&mut self) -> Result<String, Stop> {
        let bytes = self.source.bytes_to_nul()?;
        self.moved(i32::try_from(bytes.len() + 1).unwrap_or(i32::MAX));
        Ok(self.source.text(bytes))
    }

    fn int32(&mut self) -> Result<i32, Stop> {
        self.moved(4);
        self.source.int32()
    }

    fn array(&mut self) -> Result<[u8; 8], Stop> {
        self.moved(8);
        self.source.array()
    }

    /// So many bytes of the innermost document or list were read.
    fn moved(&mut self, count: i32) {
        if let Some(context) = self.contexts.last_mut() {
            context.position = context.position.wrapping_add(count);
        }
    }
}

fn name(name: &str) -> Token {
    Token::PropertyName(name.to_owned())
}

/// Quirk: bytes were written as the name of their class.
fn bytes_of_no_type() -> String {
    "System.Byte[]".to_owned()
}

/// The text of a `Guid`, whose first three parts have their lower bytes first.
fn guid(bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    let number = u128::from_be_bytes([
        bytes[3], bytes[2], bytes[1], bytes[0], bytes[5], bytes[4], bytes[7], bytes[6], bytes[8],
        bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15],
    ]);
    Some(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        number >> 96,
        (number >> 80) & 0xffff,
        (number >> 64) & 0xffff,
        (number >> 48) & 0xffff,
        number & 0xffff_ffff_ffff,
    ))
}
