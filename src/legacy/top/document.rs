//! What an answer says, once for JSON and XML.

use serde::{Serialize, Serializer, ser::SerializeMap as _};

/// A part of an answer.
pub(super) enum Node<'a> {
    Object(Vec<(&'static str, Node<'a>)>),
    Text(&'a str),
    Number(u16),
    Bool(bool),
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, node) in members {
                    map.serialize_entry(name, node)?;
                }
                map.end()
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_u16(*number),
            Self::Bool(value) => serializer.serialize_bool(*value),
        }
    }
}

/// In JSON, without white space.
pub(super) fn to_json(node: &Node<'_>) -> Vec<u8> {
    // Text with names that are text, written to memory, cannot fail.
    serde_json::to_vec(node).unwrap_or_default()
}

/// In XML, with the platform's own declaration.
pub(super) fn to_xml(root: &str, node: &Node<'_>) -> Vec<u8> {
    let mut xml = r#"<?xml version="1.0" encoding="utf-8" ?>"#.to_owned();
    write_element(&mut xml, root, node);
    xml.into_bytes()
}

fn write_element(xml: &mut String, name: &str, node: &Node<'_>) {
    xml.extend(["<", name, ">"]);
    match node {
        Node::Object(members) => {
            for (name, node) in members {
                write_element(xml, name, node);
            }
        }
        Node::Text(text) => write_text(xml, text),
        Node::Number(number) => xml.push_str(&number.to_string()),
        Node::Bool(value) => xml.push_str(if *value { "true" } else { "false" }),
    }
    xml.extend(["</", name, ">"]);
}

fn write_text(xml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            // A reader would make a line feed of it.
            '\r' => xml.push_str("&#13;"),
            // What XML 1.0 cannot hold, not even escaped.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                xml.push(char::REPLACEMENT_CHARACTER);
            }
            other => xml.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Node<'static> {
        let inner = vec![
            ("text", Node::Text("<a&\"b\">\r\u{1}退")),
            ("no", Node::Bool(false)),
        ];
        Node::Object(vec![
            ("inner", Node::Object(inner)),
            ("code", Node::Number(50)),
        ])
    }

    #[test]
    fn json_keeps_the_order_of_members() {
        let expected = r#"{"inner":{"text":"<a&\"b\">\r\u0001退","no":false},"code":50}"#;
        assert_eq!(String::from_utf8(to_json(&document())).unwrap(), expected);
    }

    #[test]
    fn xml_holds_what_xml_can() {
        let expected = concat!(
            r#"<?xml version="1.0" encoding="utf-8" ?><root><inner>"#,
            "<text>&lt;a&amp;\"b\"&gt;&#13;\u{fffd}退</text><no>false</no>",
            "</inner><code>50</code></root>",
        );
        let xml = to_xml("root", &document());
        assert_eq!(String::from_utf8(xml).unwrap(), expected);
    }
}
