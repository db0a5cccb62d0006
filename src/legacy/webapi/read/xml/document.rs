//! A document as a sequence of starts, ends and texts, and nothing that the
//! old server's `XmlDictionaryReader` refused.
//!
//! Quirk: there are no document types and no processing instructions, and so
//! no entities to expand and nothing to fetch. Kept.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::NsReader;
use quick_xml::events::Event;
use quick_xml::name::QName;

use super::element::{Element, resolve};
use super::namespaces::Namespaces;
use super::references::code_point;
use super::{Refused, declaration, start_tag, text};
use crate::legacy::webapi::charset::Charset;

/// How many elements may be open, the root included.
const MAX_DEPTH: usize = 256;

/// A document that is being read.
#[derive(Debug)]
pub(super) struct Document<'a> {
    reader: NsReader<&'a [u8]>,
    charset: Charset,
    namespaces: Namespaces,
    depth: usize,
}

/// A part of an element.
#[derive(Debug)]
pub(super) enum Node<'a> {
    /// A child begins.
    Start(Element),
    /// The element ends.
    End,
    /// Some text.
    Text(Cow<'a, str>),
    /// A character by its number.
    CodePoint(u32),
}

impl<'a> Document<'a> {
    /// Begins to read a document.
    pub(super) fn new(utf8: &'a [u8], charset: Charset) -> Self {
        let mut reader = NsReader::from_reader(utf8);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            charset,
            namespaces: Namespaces::default(),
            depth: 0,
        }
    }

    /// Reads up to the start of the root.
    pub(super) fn root(&mut self) -> Result<Element, Refused> {
        let mut is_first = true;
        loop {
            match self.event()? {
                Event::Decl(content) if is_first => declaration::check(&content, self.charset)?,
                Event::Comment(content) => text::check_comment(&content)?,
                Event::Text(content) if text::is_blank(&content) => {}
                Event::Start(content) => return self.enter(&content),
                _ => return Err(Refused),
            }
            is_first = false;
        }
    }

    /// Reads the next part of the element that is open.
    pub(super) fn next(&mut self) -> Result<Node<'a>, Refused> {
        loop {
            return Ok(match self.event()? {
                Event::Start(content) => Node::Start(self.enter(&content)?),
                Event::End(_) => {
                    self.depth -= 1;
                    Node::End
                }
                Event::Text(content) => Node::Text(text::of_text(content.into_inner())?),
                Event::CData(content) => Node::Text(text::of_section(content.into_inner())?),
                Event::GeneralRef(content) => Node::CodePoint(code_point(&content)?),
                Event::Comment(content) => {
                    text::check_comment(&content)?;
                    continue;
                }
                _ => return Err(Refused),
            });
        }
    }

    /// Reads the next child of the element that is open, which has no text
    /// besides.
    pub(super) fn child(&mut self) -> Result<Option<Element>, Refused> {
        loop {
            match self.next()? {
                Node::Start(element) => return Ok(Some(element)),
                Node::End => return Ok(None),
                Node::Text(blank) if text::is_blank(&blank) => {}
                Node::CodePoint(number) if u8::try_from(number).is_ok_and(text::is_space) => {}
                Node::Text(_) | Node::CodePoint(_) => return Err(Refused),
            }
        }
    }

    /// Reads past the end of the element that is open, whatever it has.
    pub(super) fn skip(&mut self) -> Result<(), Refused> {
        let mut below = 0_usize;
        loop {
            match self.next()? {
                Node::Start(_) => below += 1,
                Node::End if below == 0 => return Ok(()),
                Node::End => below -= 1,
                Node::Text(_) | Node::CodePoint(_) => {}
            }
        }
    }

    /// Reads what follows the root.
    ///
    /// Quirk: the old reader moved on by one node and no further. So white
    /// space or a comment may be followed by anything; nothing else may follow
    /// the root at once. Kept: such requests were understood.
    pub(super) fn finish(mut self) -> Result<(), Refused> {
        let rest: &[u8] = self.reader.get_ref();
        match rest.first() {
            None => Ok(()),
            Some(&byte) if text::is_space(byte) => Ok(()),
            Some(b'<') => match self.event()? {
                Event::Comment(content) => text::check_comment(&content),
                _ => Err(Refused),
            },
            Some(_) => Err(Refused),
        }
    }

    /// The namespace that a prefix stands for in the element that was started
    /// last, if it stands for any. No prefix stands for the default namespace.
    pub(super) fn namespace_of_prefix(&mut self, prefix: &str) -> Result<Option<Rc<str>>, Refused> {
        let name = match prefix {
            "" => Cow::Borrowed("name"),
            _ => Cow::Owned(format!("{prefix}:name")),
        };
        let (resolved, _) = self.reader.resolver().resolve_element(QName(&name));
        self.namespaces.meant(&resolved)
    }

    fn event(&mut self) -> Result<Event<'a>, Refused> {
        self.reader.read_event().map_err(|_| Refused)
    }

    fn enter(&mut self, content: &str) -> Result<Element, Refused> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Refused);
        }
        let tag = start_tag::parse(content)?;
        resolve(&tag, self.reader.resolver(), &mut self.namespaces)
    }
}
