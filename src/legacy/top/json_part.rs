//! A part of a JSON text whose types its writer did not take seriously.
//!
//! SDKs write JSON from whatever types their users chose, so a number may come
//! as text and text as a number. A number that becomes text keeps the digits
//! that were sent: it never is a float.

use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

/// The most items of a list that are read. The server takes far fewer.
const ITEMS_MAX: usize = 10_000;

/// A part that cannot be read, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(pub(super) String);

/// Where a part stands, such as `root.list[0].member`.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    step: Step,
}

#[derive(Clone, Copy)]
enum Step {
    Member(&'static str),
    Item(usize),
}

impl<'p> Place<'p> {
    pub(super) const fn root(name: &'static str) -> Self {
        Self {
            parent: None,
            step: Step::Member(name),
        }
    }

    pub(super) const fn member(&'p self, name: &'static str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    pub(super) const fn item(&'p self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Item(index),
        }
    }

    fn malformed(&self) -> Malformed {
        Malformed(self.to_string())
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.parent, self.step) {
            (None, Step::Member(name)) => formatter.write_str(name),
            (None, Step::Item(index)) => write!(formatter, "[{index}]"),
            (Some(parent), Step::Member(name)) => write!(formatter, "{parent}.{name}"),
            (Some(parent), Step::Item(index)) => write!(formatter, "{parent}[{index}]"),
        }
    }
}

/// A part, and its place. Null is the same as none.
pub(super) struct Part<'p, 'a> {
    place: Place<'p>,
    raw: Option<&'a RawValue>,
}

impl<'p, 'a> Part<'p, 'a> {
    pub(super) const fn new(place: Place<'p>, raw: Option<&'a RawValue>) -> Self {
        Self { place, raw }
    }

    /// The whole of a text.
    pub(super) fn parse(place: Place<'p>, text: &'a str) -> Result<Self, Malformed> {
        match serde_json::from_str(text) {
            Ok(raw) => Ok(Self::new(place, raw)),
            Err(_) => Err(place.malformed()),
        }
    }

    pub(super) const fn is_absent(&self) -> bool {
        self.raw.is_none()
    }

    /// An object, which has to be there.
    pub(super) fn object<T: Deserialize<'a>>(&self) -> Result<T, Malformed> {
        let text = self.raw.map_or("", RawValue::get);
        // A list would do for serde.
        if !text.starts_with('{') {
            return Err(self.place.malformed());
        }
        serde_json::from_str(text).map_err(|_| self.place.malformed())
    }

    /// The items of a list; none where there is no list.
    pub(super) fn items(&self) -> Result<Vec<Option<&'a RawValue>>, Malformed> {
        let Some(raw) = self.raw else {
            return Ok(Vec::new());
        };
        match serde_json::from_str::<Vec<_>>(raw.get()) {
            Ok(items) if items.len() <= ITEMS_MAX => Ok(items),
            _ => Err(self.place.malformed()),
        }
    }

    /// Text, or the digits of a number.
    pub(super) fn text(&self) -> Result<Option<String>, Malformed> {
        let Some(raw) = self.raw else {
            return Ok(None);
        };
        let raw = raw.get();
        match raw.bytes().next() {
            Some(b'"') => match serde_json::from_str(raw) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(self.place.malformed()),
            },
            Some(b'-' | b'0'..=b'9') => Ok(Some(raw.to_owned())),
            _ => Err(self.place.malformed()),
        }
    }

    /// A whole number, also as text; empty text is none.
    pub(super) fn integer(&self) -> Result<Option<i64>, Malformed> {
        match self.text()? {
            Some(text) if !text.is_empty() => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(self.place.malformed()),
            },
            _ => Ok(None),
        }
    }
}
