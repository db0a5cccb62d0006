//! The parameters of a call, wherever they travel: some SDKs put all into the
//! query, some all into the body, and most share them out.

use std::collections::{BTreeMap, btree_map::Entry};

use hyper::body::Bytes;

use super::{multipart, platform_error::PlatformError, urlencoded};

/// The parameter that holds the signature of the others.
const SIGN: &str = "sign";
/// The most parameters that a call may have. SDKs send about a dozen.
const PARAMETERS_MAX: usize = 256;
/// The longest name of a parameter, in bytes.
const NAME_BYTES_MAX: usize = 128;

/// The parameters of a call, by name in the order of their bytes.
#[derive(Debug, Default)]
pub struct Parameters {
    by_name: BTreeMap<String, String>,
    defect: Option<Defect>,
}

/// Why parameters cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Defect {
    /// A name came twice. Which one was signed and which one is meant cannot be
    /// told: someone may have added the other.
    Repeated(String),
    /// A name or value is not UTF-8, the platform's only encoding.
    NotUtf8,
    /// There are too many, or a name is too long.
    TooMany,
    /// The body's media type holds no parameters.
    UnknownMediaType,
    /// The body is not of the form that its media type has.
    Unreadable,
}

impl Parameters {
    /// Reads what can be read: an answer needs `format` even where another
    /// parameter is wrong.
    pub async fn read(query: &[u8], content_type: &[u8], body: Bytes) -> Self {
        let mut parameters = Self::of_query(query);
        if body.is_empty() {
            return parameters;
        }
        match MediaType::of(content_type) {
            MediaType::UrlEncoded => parameters.add_urlencoded(&body),
            MediaType::Multipart(content_type) => {
                multipart::read(&mut parameters, content_type, body).await;
            }
            MediaType::Other => parameters.note(Defect::UnknownMediaType),
        }
        parameters
    }

    /// The parameters of the query alone.
    pub(super) fn of_query(query: &[u8]) -> Self {
        let mut parameters = Self::default();
        parameters.add_urlencoded(query);
        parameters
    }

    fn add_urlencoded(&mut self, text: &[u8]) {
        for (name, value) in urlencoded::pairs(text) {
            if !self.add(name, value) {
                return;
            }
        }
    }

    /// Adds a parameter. Whether there may be more.
    pub(super) fn add(&mut self, name: Vec<u8>, value: Vec<u8>) -> bool {
        let (Ok(name), Ok(value)) = (String::from_utf8(name), String::from_utf8(value)) else {
            self.note(Defect::NotUtf8);
            return true;
        };
        if self.by_name.len() == PARAMETERS_MAX || name.len() > NAME_BYTES_MAX {
            self.note(Defect::TooMany);
            return false;
        }
        match self.by_name.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(value);
            }
            Entry::Occupied(known) => {
                let name = known.key().clone();
                self.note(Defect::Repeated(name));
            }
        }
        true
    }

    /// Remembers the first thing that is wrong.
    pub(super) fn note(&mut self, defect: Defect) {
        self.defect.get_or_insert(defect);
    }

    /// What is wrong with the parameters, before any is looked at.
    pub(super) fn defect(&self) -> Option<&Defect> {
        self.defect.as_ref()
    }

    /// A parameter that is there and not empty. Some SDKs send the parameters
    /// that were never set as empty ones.
    pub(super) fn given(&self, name: &str) -> Option<&str> {
        let value = self.by_name.get(name)?;
        (!value.is_empty()).then_some(value)
    }

    /// The signature as the caller wrote it, if it did.
    pub(super) fn sign(&self) -> Option<&str> {
        self.given(SIGN)
    }

    /// What the caller signed: every name and value as they came, empty ones
    /// too, sorted by name. SDKs that sign no empty parameters send none either.
    #[must_use]
    pub fn signed(&self) -> Vec<u8> {
        let signed = self.by_name.iter().filter(|(name, _)| *name != SIGN);
        let parts = signed.flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        parts.collect::<Vec<_>>().concat()
    }
}

impl From<&Defect> for PlatformError {
    fn from(defect: &Defect) -> Self {
        match defect {
            Defect::Repeated(name) => Self::invalid_arguments(name, "参数重复"),
            Defect::NotUtf8 => Self::invalid_encoding(),
            Defect::TooMany => Self::parameter_error("参数过多或参数名过长"),
            Defect::UnknownMediaType => Self::parameter_error("不支持的Content-Type"),
            Defect::Unreadable => Self::parameter_error("请求内容无法解析"),
        }
    }
}

enum MediaType<'a> {
    UrlEncoded,
    /// With its boundary.
    Multipart(&'a str),
    Other,
}

impl<'a> MediaType<'a> {
    /// The charset that may follow is not looked at: SDKs name UTF-8, and the
    /// platform has no other.
    fn of(content_type: &'a [u8]) -> Self {
        let Ok(content_type) = str::from_utf8(content_type) else {
            return Self::Other;
        };
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            Self::UrlEncoded
        } else if essence.eq_ignore_ascii_case("multipart/form-data") {
            Self::Multipart(content_type)
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests;
