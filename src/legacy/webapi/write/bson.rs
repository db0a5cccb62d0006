//! BSON as Newtonsoft.Json writes it. The answers have four of its types, so
//! that the format takes fewer lines than a library's documents would.

use super::node::Node;

const TEXT: u8 = 0x02;
const DOCUMENT: u8 = 0x03;
const ARRAY: u8 = 0x04;
const NULL: u8 = 0x0a;
const INT32: u8 = 0x10;

/// Writes a document. There is none for null: its body is empty.
pub(super) fn write(node: &Node<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    if let Node::Object(members) = node {
        document(&mut bytes, |bytes| {
            for (name, member) in members {
                element(name, member, bytes);
            }
        });
    }
    bytes
}

fn element(name: &str, node: &Node<'_>, bytes: &mut Vec<u8>) {
    bytes.push(match node {
        Node::Null => NULL,
        Node::Number(_) => INT32,
        Node::Text(_) => TEXT,
        Node::List(_) => ARRAY,
        Node::Object(_) => DOCUMENT,
    });
    bytes.extend_from_slice(name.as_bytes());
    bytes.push(0);
    match node {
        Node::Null => {}
        Node::Number(number) => bytes.extend_from_slice(&number.to_le_bytes()),
        Node::Text(text) => push_text(text, bytes),
        Node::List(items) => document(bytes, |bytes| {
            for (index, item) in items.iter().enumerate() {
                element(&index.to_string(), &Node::Text(item), bytes);
            }
        }),
        Node::Object(members) => document(bytes, |bytes| {
            for (name, member) in members {
                element(name, member, bytes);
            }
        }),
    }
}

/// Writes a document: its length in bytes, its elements, a zero.
fn document(bytes: &mut Vec<u8>, elements: impl FnOnce(&mut Vec<u8>)) {
    let start = bytes.len();
    bytes.extend_from_slice(&[0; 4]);
    elements(bytes);
    bytes.push(0);
    let length = length(bytes.len() - start);
    if let Some(place) = bytes.get_mut(start..start + length.len()) {
        place.copy_from_slice(&length);
    }
}

fn push_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&length(text.len() + 1));
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0);
}

/// A length as it is written. An answer is never as long as the type allows.
fn length(length: usize) -> [u8; 4] {
    i32::try_from(length).unwrap_or(i32::MAX).to_le_bytes()
}
