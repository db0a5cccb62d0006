//! From tokens to values (`JsonSerializerInternalReader`).
//!
//! Each error is told with the reader's path and handled at once, as the old
//! server's error handler did: what is left of the value is read over, and
//! binding goes on. An error while reading over it ends the container around.

use super::contract::Contract;
use super::list::List;
use super::metadata::Metadata;
use super::references::References;
use super::typed::read_value;
use super::{Fault, Reader, Token, Wanted, convert};
use crate::legacy::webapi::model_state::{Binding, ModelState, PARAMETER, Problem};
use crate::legacy::webapi::shape::Shape;
use crate::legacy::webapi::value::Value;

/// How many problems are told. The old server had no limit; ours keeps a small
/// body from becoming a large answer.
const MAX_PROBLEMS: usize = 1000;

/// A parameter while its tokens arrive.
#[derive(Debug)]
pub(super) struct Binder<'r, R> {
    pub(super) reader: &'r mut R,
    pub(super) references: References,
    state: ModelState,
    problems: usize,
}

impl<'r, R: Reader> Binder<'r, R> {
    /// Begins at the first token.
    pub(super) fn new(reader: &'r mut R) -> Self {
        Self {
            reader,
            references: References::default(),
            state: ModelState::default(),
            problems: 0,
        }
    }

    /// Reads the parameter.
    pub(super) fn bind(mut self, shape: &'static Shape) -> Binding {
        let root = self.read_root(Contract::Object(shape));
        let object = match root {
            Ok(Value::Object(object)) => Some(object),
            Ok(_) => None,
            Err(fault) => {
                self.tell(fault);
                None
            }
        };
        Binding {
            object,
            state: self.state,
        }
    }

    fn read_root(&mut self, contract: Contract) -> Result<Value, Fault> {
        if read_value(self.reader, Wanted::Anything)? {
            self.create_value(contract, None)
        } else {
            Ok(Value::Null)
        }
    }

    /// The value that the current token is, or begins.
    pub(super) fn create_value(
        &mut self,
        contract: Contract,
        existing: Option<&mut List>,
    ) -> Result<Value, Fault> {
        while *self.reader.cursor().token() == Token::Comment {
            self.checked_read()?;
        }
        match self.reader.cursor().token() {
            Token::StartObject => self.create_object(contract, existing),
            Token::StartArray => self.create_list(contract, existing, None),
            token => convert::to_value(token, contract),
        }
    }

    fn create_object(
        &mut self,
        contract: Contract,
        existing: Option<&mut List>,
    ) -> Result<Value, Fault> {
        self.checked_read()?;
        let id = match self.read_metadata(contract, existing)? {
            Metadata::Value(value) => return Ok(value),
            Metadata::Id(id) => id,
        };
        match contract {
            Contract::Object(shape) => self
                .populate_object(shape, id.as_deref())
                .map(Value::Object),
            contract if contract.is_number() => self.unwrap_number(contract),
            _ => Err(Fault::Exception),
        }
    }

    /// The number in `{"$value":…}`.
    fn unwrap_number(&mut self, contract: Contract) -> Result<Value, Fault> {
        match self.reader.cursor().token() {
            Token::PropertyName(name) if name == "$value" => {}
            _ => return Err(Fault::Exception),
        }
        self.checked_read()?;
        if *self.reader.cursor().token() == Token::StartObject {
            return Err(Fault::Exception);
        }
        let value = self.create_value(contract, None)?;
        self.checked_read()?;
        Ok(value)
    }

    /// The list whose first token is the current one.
    pub(super) fn create_list(
        &mut self,
        contract: Contract,
        existing: Option<&mut List>,
        id: Option<String>,
    ) -> Result<Value, Fault> {
        let item = contract.item().ok_or(Fault::Exception)?;
        let mut fresh = List::default();
        let list = existing.unwrap_or(&mut fresh);
        self.populate_list(list, item, id)?;
        Ok(list.take())
    }

    fn populate_list(
        &mut self,
        list: &mut List,
        item: Contract,
        id: Option<String>,
    ) -> Result<(), Fault> {
        if let Some(id) = id {
            self.references.add_list(&id, list.id.as_deref())?;
            list.id = Some(id);
        }
        let depth = self.reader.cursor().depth();
        let mut last_error_at = None;
        loop {
            match self.read_item(item) {
                Ok(Next::Item(value)) => list.items.push(value),
                Ok(Next::Comment) => {}
                Ok(Next::End) => return Ok(()),
                Ok(Next::Nothing) => {
                    self.tell(Fault::Exception);
                    return Ok(());
                }
                Err(fault) => {
                    let index = self.reader.cursor().index_at(depth);
                    self.handle(fault, depth)?;
                    // Two errors at one item: reading does not get ahead.
                    if last_error_at == Some(index) {
                        return Err(Fault::Exception);
                    }
                    last_error_at = Some(index);
                }
            }
        }
    }

    fn read_item(&mut self, item: Contract) -> Result<Next, Fault> {
        if !read_value(self.reader, item.wanted())? {
            return Ok(Next::Nothing);
        }
        match self.reader.cursor().token() {
            Token::EndArray => Ok(Next::End),
            Token::Comment => Ok(Next::Comment),
            _ => self.create_value(item, None).map(Next::Item),
        }
    }

    /// Reads the next token where the body must not end.
    pub(super) fn checked_read(&mut self) -> Result<(), Fault> {
        if self.reader.read()? {
            Ok(())
        } else {
            Err(Fault::Exception)
        }
    }

    /// Tells the error and reads over the rest of the value, back to the
    /// container whose first token was at this depth (`HandleError`).
    pub(super) fn handle(&mut self, fault: Fault, depth: usize) -> Result<(), Fault> {
        self.tell(fault);
        self.reader.skip()?;
        while self.reader.cursor().depth() > depth + 1 && self.reader.read()? {}
        Ok(())
    }

    /// Tells an error at the current token.
    pub(super) fn tell(&mut self, fault: Fault) {
        self.tell_problem(match fault {
            Fault::Exception => Problem::Exception,
            Fault::NotUtf8 => Problem::NotUtf8,
        });
    }

    /// Tells a problem at the current token.
    pub(super) fn tell_problem(&mut self, problem: Problem) {
        self.problems += 1;
        if self.problems >= MAX_PROBLEMS {
            self.reader.cursor_mut().give_up();
        }
        let path = self.reader.cursor().path();
        let point = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        self.state
            .add(&format!("{PARAMETER}{point}{path}"), problem);
    }
}

/// What comes next in a list.
enum Next {
    Item(Value),
    Comment,
    End,
    Nothing,
}
