//! Where a reader is: the current token, the containers around it, and the path
//! to it. `JsonReader` in the original, without what reads.
//!
//! Errors are told by path, and reading goes on after an error from wherever
//! the cursor then is. So the order of the steps in here is the original's,
//! also where it leaves a token behind that was found to be wrong.

use std::fmt::Write;

use super::{Fault, Token};

/// How many containers may stand inside each other.
const MAX_DEPTH: usize = 256;

/// How many there may be when the first limit has been told of, and the rest of
/// the body is read over. The old server had no such limit; ours keeps a small
/// body from taking much memory.
const MAX_SKIPPED_DEPTH: usize = 16 * 1024;

/// Characters for which a name stands in brackets and quotes in a path.
const SPECIAL_CHARACTERS: [char; 6] = ['.', ' ', '[', ']', '(', ')'];

/// What a reader expects next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The first token.
    Start,
    /// A member's value.
    Property,
    /// A member's name, right after the beginning of an object.
    ObjectStart,
    /// A member's name, after a comma.
    Object,
    /// An item, right after the beginning of a list.
    ArrayStart,
    /// An item, after a comma.
    Array,
    /// An argument, right after the beginning of a constructor.
    ConstructorStart,
    /// An argument, after a comma.
    Constructor,
    /// What follows a value.
    PostValue,
    /// Nothing: the root has been read.
    Finished,
}

/// What values stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Nothing: around the root.
    None,
    /// An object.
    Object,
    /// A list.
    Array,
    /// A constructor.
    Constructor,
}

/// A place in a container.
#[derive(Clone, Debug)]
struct Position {
    container: Container,
    /// The index of the last item; -1 before the first one.
    index: i64,
    /// The name of the last member.
    name: String,
}

impl Position {
    fn new(container: Container) -> Self {
        Self {
            container,
            index: -1,
            name: String::new(),
        }
    }

    fn outside() -> Self {
        Self {
            container: Container::None,
            index: 0,
            name: String::new(),
        }
    }

    fn has_index(&self) -> bool {
        matches!(self.container, Container::Array | Container::Constructor)
    }

    fn write_to(&self, path: &mut String) {
        match self.container {
            Container::None => {}
            Container::Object => {
                if !path.is_empty() {
                    path.push('.');
                }
                if self.name.contains(SPECIAL_CHARACTERS) {
                    path.push_str("['");
                    path.push_str(&self.name);
                    path.push_str("']");
                } else {
                    path.push_str(&self.name);
                }
            }
            Container::Array | Container::Constructor => {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{}]", self.index);
            }
        }
    }
}

/// Where a reader is.
#[derive(Debug)]
pub struct Cursor {
    token: Token,
    state: State,
    stack: Vec<Position>,
    current: Position,
    exceeded_max_depth: bool,
    given_up: bool,
}

impl Default for Cursor {
    fn default() -> Self {
        Self {
            token: Token::None,
            state: State::Start,
            stack: Vec::new(),
            current: Position::outside(),
            exceeded_max_depth: false,
            given_up: false,
        }
    }
}

impl Cursor {
    /// The current token.
    #[must_use]
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// What is expected next.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// What the next token stands in.
    #[must_use]
    pub fn container(&self) -> Container {
        self.current.container
    }

    /// How many containers are around the current token. A token that begins
    /// one is outside of it.
    #[must_use]
    pub fn depth(&self) -> usize {
        let depth = self.stack.len();
        if self.token.is_start() || self.current.container == Container::None {
            depth
        } else {
            depth + 1
        }
    }

    /// The path to the current token, such as `notice_list[0].code`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        if self.current.container == Container::None {
            return path;
        }
        for position in &self.stack {
            position.write_to(&mut path);
        }
        let at_start = matches!(
            self.state,
            State::ArrayStart | State::ConstructorStart | State::ObjectStart
        );
        if !at_start {
            self.current.write_to(&mut path);
        }
        path
    }

    /// The index of the last item in the container at this depth.
    #[must_use]
    pub fn index_at(&self, depth: usize) -> i64 {
        self.stack.get(depth).unwrap_or(&self.current).index
    }

    /// Reads nothing more, as if the body ended here.
    pub fn give_up(&mut self) {
        self.given_up = true;
    }

    /// Whether nothing more is to be read.
    #[must_use]
    pub fn has_given_up(&self) -> bool {
        self.given_up
    }

    /// Moves to the token (`SetToken`).
    pub fn set(&mut self, token: Token) -> Result<(), Fault> {
        self.token = token;
        match &self.token {
            Token::StartObject => self.push(State::ObjectStart, Container::Object),
            Token::StartArray => self.push(State::ArrayStart, Container::Array),
            Token::StartConstructor(_) => {
                self.push(State::ConstructorStart, Container::Constructor)
            }
            Token::EndObject => self.pop(Container::Object),
            Token::EndArray => self.pop(Container::Array),
            Token::EndConstructor => self.pop(Container::Constructor),
            Token::PropertyName(name) => {
                self.state = State::Property;
                name.clone_into(&mut self.current.name);
                Ok(())
            }
            Token::None | Token::Comment => Ok(()),
            Token::Integer(_)
            | Token::Float(_)
            | Token::Decimal(_)
            | Token::Text(_)
            | Token::Boolean(_)
            | Token::Null
            | Token::Undefined
            | Token::Date(_)
            | Token::Bytes(_) => {
                self.finish_value();
                Ok(())
            }
        }
    }

    /// Puts another value in the place of the current one.
    pub fn replace(&mut self, value: Token) {
        self.token = value;
        self.expect_after_value();
    }

    /// A value has been read, whatever becomes of it (`SetPostValueState`).
    /// Its token follows by [`Cursor::replace`].
    pub fn finish_value(&mut self) {
        self.expect_after_value();
        self.count_item();
    }

    /// Nothing follows.
    pub fn finish(&mut self) {
        self.state = State::Finished;
    }

    /// Another member or item follows (`SetStateBasedOnCurrent`).
    pub fn expect_another(&mut self) {
        self.state = match self.current.container {
            Container::None => State::Finished,
            Container::Object => State::Object,
            Container::Array => State::Array,
            Container::Constructor => State::Constructor,
        };
    }

    fn expect_after_value(&mut self) {
        self.state = if self.current.container == Container::None {
            State::Finished
        } else {
            State::PostValue
        };
    }

    fn count_item(&mut self) {
        if self.current.has_index() {
            self.current.index += 1;
        }
    }

    fn push(&mut self, state: State, container: Container) -> Result<(), Fault> {
        self.state = state;
        self.count_item();
        let outer = std::mem::replace(&mut self.current, Position::new(container));
        if outer.container == Container::None {
            return Ok(());
        }
        self.stack.push(outer);
        if self.stack.len() > MAX_SKIPPED_DEPTH {
            self.give_up();
        }
        // Told once until it is left again, so that the rest can be skipped.
        if self.depth() + 1 > MAX_DEPTH && !self.exceeded_max_depth {
            self.exceeded_max_depth = true;
            return Err(Fault::Exception);
        }
        Ok(())
    }

    fn pop(&mut self, ended: Container) -> Result<(), Fault> {
        let outer = self.stack.pop().unwrap_or_else(Position::outside);
        let inner = std::mem::replace(&mut self.current, outer);
        if self.depth() <= MAX_DEPTH {
            self.exceeded_max_depth = false;
        }
        if inner.container != ended {
            return Err(Fault::Exception);
        }
        self.expect_after_value();
        Ok(())
    }
}
