//! The start of an element with its namespaces resolved.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::name::{NamespaceResolver, QName};

use super::Refused;
use super::namespaces::{MAX_NAMESPACE_BYTES, Namespaces};
use super::start_tag::{StartTag, Written};
use super::text::of_value;

/// The namespace of what declares namespaces.
const DECLARATIONS: &str = "http://www.w3.org/2000/xmlns/";

/// The name of an element or attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Name {
    /// Its namespace; empty if it has none.
    pub(super) namespace: Rc<str>,
    /// Its name without a prefix.
    pub(super) local: String,
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: Name,
    /// Its attributes that have a namespace, without declarations.
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Its name.
    pub(super) name: Name,
    /// What it says.
    pub(super) value: String,
}

impl Name {
    /// Whether it is this name of this namespace.
    pub(super) fn is(&self, namespace: &str, local: &str) -> bool {
        *self.namespace == *namespace && self.local == local
    }
}

/// Resolves a start tag in whose scope the resolver is.
pub(super) fn resolve(
    tag: &StartTag<'_>,
    resolver: &NamespaceResolver,
    namespaces: &mut Namespaces,
) -> Result<Element, Refused> {
    let mut known = HashSet::new();
    let mut attributes = Vec::new();
    for written in &tag.attributes {
        let name = attribute_name(written, resolver, namespaces)?;
        // Only what the contract may ask for is worth a copy of its value.
        if !name.namespace.is_empty() && *name.namespace != *DECLARATIONS {
            attributes.push(Attribute {
                name: name.clone(),
                value: of_value(written.value)?.into_owned(),
            });
        }
        if !known.insert(name) {
            return Err(Refused);
        }
    }
    if tag.name.starts_with("xmlns:") {
        return Err(Refused);
    }
    let name = Name {
        namespace: namespaces
            .meant(&resolver.resolve_element(QName(tag.name)).0)?
            .ok_or(Refused)?,
        local: local(tag.name).to_owned(),
    };
    Ok(Element { name, attributes })
}

fn attribute_name(
    written: &Written<'_>,
    resolver: &NamespaceResolver,
    namespaces: &mut Namespaces,
) -> Result<Name, Refused> {
    let declared = match written.name {
        "xmlns" => Some(""),
        name => name.strip_prefix("xmlns:"),
    };
    if let Some(prefix) = declared {
        let undeclared = !prefix.is_empty() && written.value.is_empty();
        if undeclared || written.value.len() > MAX_NAMESPACE_BYTES {
            return Err(Refused);
        }
        return Ok(Name {
            namespace: Rc::from(DECLARATIONS),
            local: prefix.to_owned(),
        });
    }
    Ok(Name {
        namespace: namespaces
            .meant(&resolver.resolve_attribute(QName(written.name)).0)?
            .ok_or(Refused)?,
        local: local(written.name).to_owned(),
    })
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
