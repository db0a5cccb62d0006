//! The namespaces that a document's prefixes stand for.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::name::ResolveResult;

use super::Refused;
use super::text::of_value;

/// How long the name of a namespace may be. The old server had no limit; this
/// one, and that of 128 namespaces in scope that `quick-xml` has, keep the
/// time for a body proportional to its length.
pub(super) const MAX_NAMESPACE_BYTES: usize = 1024;

/// The names of namespaces as they are meant, by how they are written: the
/// parser knows only the latter, and elements are many.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    by_written: HashMap<String, Rc<str>>,
}

impl Namespaces {
    /// The namespace that was found; an empty one if there is none, and
    /// nothing if the prefix is unknown.
    pub(super) fn meant(
        &mut self,
        resolved: &ResolveResult<'_>,
    ) -> Result<Option<Rc<str>>, Refused> {
        let written = match resolved {
            ResolveResult::Unbound => "",
            ResolveResult::Bound(namespace) => namespace.0,
            ResolveResult::Unknown(_) => return Ok(None),
        };
        if let Some(known) = self.by_written.get(written) {
            return Ok(Some(Rc::clone(known)));
        }
        let meant: Rc<str> = Rc::from(of_value(written)?);
        self.by_written
            .insert(written.to_owned(), Rc::clone(&meant));
        Ok(Some(meant))
    }
}
