//! Frames, as RFC 9113 has them.

use bytes::{Buf as _, Bytes, BytesMut};

/// What a client says first.
pub(super) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// The longest payload that everybody takes.
pub(super) const MAX_PAYLOAD: usize = 16 << 10;

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const RST_STREAM: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const PUSH_PROMISE: u8 = 5;
pub(super) const PING: u8 = 6;
pub(super) const GOAWAY: u8 = 7;
pub(super) const WINDOW_UPDATE: u8 = 8;
pub(super) const CONTINUATION: u8 = 9;

/// Of SETTINGS and PING.
pub(super) const ACK: u8 = 1;
/// Of DATA and HEADERS.
pub(super) const END_STREAM: u8 = 1;
pub(super) const END_HEADERS: u8 = 4;
pub(super) const PADDED: u8 = 8;
pub(super) const PRIORITY: u8 = 32;

pub(super) const HEADER_TABLE_SIZE: u16 = 1;
pub(super) const ENABLE_PUSH: u16 = 2;
pub(super) const MAX_CONCURRENT_STREAMS: u16 = 3;
pub(super) const INITIAL_WINDOW_SIZE: u16 = 4;

const HEAD: usize = 9;
/// The bit before a stream's number.
const RESERVED: u32 = 1 << 31;

pub(super) struct Frame {
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) stream: u32,
    pub(super) payload: Bytes,
}

impl Frame {
    /// The next one, if all of it is there.
    pub(super) fn take(from: &mut BytesMut) -> Option<Self> {
        let (head, _) = from.split_first_chunk::<HEAD>()?;
        let [a, b, c, kind, flags, stream @ ..] = *head;
        let length = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        if from.len() < HEAD + length {
            return None;
        }
        from.advance(HEAD);
        Some(Self {
            kind,
            flags,
            stream: u32::from_be_bytes(stream) & !RESERVED,
            payload: from.split_to(length).freeze(),
        })
    }

    /// Appends one.
    pub(super) fn put(to: &mut BytesMut, kind: u8, flags: u8, stream: u32, payload: &[u8]) {
        let begin = Self::begin(to, kind, flags, stream);
        to.extend_from_slice(payload);
        Self::end(to, begin);
    }

    /// Appends the head of one whose payload follows; then comes [`Self::end`].
    pub(super) fn begin(to: &mut BytesMut, kind: u8, flags: u8, stream: u32) -> usize {
        let begin = to.len();
        to.extend_from_slice(&[0, 0, 0, kind, flags]);
        to.extend_from_slice(&stream.to_be_bytes());
        begin
    }

    /// Writes how long the payload became, and tells it.
    pub(super) fn end(to: &mut [u8], begin: usize) -> usize {
        let length = to.len() - begin - HEAD;
        let [.., a, b, c] = length.to_be_bytes();
        to[begin..begin + 3].copy_from_slice(&[a, b, c]);
        length
    }
}
