//! What the attributes of an element tell the serializer: `i:nil`, `i:type`,
//! `z:Id` and `z:Ref`.

use std::rc::Rc;

use super::Refused;
use super::document::Document;
use super::element::{Attribute, Element};
use super::number::int32;

const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of `z:Id` and `z:Ref`.
pub(super) const SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";

/// What is said of an element.
#[derive(Debug, Default)]
pub(super) struct Instructions {
    /// It is null.
    pub(super) is_nil: bool,
    /// Others refer to it under this name.
    pub(super) id: Option<String>,
    /// It is another one of this name again.
    pub(super) reference: Option<String>,
    /// It says which contract it follows.
    declared_type: Option<DeclaredType>,
}

#[derive(Debug)]
struct DeclaredType {
    namespace: Option<Rc<str>>,
    local: String,
}

impl Instructions {
    /// Reads the attributes of the element that was started last.
    pub(super) fn read(element: &Element, document: &mut Document<'_>) -> Result<Self, Refused> {
        let mut instructions = Self::default();
        for attribute in &element.attributes {
            match &*attribute.name.namespace {
                SCHEMA_INSTANCE => instructions.take_from_schema(attribute, document)?,
                SERIALIZATION => instructions.take_from_serialization(attribute)?,
                _ => {}
            }
        }
        Ok(instructions)
    }

    /// Whether the contract that is named, if one is, is this one.
    ///
    /// Quirk: it is asked of objects and lists only; a number or text may name
    /// any contract whatever. Kept.
    pub(super) fn check_type(&self, namespace: &str, local: &str) -> Result<(), Refused> {
        let is_other = self.declared_type.as_ref().is_some_and(|declared| {
            declared.namespace.as_deref() != Some(namespace) || declared.local != local
        });
        if is_other { Err(Refused) } else { Ok(()) }
    }

    fn take_from_schema(
        &mut self,
        attribute: &Attribute,
        document: &mut Document<'_>,
    ) -> Result<(), Refused> {
        match attribute.name.local.as_str() {
            "nil" => self.is_nil = boolean(&attribute.value)?,
            "type" if !attribute.value.is_empty() => {
                let (prefix, local) = attribute
                    .value
                    .split_once(':')
                    .unwrap_or(("", &attribute.value));
                self.declared_type = Some(DeclaredType {
                    namespace: document.namespace_of_prefix(prefix)?,
                    local: local.to_owned(),
                });
            }
            _ => {}
        }
        Ok(())
    }

    fn take_from_serialization(&mut self, attribute: &Attribute) -> Result<(), Refused> {
        match attribute.name.local.as_str() {
            "Id" => self.id = Some(name_of_object(&attribute.value)?),
            "Ref" => self.reference = Some(name_of_object(&attribute.value)?),
            // The size itself is ignored, as it always was.
            "Size" if int32(&attribute.value)? < 0 => return Err(Refused),
            _ => {}
        }
        Ok(())
    }
}

fn name_of_object(value: &str) -> Result<String, Refused> {
    if value.is_empty() {
        return Err(Refused);
    }
    Ok(value.to_owned())
}

fn boolean(value: &str) -> Result<bool, Refused> {
    match value.trim_matches([' ', '\t', '\r', '\n']) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Refused),
    }
}
