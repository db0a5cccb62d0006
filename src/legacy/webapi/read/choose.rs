//! Which reader reads a body: Web API's `FindReader` and what surrounds it.
//!
//! Quirks, kept because clients pass by them: a body announced as empty is
//! null whatever its type, even without a type; `*/*` and `application/*`
//! count as JSON; a Content-Type that cannot be parsed counts as absent.

use crate::legacy::webapi::{media_type::MediaType, negotiate::Format};

/// A reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// JSON.
    Json,
    /// XML of the data contract serializer.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// BSON.
    Bson,
}

/// What to do with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Read it.
    Read(Reader),
    /// Do not read it: there is no parameter, and nothing wrong.
    Null,
    /// Refuse it, as nobody can read it.
    Unsupported {
        /// Its media type, if it has any.
        media_type: Option<String>,
    },
}

/// Chooses the reader of a body, of an application that offers these formats.
#[must_use]
pub fn choose_reader(
    content_type: Option<&MediaType<'_>>,
    content_length: Option<u64>,
    formats: &[Format],
) -> Choice {
    if content_length == Some(0) {
        return Choice::Null;
    }
    let Some(content_type) = content_type else {
        return Choice::Unsupported { media_type: None };
    };
    let reads = |format| formats.contains(&format) && format.covered_by(content_type).is_some();
    if reads(Format::Json) {
        Choice::Read(Reader::Json)
    } else if reads(Format::Xml) {
        Choice::Read(Reader::Xml)
    } else if content_type.covers("application", "x-www-form-urlencoded") {
        Choice::Read(Reader::Form)
    } else if reads(Format::Bson) {
        Choice::Read(Reader::Bson)
    } else {
        Choice::Unsupported {
            media_type: Some(content_type.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, Format, MediaType, Reader, choose_reader};
    use crate::legacy::webapi::negotiate::{WITH_BSON, WITHOUT_BSON};

    fn choose(content_type: &str, length: Option<u64>, formats: &[Format]) -> Choice {
        choose_reader(
            MediaType::parse(content_type.as_bytes()).as_ref(),
            length,
            formats,
        )
    }

    #[test]
    fn the_first_reader_that_is_covered_reads() {
        for (content_type, reader) in [
            ("application/json; charset=gbk", Reader::Json),
            ("*/*", Reader::Json),
            ("application/*", Reader::Json),
            ("TEXT/*", Reader::Json),
            ("text/xml", Reader::Xml),
            ("application/x-www-form-urlencoded", Reader::Form),
            ("application/bson", Reader::Bson),
        ] {
            let found = choose(content_type, Some(1), WITH_BSON);
            assert_eq!(found, Choice::Read(reader), "{content_type}");
        }
    }

    #[test]
    fn an_announced_empty_body_is_null_whatever_its_type() {
        for content_type in ["application/json", "text/plain", "b@d"] {
            assert_eq!(choose(content_type, Some(0), WITH_BSON), Choice::Null);
        }
        assert_eq!(
            choose("application/xml", None, WITH_BSON),
            Choice::Read(Reader::Xml)
        );
    }

    #[test]
    fn what_nobody_reads_is_refused_by_its_name() {
        let unsupported = |media_type: Option<&str>| Choice::Unsupported {
            media_type: media_type.map(str::to_owned),
        };
        assert_eq!(choose("json", Some(9), WITH_BSON), unsupported(None));
        assert_eq!(
            choose("Text/Plain; x=y", None, WITH_BSON),
            unsupported(Some("Text/Plain"))
        );
        assert_eq!(
            choose("application/bson", Some(9), WITHOUT_BSON),
            unsupported(Some("application/bson"))
        );
    }
}
