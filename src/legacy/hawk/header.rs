//! The `Authorization` header of HAWK, by the grammar of the reference
//! implementation (npm `hawk`), in front of everything that reads it.
//!
//! The `hawk` crate's own parser must not see what callers send: a `ts` of
//! `18446744073709551615` makes it panic, and it takes duplicates, unknown
//! separators and any character. The reference in turn takes a `ts` that is no
//! number, which never expires. Here `ts` is 1 to 10 digits.
//!
//! In one thing this is more lenient than the reference: an empty `ext`,
//! `hash`, `app` or `dlg` counts as absent, because `HawkNet`, the library of
//! .NET partners, always sends `ext=""`.

/// The longest header that is read, in octets.
const MAX_LENGTH: usize = 4096;
/// The digits of a `ts`: seconds until the year 2286.
const TS_MAX_DIGITS: usize = 10;

/// The attributes of a header, as the caller wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The partner.
    pub id: String,
    /// The caller's clock in Unix seconds; digits only.
    pub ts: String,
    /// What the caller uses once.
    pub nonce: String,
    /// The signature.
    pub mac: String,
    /// The payload's hash.
    pub hash: Option<String>,
    /// Application data.
    pub ext: Option<String>,
    /// The application.
    pub app: Option<String>,
    /// By whom it was delegated.
    pub dlg: Option<String>,
}

/// Why a header is not one of HAWK.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// There is none, or it is of another scheme.
    #[error("no HAWK authorization")]
    Absent,
    /// It is longer than 4096 octets.
    #[error("Header length too long")]
    TooLong,
    /// There is nothing after the scheme, or no scheme.
    #[error("Invalid header syntax")]
    Syntax,
    /// The attributes are not `name="value"` separated by commas.
    #[error("Bad header format")]
    Format,
    /// HAWK has no such attribute.
    #[error("Unknown attribute: {0}")]
    Unknown(String),
    /// An attribute stands twice.
    #[error("Duplicate attribute: {0}")]
    Duplicate(&'static str),
    /// A value is empty or has a character that HAWK does not allow.
    #[error("Bad attribute value: {0}")]
    Value(&'static str),
    /// `id`, `ts`, `nonce` or `mac` is missing.
    #[error("Missing attributes")]
    Missing,
    /// `ts` is not a number of seconds.
    #[error("Invalid timestamp")]
    Timestamp,
}

/// The names of [`Attributes`], in the order in which they are collected.
const NAMES: [&str; 8] = ["id", "ts", "nonce", "hash", "ext", "mac", "app", "dlg"];
/// Those that may be empty.
const MAY_BE_EMPTY: [&str; 4] = ["hash", "ext", "app", "dlg"];

impl Attributes {
    /// Reads the value of an `Authorization` header.
    pub fn parse(header: Option<&[u8]>) -> Result<Self, HeaderError> {
        let header = header.filter(|header| !header.is_empty());
        let header = header.ok_or(HeaderError::Absent)?;
        if header.len() > MAX_LENGTH {
            return Err(HeaderError::TooLong);
        }
        let mut values = collect(after_scheme(header)?)?;
        let mut take = |name: &str| {
            let index = NAMES.iter().position(|known| *known == name)?;
            values
                .get_mut(index)?
                .take()
                .filter(|value| !value.is_empty())
        };
        let mut required = |name| take(name).ok_or(HeaderError::Missing);
        let attributes = Self {
            id: required("id")?,
            ts: required("ts")?,
            nonce: required("nonce")?,
            mac: required("mac")?,
            hash: take("hash"),
            ext: take("ext"),
            app: take("app"),
            dlg: take("dlg"),
        };
        let ts = attributes.ts.as_bytes();
        if ts.len() > TS_MAX_DIGITS || !ts.iter().all(u8::is_ascii_digit) {
            return Err(HeaderError::Timestamp);
        }
        Ok(attributes)
    }
}

/// What follows `Hawk ` in a header.
fn after_scheme(header: &[u8]) -> Result<&[u8], HeaderError> {
    let scheme_length = header.iter().take_while(|byte| is_word(**byte)).count();
    let (scheme, rest) = header.split_at(scheme_length);
    let is_separated = rest.first().is_none_or(|byte| is_space(*byte));
    if scheme.is_empty() || !is_separated {
        return Err(HeaderError::Syntax);
    }
    if !scheme.eq_ignore_ascii_case(b"hawk") {
        return Err(HeaderError::Absent);
    }
    let attributes = skip_spaces(rest);
    if attributes.is_empty() {
        return Err(HeaderError::Syntax);
    }
    Ok(attributes)
}

/// The values by the index of their name. Of several defects the last is told,
/// as the reference does, and what is no attribute only when nothing else is
/// wrong.
fn collect(mut rest: &[u8]) -> Result<[Option<String>; 8], HeaderError> {
    let mut values: [Option<String>; 8] = Default::default();
    let mut defect = None;
    let mut has_junk = false;
    while !rest.is_empty() {
        let Some((attribute, after)) = attribute(rest) else {
            // The reference looks on for attributes after what is none. No part
            // of a word is one when the word is none.
            has_junk = true;
            let word_length = rest.iter().take_while(|byte| is_word(**byte)).count();
            rest = rest.get(word_length.max(1)..).unwrap_or_default();
            continue;
        };
        rest = after;
        if let Err(error) = keep(attribute, &mut values) {
            defect = Some(error);
        }
    }
    match defect {
        Some(defect) => Err(defect),
        None if has_junk => Err(HeaderError::Format),
        None => Ok(values),
    }
}

fn keep((name, value): Attribute<'_>, values: &mut [Option<String>; 8]) -> Result<(), HeaderError> {
    let known = NAMES
        .iter()
        .zip(values)
        .find(|(known, _)| known.as_bytes() == name);
    let Some((name, kept)) = known else {
        let name = String::from_utf8_lossy(name).into_owned();
        return Err(HeaderError::Unknown(name));
    };
    let is_empty = value.is_empty() && !MAY_BE_EMPTY.contains(name);
    if is_empty || !value.iter().all(|byte| is_allowed(*byte)) {
        return Err(HeaderError::Value(name));
    }
    if kept.is_some() {
        return Err(HeaderError::Duplicate(name));
    }
    // Only ASCII is allowed, so nothing is lost.
    *kept = Some(String::from_utf8_lossy(value).into_owned());
    Ok(())
}

/// A name and a value.
type Attribute<'a> = (&'a [u8], &'a [u8]);

/// `name="value"` with what separates it from the next, and the rest.
fn attribute(text: &[u8]) -> Option<(Attribute<'_>, &[u8])> {
    let name_length = text.iter().take_while(|byte| is_word(**byte)).count();
    let (name, rest) = text.split_at(name_length);
    let rest = rest.strip_prefix(b"=\"").filter(|_| !name.is_empty())?;
    let value_length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    let (value, rest) = rest.split_at(value_length);
    let rest = skip_spaces(rest.strip_prefix(b"\"")?);
    match rest.first() {
        None => Some(((name, value), rest)),
        Some(b',') => Some(((name, value), skip_spaces(rest.get(1..)?))),
        Some(_) => None,
    }
}

fn skip_spaces(text: &[u8]) -> &[u8] {
    let spaces = text.iter().take_while(|byte| is_space(**byte)).count();
    text.get(spaces..).unwrap_or_default()
}

/// JavaScript's `\w`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// JavaScript's `\s`, as far as a header can hold it.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c')
}

/// The characters of values: what is printable in ASCII, without `"` and `\`.
fn is_allowed(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VALID: &str = r#"id="a", ts="1760000000", nonce="n", mac="m""#;

    fn parse(header: &str) -> Result<Attributes, HeaderError> {
        Attributes::parse(Some(header.as_bytes()))
    }

    #[test]
    fn the_attributes_of_a_valid_header_are_read() {
        for header in [
            format!("Hawk {VALID}"),
            format!("hawk   {VALID}, "),
            r#"HAWK mac="m",nonce="n" ,  ts="1760000000",id="a""#.to_owned(),
        ] {
            let attributes = parse(&header).unwrap();
            assert_eq!((&*attributes.id, &*attributes.mac), ("a", "m"), "{header}");
            assert_eq!((&*attributes.ts, &*attributes.nonce), ("1760000000", "n"));
            assert_eq!(attributes.ext, None);
        }
    }

    #[test]
    fn an_empty_optional_attribute_is_absent() {
        let header = format!(r#"Hawk {VALID}, ext="", hash="", app="", dlg="""#);
        assert_eq!(parse(&header), parse(&format!("Hawk {VALID}")));
    }

    #[test]
    fn what_is_not_hawk_is_told_as_the_reference_tells_it() {
        use HeaderError as E;
        let with = |more: &str| format!("Hawk {VALID}, {more}");
        for (header, error) in [
            ("Basic YTpi".to_owned(), E::Absent),
            ("Hawk".to_owned(), E::Syntax),
            ("Hawk ".to_owned(), E::Syntax),
            ("Hawk, x".to_owned(), E::Syntax),
            ("=".to_owned(), E::Syntax),
            ("Hawk junk".to_owned(), E::Format),
            (r#"Hawk id="a" ts="1""#.to_owned(), E::Format),
            ("Hawk id=a".to_owned(), E::Format),
            (with(r#"ext="a\"b""#), E::Format),
            (with(r#"x="1""#), E::Unknown("x".to_owned())),
            (with(r#"junk x="1""#), E::Unknown("x".to_owned())),
            (with(r#"ts="1""#), E::Duplicate("ts")),
            (with("ext=\"a\tb\""), E::Value("ext")),
            (with("ext=\"\u{e9}\""), E::Value("ext")),
            (r#"Hawk id="", ts="1""#.to_owned(), E::Value("id")),
            (r#"Hawk id="a", ts="1", nonce="n""#.to_owned(), E::Missing),
            (format!("Hawk {}", "x".repeat(4092)), E::TooLong),
        ] {
            assert_eq!(parse(&header), Err(error), "{header}");
        }
        assert_eq!(Attributes::parse(None), Err(E::Absent));
        assert_eq!(parse(&format!("Hawk {}", "x".repeat(4091))), Err(E::Format));
    }

    #[test]
    fn a_time_is_one_to_ten_digits() {
        let with = |ts: &str| parse(&format!(r#"Hawk id="a", ts="{ts}", nonce="n", mac="m""#));
        assert!(with("0").is_ok());
        assert!(with("9999999999").is_ok());
        for ts in [
            "abc",
            "+1760000000",
            "-1",
            "1.5",
            " 1",
            "18446744073709551615",
        ] {
            assert_eq!(with(ts), Err(HeaderError::Timestamp), "{ts}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(header in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Attributes::parse(Some(&header));
        }

        #[test]
        fn what_is_taken_says_what_was_sent(
            id in "[ !#-\\[\\]-~]{1,20}", nonce in "[ !#-\\[\\]-~]{1,20}", ts in "[0-9]{1,10}"
        ) {
            let header = format!(r#"Hawk id="{id}", ts="{ts}", nonce="{nonce}", mac="m""#);
            let attributes = parse(&header).unwrap();
            prop_assert_eq!((attributes.id, attributes.ts, attributes.nonce), (id, ts, nonce));
        }
    }
}
