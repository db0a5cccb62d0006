//! What is wrong with a parameter: Web API's `ModelState`.

use std::collections::{HashMap, hash_map};

use super::value::Object;

/// The name of the actions' parameter, and so the first part of every key. The
/// documents do not tell it.
pub const PARAMETER: &str = "parm";

/// A parameter and what is wrong with it. A parameter can be there in part and
/// have errors, and be absent (null) without an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binding {
    /// The parameter.
    pub object: Option<Object>,
    /// What is wrong.
    pub state: ModelState,
}

/// Errors by key, keys in the order of their first error. Keys differ whatever
/// the case of their letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelState {
    entries: Vec<Entry>,
    by_key: HashMap<String, usize>,
}

/// What is wrong with one part of the parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The part, such as `parm.notice_list[0].total_count`; `parm` for the
    /// whole.
    pub key: String,
    /// The errors, in the order in which they were found.
    pub problems: Vec<Problem>,
}

/// One error. The words belong to the locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The old server threw an exception and did not tell callers which.
    Exception,
    /// `[Required]` is not fulfilled.
    Required {
        /// The member.
        member: &'static str,
    },
    /// `[MaxLength]` is not fulfilled.
    MaxLength {
        /// The member.
        member: &'static str,
        /// The limit in UTF-16 code units.
        limit: usize,
    },
    /// A form's value cannot be converted.
    NotValid {
        /// The value as it was sent.
        value: String,
        /// The member.
        member: &'static str,
    },
    /// A form's value for a number is empty.
    ValueRequired,
    /// A form does not have a member that cannot be null.
    PropertyRequired {
        /// The member.
        member: &'static str,
    },
    /// Ours: the old server read such numbers as octal or hexadecimal.
    AmbiguousNumber {
        /// The member.
        member: &'static str,
    },
    /// Ours: an amount of money is missing, zero or negative.
    NotPositive {
        /// The member.
        member: &'static str,
    },
    /// Ours: the old server replaced what is not UTF-8 by U+FFFD.
    NotUtf8,
    /// Ours: the old server's action was called with null.
    NullParameter,
}

impl ModelState {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether nothing is wrong with this part.
    #[must_use]
    pub fn is_valid_at(&self, key: &str) -> bool {
        !self.by_key.contains_key(&key.to_ascii_lowercase())
    }

    /// Adds an error.
    pub fn add(&mut self, key: &str, problem: Problem) {
        match self.by_key.entry(key.to_ascii_lowercase()) {
            hash_map::Entry::Occupied(known) => self.entries[*known.get()].problems.push(problem),
            hash_map::Entry::Vacant(vacant) => {
                vacant.insert(self.entries.len());
                self.entries.push(Entry {
                    key: key.to_owned(),
                    problems: vec![problem],
                });
            }
        }
    }

    /// Adds an error of the parameter as a whole.
    pub fn add_to_parameter(&mut self, problem: Problem) {
        self.add(PARAMETER, problem);
    }

    /// What is wrong, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Binding {
    /// No parameter, and nothing wrong: what the old server made of an empty
    /// body.
    #[must_use]
    pub fn null() -> Self {
        Self::default()
    }

    /// No parameter, for one reason that concerns the whole of it.
    #[must_use]
    pub fn failed(problem: Problem) -> Self {
        let mut binding = Self::default();
        binding.state.add_to_parameter(problem);
        binding
    }
}
