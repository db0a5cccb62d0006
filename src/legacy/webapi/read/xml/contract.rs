//! From a document to a parameter, as its data contract says.

use super::content::Content;
use super::document::{Document, Node};
use super::element::Element;
use super::instructions::{Instructions, SERIALIZATION};
use super::shared::Shared;
use super::{Refused, number};
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::shape::{Kind, Shape};
use crate::legacy::webapi::value::{Object, Value};

/// The namespace of lists of texts.
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

/// Reads a parameter; nothing if the document says that it is null.
pub(super) fn read(
    shape: &'static Shape,
    utf8: &[u8],
    charset: Charset,
) -> Result<Option<Object>, Refused> {
    let mut contract = Contract {
        document: Document::new(utf8, charset),
        shared: Shared::new(utf8.len()),
    };
    let root = contract.document.root()?;
    if !root.name.is(shape.namespace, shape.name) && !root.name.is(SERIALIZATION, "anyType") {
        return Err(Refused);
    }
    let value = contract.object(shape, &root)?;
    contract.document.finish()?;
    match value {
        Value::Object(object) => Ok(Some(object)),
        _ => Ok(None),
    }
}

struct Contract<'a> {
    document: Document<'a>,
    shared: Shared,
}

/// Which elements of a list are its items.
struct Items<'s> {
    local: &'s str,
    namespaces: &'s [&'s str],
    kind: ItemKind,
}

#[derive(Clone, Copy)]
enum ItemKind {
    Text,
    Object(&'static Shape),
}

impl Contract<'_> {
    fn object(&mut self, shape: &'static Shape, element: &Element) -> Result<Value, Refused> {
        let instructions = Instructions::read(element, &mut self.document)?;
        if let Some(id) = &instructions.reference {
            self.document.skip()?;
            let value = self.shared.repeat(id)?;
            let is_same = matches!(&value, Value::Object(object) if object.shape == shape);
            return is_same.then_some(value).ok_or(Refused);
        }
        if instructions.is_nil {
            self.document.skip()?;
            return Ok(Value::Null);
        }
        instructions.check_type(shape.namespace, shape.name)?;
        let object = Value::Object(self.members(shape)?);
        self.shared.keep(instructions.id, &object)?;
        Ok(object)
    }

    /// Quirk not kept: the old server looked for members in alphabetical order
    /// only, so that one that came late was skipped without a word.
    fn members(&mut self, shape: &'static Shape) -> Result<Object, Refused> {
        let mut object = Object::new(shape);
        let mut is_read = vec![false; shape.members.len()];
        while let Some(child) = self.document.child()? {
            let index = shape
                .member(&child.name.local)
                .filter(|&index| *child.name.namespace == *shape.namespace && !is_read[index]);
            match index {
                Some(index) => {
                    is_read[index] = true;
                    object.values[index] = self.member(shape, shape.members[index].kind, &child)?;
                }
                None => self.skip_unknown(&child)?,
            }
        }
        Ok(object)
    }

    fn member(
        &mut self,
        shape: &'static Shape,
        kind: Kind,
        element: &Element,
    ) -> Result<Value, Refused> {
        match kind {
            Kind::Text => self.text(element),
            Kind::Decimal => Ok(Value::Decimal(number::decimal(&self.number(element)?)?)),
            Kind::Int32 => Ok(Value::Int32(number::int32(&self.number(element)?)?)),
            Kind::Int64 => Ok(Value::Int64(number::int64(&self.number(element)?)?)),
            // Quirk not kept: only the first of these namespaces counted.
            Kind::Texts => self.list(
                element,
                &Items {
                    local: "string",
                    namespaces: &[ARRAYS, shape.namespace, ""],
                    kind: ItemKind::Text,
                },
            ),
            Kind::Objects(item) => self.list(
                element,
                &Items {
                    local: item.name,
                    namespaces: &[item.namespace],
                    kind: ItemKind::Object(item),
                },
            ),
        }
    }

    fn list(&mut self, element: &Element, items: &Items<'_>) -> Result<Value, Refused> {
        let instructions = Instructions::read(element, &mut self.document)?;
        if instructions.reference.is_some() {
            return Err(Refused);
        }
        if instructions.is_nil {
            self.document.skip()?;
            return Ok(Value::Null);
        }
        let namespace = items.namespaces.first().copied().unwrap_or_default();
        instructions.check_type(namespace, &format!("ArrayOf{}", items.local))?;
        self.shared.reserve(instructions.id)?;
        let mut values = Vec::new();
        while let Some(child) = self.document.child()? {
            let is_item = child.name.local == items.local
                && items.namespaces.contains(&&*child.name.namespace);
            match items.kind {
                _ if !is_item => self.skip_unknown(&child)?,
                ItemKind::Text => values.push(self.text(&child)?),
                ItemKind::Object(shape) => values.push(self.object(shape, &child)?),
            }
        }
        Ok(Value::List(values))
    }

    fn text(&mut self, element: &Element) -> Result<Value, Refused> {
        let instructions = Instructions::read(element, &mut self.document)?;
        if let Some(id) = &instructions.reference {
            self.document.skip()?;
            let value = self.shared.repeat(id)?;
            return matches!(value, Value::Text(_))
                .then_some(value)
                .ok_or(Refused);
        }
        if instructions.is_nil {
            self.document.skip()?;
            return Ok(Value::Null);
        }
        let text = Value::Text(self.content()?);
        self.shared.keep(instructions.id, &text)?;
        Ok(text)
    }

    /// The content of a number, which can neither be null nor be shared.
    fn number(&mut self, element: &Element) -> Result<String, Refused> {
        let instructions = Instructions::read(element, &mut self.document)?;
        let is_shared = instructions.reference.is_some() || instructions.id.is_some();
        if is_shared || instructions.is_nil {
            return Err(Refused);
        }
        self.content()
    }

    /// The content of an element that has text only.
    fn content(&mut self) -> Result<String, Refused> {
        let mut content = Content::default();
        loop {
            match self.document.next()? {
                Node::Text(text) => content.push(&text),
                Node::CodePoint(number) => content.push_code_point(number),
                Node::Start(_) => return Err(Refused),
                Node::End => return Ok(content.finish()),
            }
        }
    }

    /// Quirk: what is said of an element is read, and must be readable, even
    /// of one that is skipped. Kept.
    fn skip_unknown(&mut self, element: &Element) -> Result<(), Refused> {
        Instructions::read(element, &mut self.document)?;
        self.document.skip()
    }
}
