//! The head of a call, compressed as RFC 7541 says: what was sent once on a
//! connection is a byte from then on.

use bytes::{BufMut as _, BytesMut};

/// Where the fields begin that the connection has added to the static table.
const DYNAMIC: u8 = 62;
/// The bit of a byte that is a field by itself: one of a table.
pub(super) const INDEXED: u8 = 0x80;
const ADDED: u8 = 0x40;

/// From here on the length of a text takes more than a byte.
const LONG: usize = 127;

/// Entries of the static table.
const METHOD_POST: u8 = 3;
const SCHEME_HTTP: u8 = 6;

pub(super) struct Fields {
    all: Vec<Field>,
    /// How many of them the server knows.
    known: u8,
}

struct Field {
    name: &'static str,
    value: String,
    /// How many the server knew with this one, when it came to know it.
    order: Option<u8>,
}

impl Fields {
    pub(super) fn new(authority: &str, paths: &[&str]) -> Self {
        let field = |name, value: &str| {
            assert!(value.len() < LONG, "its length has to fit into a byte");
            Field {
                name,
                value: value.to_owned(),
                order: None,
            }
        };
        let mut all: Vec<_> = paths.iter().map(|path| field(":path", path)).collect();
        all.push(field(":authority", authority));
        all.push(field("content-type", "application/grpc"));
        all.push(field("te", "trailers"));
        Self { all, known: 0 }
    }

    /// Appends the head of a call to one of the paths.
    pub(super) fn put(&mut self, path: usize, to: &mut BytesMut) {
        to.extend([METHOD_POST, SCHEME_HTTP].map(|index| INDEXED | index));
        self.put_one(path, to);
        for field in self.all.len() - 3..self.all.len() {
            self.put_one(field, to);
        }
    }

    fn put_one(&mut self, index: usize, to: &mut BytesMut) {
        let field = &mut self.all[index];
        if let Some(order) = field.order {
            // The newest comes first.
            to.put_u8(INDEXED | (DYNAMIC + self.known - order));
            return;
        }
        self.known += 1;
        field.order = Some(self.known);
        to.put_u8(ADDED);
        for text in [field.name, &field.value] {
            to.extend(u8::try_from(text.len()));
            to.extend_from_slice(text.as_bytes());
        }
    }
}
