//! The samples of the method, made from its parameters as the platform's
//! documentation makes them: each parameter holds its example.

use std::io;

use quick_xml::{Writer, events::BytesText};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::ser::PrettyFormatter;

use super::{Parameter, REQUEST, RESPONSE};

/// The platform's own sample for its Java SDK.
pub(in super::super) const JAVA: &str = include_str!("sample.java").trim_ascii_end();

/// An answer in both of the platform's formats; None if one cannot be written.
#[derive(Debug)]
pub(in super::super) struct Answer {
    /// In XML.
    pub(in super::super) xml: Option<String>,
    /// In JSON.
    pub(in super::super) json: Option<String>,
}

/// The request's one parameter, in JSON without white space.
pub(in super::super) fn request() -> Option<String> {
    let tree = tree(REQUEST);
    let [request] = tree.as_slice() else {
        return None;
    };
    serde_json::to_string(&Members(&request.within)).ok()
}

/// What the method answers.
pub(in super::super) fn result() -> Answer {
    answer("alibaba_wdk_trade_refund_inform_response", tree(RESPONSE))
}

/// What the platform answers when the method was not reached.
pub(in super::super) fn failure() -> Answer {
    let leaf = |name, kind, example| Node {
        name,
        kind,
        example,
        within: Vec::new(),
    };
    let members = vec![
        leaf("code", "Number", "50"),
        leaf("msg", "String", "Remote service error"),
        leaf("sub_code", "String", "isv.invalid-parameter"),
        leaf("sub_msg", "String", "非法参数"),
    ];
    answer("error_response", members)
}

fn answer(root: &'static str, within: Vec<Node>) -> Answer {
    let root = Node {
        name: root,
        kind: "",
        example: "",
        within,
    };
    Answer {
        xml: xml(&root),
        json: json(&[root]),
    }
}

struct Node {
    name: &'static str,
    kind: &'static str,
    example: &'static str,
    within: Vec<Node>,
}

/// Parameters within the ones that they follow and are deeper than.
fn tree(mut parameters: &[Parameter]) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let [first, rest @ ..] = parameters {
        let others = rest.iter().take_while(|other| other.depth > first.depth);
        let (within, behind) = rest.split_at(others.count());
        nodes.push(Node {
            name: first.name,
            kind: first.kind,
            example: first.example,
            within: tree(within),
        });
        parameters = behind;
    }
    nodes
}

fn xml(root: &Node) -> Option<String> {
    let mut output = Writer::new_with_indent(Vec::new(), b' ', 4);
    element(&mut output, root).ok()?;
    String::from_utf8(output.into_inner()).ok()
}

fn element(output: &mut Writer<Vec<u8>>, node: &Node) -> io::Result<()> {
    let element = output.create_element(node.name);
    if node.within.is_empty() {
        element.write_text_content(BytesText::new(node.example))?;
    } else {
        element.write_inner_content(|output| {
            node.within
                .iter()
                .try_for_each(|node| self::element(output, node))
        })?;
    }
    Ok(())
}

fn json(members: &[Node]) -> Option<String> {
    let mut output = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut output, formatter);
    Members(members).serialize(&mut serializer).ok()?;
    String::from_utf8(output).ok()
}

struct Members<'a>(&'a [Node]);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        for node in self.0 {
            object.serialize_entry(node.name, node)?;
        }
        object.end()
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.kind.ends_with("[]") {
            [Members(&self.within)].serialize(serializer)
        } else if !self.within.is_empty() {
            Members(&self.within).serialize(serializer)
        } else if self.kind == "String" {
            serializer.serialize_str(self.example)
        } else {
            // `true` and `1` are JSON already.
            let plain: serde_json::Value =
                serde_json::from_str(self.example).map_err(serde::ser::Error::custom)?;
            plain.serialize(serializer)
        }
    }
}
