//! The little of BSON (bsonspec.org) that the scenes send, and that results are
//! made of.

const DOUBLE: u8 = 0x01;
const TEXT: u8 = 0x02;
const LIST: u8 = 0x04;
const NULL: u8 = 0x0a;
const INT32: u8 = 0x10;
const INT64: u8 = 0x12;

/// A document that is being written.
#[derive(Default)]
pub(super) struct Document(Vec<u8>);

impl Document {
    /// Adds a text.
    pub(super) fn text(self, name: &str, text: &str) -> Self {
        let content = [text.as_bytes(), &[0]].concat();
        self.element(TEXT, name, &[&length_of(&content), &content[..]].concat())
    }

    /// Adds a number in floating point, as the serializer of the old clients
    /// wrote decimals.
    pub(super) fn double(self, name: &str, number: f64) -> Self {
        self.element(DOUBLE, name, &number.to_le_bytes())
    }

    /// Adds an integer.
    pub(super) fn int32(self, name: &str, number: i32) -> Self {
        self.element(INT32, name, &number.to_le_bytes())
    }

    /// Adds a large integer.
    pub(super) fn int64(self, name: &str, number: i64) -> Self {
        self.element(INT64, name, &number.to_le_bytes())
    }

    /// Adds a list of one document.
    pub(super) fn list_of(self, name: &str, item: Self) -> Self {
        const DOCUMENT: u8 = 0x03;
        let list = Self::default().element(DOCUMENT, "0", &item.finish());
        self.element(LIST, name, &list.finish())
    }

    /// The document as it is sent: its own length, its elements, and its end.
    pub(super) fn finish(self) -> Vec<u8> {
        let Self(elements) = self;
        let length = length_of(&[&[0; 4], &elements[..], &[0]].concat());
        [&length[..], &elements, &[0]].concat()
    }

    fn element(self, kind: u8, name: &str, value: &[u8]) -> Self {
        let Self(elements) = self;
        Self([&elements[..], &[kind], name.as_bytes(), &[0], value].concat())
    }
}

/// What a result says of `name`; none if that is null, or not there.
pub(super) fn member(document: &[u8], name: &str) -> Option<String> {
    let (length, mut rest) = document.split_first_chunk()?;
    if *length != length_of(document) {
        return None;
    }
    loop {
        let (kind, after) = rest.split_first()?;
        let end = after.iter().position(|octet| *octet == 0)?;
        let (found, after) = after.split_at_checked(end)?;
        let after = after.get(1..)?;
        let value = match *kind {
            NULL => {
                rest = after;
                None
            }
            INT32 => {
                let (number, after) = after.split_first_chunk()?;
                rest = after;
                Some(i32::from_le_bytes(*number).to_string())
            }
            TEXT => {
                let (length, after) = after.split_first_chunk()?;
                let length = usize::try_from(i32::from_le_bytes(*length)).ok()?;
                let (text, after) = after.split_at_checked(length)?;
                rest = after;
                Some(String::from_utf8(text.strip_suffix(&[0])?.to_vec()).ok()?)
            }
            _ => return None,
        };
        if found == name.as_bytes() {
            return value;
        }
    }
}

fn length_of(octets: &[u8]) -> [u8; 4] {
    let length = i32::try_from(octets.len()).unwrap_or(i32::MAX);
    length.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification.
    #[test]
    fn documents_are_written_as_specified() {
        let hello = Document::default().text("hello", "world").finish();
        assert_eq!(
            hello,
            b"\x16\0\0\0\x02hello\0\x06\0\0\0world\0\0".as_slice()
        );
        let item = Document::default().int32("a", 1).int64("b", 2);
        let list = Document::default().list_of("l", item).finish();
        assert_eq!(
            list,
            b"\x27\0\0\0\x04l\0\x1f\0\0\0\x030\0\x17\0\0\0\x10a\0\x01\0\0\0\
              \x12b\0\x02\0\0\0\0\0\0\0\0\0\0"
                .as_slice()
        );
    }

    #[test]
    fn results_are_read() {
        let result = b"\x1f\0\0\0\x10errcode\0\0\0\0\0\x0aerrmsg\0\x0atag\0\0";
        assert_eq!(member(result, "errcode").as_deref(), Some("0"));
        assert_eq!(member(result, "errmsg"), None);
        assert_eq!(member(result, "nothing"), None);
        assert_eq!(member(&result[..30], "errcode"), None);
        let refusal = Document::default()
            .int32("errcode", 1001)
            .text("errmsg", "无效");
        let refusal = refusal.finish();
        assert_eq!(member(&refusal, "errmsg").as_deref(), Some("无效"));
    }
}
