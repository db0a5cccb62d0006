//! XML as the data contract serializer writes it, and the framework's errors.
//!
//! There is no declaration, not even in UTF-16. Quirks, kept as answers are
//! the same bytes: every line break in a text becomes CR LF; control characters
//! become references although XML forbids them; several messages of one part
//! of the parameter are joined by a space; what cannot stand in an element's
//! name is written `_x005B_`. No XML library writes any of these.

use std::fmt::Write as _;

use super::{Body, ResultClass, node::Node};

const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

pub(super) fn write(body: &Body, node: &Node<'_>) -> String {
    let mut xml = String::with_capacity(320);
    match body {
        Body::Error(_) => element("Error", node, &mut xml),
        Body::Null(class) => null_result(*class, &mut xml),
        Body::Result(result) => {
            let (name, namespace) = (result.class.name(), result.class.namespace());
            append(
                format_args!("<{name} xmlns:i=\"{INSTANCE}\" xmlns=\"{namespace}\">"),
                &mut xml,
            );
            content(node, &mut xml);
            append(format_args!("</{name}>"), &mut xml);
        }
    }
    xml
}

fn null_result(class: ResultClass, xml: &mut String) {
    let (name, namespace) = (class.name(), class.namespace());
    append(
        format_args!("<{name} i:nil=\"true\" xmlns:i=\"{INSTANCE}\" xmlns=\"{namespace}\" />"),
        xml,
    );
}

fn element(name: &str, node: &Node<'_>, xml: &mut String) {
    xml.push('<');
    push_name(name, xml);
    if matches!(node, Node::Null) {
        xml.push_str(" i:nil=\"true\" />");
        return;
    }
    xml.push('>');
    content(node, xml);
    xml.push_str("</");
    push_name(name, xml);
    xml.push('>');
}

fn content(node: &Node<'_>, xml: &mut String) {
    match node {
        Node::Null => {}
        Node::Number(number) => append(format_args!("{number}"), xml),
        Node::Text(text) => push_text(text, xml),
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    xml.push(' ');
                }
                push_text(item, xml);
            }
        }
        Node::Object(members) => {
            for (name, member) in members {
                element(name, member, xml);
            }
        }
    }
}

fn push_text(text: &str, xml: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(is_special) {
        let (before, from) = rest.split_at(at);
        xml.push_str(before);
        let mut characters = from.chars();
        match characters.next() {
            Some('&') => xml.push_str("&amp;"),
            Some('<') => xml.push_str("&lt;"),
            Some('>') => xml.push_str("&gt;"),
            Some('\n') => xml.push_str("\r\n"),
            Some('\r') => {
                xml.push_str("\r\n");
                if let Some(behind) = characters.as_str().strip_prefix('\n') {
                    characters = behind.chars();
                }
            }
            Some(character) => append(format_args!("&#x{:X};", u32::from(character)), xml),
            None => {}
        }
        rest = characters.as_str();
    }
    xml.push_str(rest);
}

fn is_special(character: char) -> bool {
    match character {
        '&' | '<' | '>' | '\u{fffe}' | '\u{ffff}' => true,
        '\t' => false,
        _ => character < ' ',
    }
}

/// Writes a name as `XmlConvert.EncodeLocalName` does with the names that
/// there are: of members, and of lists' items.
fn push_name(name: &str, xml: &mut String) {
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-') {
            xml.push(character);
        } else {
            append(format_args!("_x{:04X}_", u32::from(character)), xml);
        }
    }
}

fn append(text: std::fmt::Arguments<'_>, xml: &mut String) {
    // Writing to a string does not fail.
    let _ = xml.write_fmt(text);
}
