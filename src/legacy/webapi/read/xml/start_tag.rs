//! What stands in a start tag, letter by letter: `quick-xml` finds only its
//! ends.

use super::text::{check_value, is_space};
use super::{Refused, name};

/// An attribute as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    /// Its name, perhaps with a prefix.
    pub(super) name: &'a str,
    /// What stands between its quotes.
    pub(super) value: &'a str,
}

/// A start tag as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StartTag<'a> {
    /// The element's name, perhaps with a prefix.
    pub(super) name: &'a str,
    /// Its attributes, namespaces among them.
    pub(super) attributes: Vec<Written<'a>>,
}

/// Takes apart what stands between `<` and `>` or `/>`.
pub(super) fn parse(content: &str) -> Result<StartTag<'_>, Refused> {
    let (name, rest) = qualified_name(content)?;
    Ok(StartTag {
        name,
        attributes: if is_blank_end(rest) {
            Vec::new()
        } else {
            attributes(rest)?
        },
    })
}

/// One or more attributes, each after white space.
pub(super) fn attributes(mut rest: &str) -> Result<Vec<Written<'_>>, Refused> {
    let mut attributes = Vec::new();
    loop {
        let after_space = skip_space(rest);
        if after_space.len() == rest.len() {
            return Err(Refused);
        }
        let (attribute, after) = attribute(after_space)?;
        attributes.push(attribute);
        if is_blank_end(after) {
            return Ok(attributes);
        }
        rest = after;
    }
}

fn attribute(content: &str) -> Result<(Written<'_>, &str), Refused> {
    let (name, rest) = qualified_name(content)?;
    let rest = skip_space(rest).strip_prefix('=').ok_or(Refused)?;
    let rest = skip_space(rest);
    let quote = rest.chars().next().ok_or(Refused)?;
    if !matches!(quote, '"' | '\'') {
        return Err(Refused);
    }
    let (value, rest) = rest
        .strip_prefix(quote)
        .and_then(|rest| rest.split_once(quote))
        .ok_or(Refused)?;
    check_value(value)?;
    Ok((Written { name, value }, rest))
}

/// A name, perhaps with a prefix, and what follows it.
fn qualified_name(content: &str) -> Result<(&str, &str), Refused> {
    let ends = |character: char| {
        u8::try_from(character).is_ok_and(is_space) || matches!(character, '=' | '/' | '"' | '\'')
    };
    let end = content.find(ends).unwrap_or(content.len());
    let (name, rest) = content.split_at(end);
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, name),
    };
    let well_formed = prefix.is_none_or(name::is_valid) && name::is_valid(local);
    well_formed.then_some((name, rest)).ok_or(Refused)
}

fn is_blank_end(rest: &str) -> bool {
    skip_space(rest).is_empty()
}

fn skip_space(rest: &str) -> &str {
    rest.trim_start_matches([' ', '\t', '\r', '\n'])
}
