//! What both sides of a connection have said, without the connection.

use std::collections::VecDeque;

use bytes::{Buf as _, Bytes, BytesMut};
use httlib_hpack::Decoder;
use tonic::Code;

use super::{
    fields::{self, Fields},
    frame::{self, Frame},
};
use crate::target::Failure;

/// As large as the server's answers may become before anybody waits.
const WINDOW: u32 = 16 << 20;
/// What RFC 9113 begins with.
const FIRST_WINDOW: u32 = 65_535;
/// What HPACK begins with.
const FIRST_TABLE: u32 = 4096;

/// A call to one of the connection's paths.
pub(crate) struct Call<T> {
    pub(crate) path: usize,
    /// Comes back with the answer.
    pub(crate) token: T,
}

/// What a call was answered.
pub(crate) struct Answer {
    pub(crate) code: Code,
    /// As it came: empty, or with what gRPC puts before a message.
    pub(crate) message: Bytes,
}

/// A call that has no answer.
struct Sent<T> {
    token: T,
    message: Bytes,
}

pub(super) struct Exchange<T> {
    /// What is to be written.
    pub(super) output: BytesMut,
    /// What has been read, and not been looked at.
    pub(super) input: BytesMut,
    fields: Fields,
    decoder: Decoder<'static>,
    /// Heads that say the same until the decoder learns another field.
    heads: Vec<(Bytes, Option<Code>)>,
    /// Those of the streams from `first` on, and none where the answer has come.
    sent: VecDeque<Option<Sent<T>>>,
    first: u32,
    /// How many of them have no answer.
    under_way: usize,
    /// The server's, once it has said anything.
    max_under_way: Option<usize>,
    /// How many bytes of messages the server takes on the connection, and on a new
    /// stream.
    window: u32,
    stream_window: u32,
    /// How many bytes of answers have come that it has not been told of.
    received: u32,
}

impl<T> Exchange<T> {
    pub(super) fn new(authority: &str, paths: &[&str]) -> Self {
        let mut output = BytesMut::from(frame::PREFACE);
        let settings = [
            (frame::ENABLE_PUSH, 0),
            (frame::INITIAL_WINDOW_SIZE, WINDOW),
        ];
        let begin = Frame::begin(&mut output, frame::SETTINGS, 0, 0);
        for (setting, value) in settings {
            output.extend_from_slice(&setting.to_be_bytes());
            output.extend_from_slice(&value.to_be_bytes());
        }
        Frame::end(&mut output, begin);
        let mut exchange = Self {
            output,
            input: BytesMut::new(),
            fields: Fields::new(authority, paths),
            decoder: Decoder::default(),
            heads: Vec::new(),
            sent: VecDeque::new(),
            first: 1,
            under_way: 0,
            max_under_way: None,
            window: FIRST_WINDOW,
            stream_window: FIRST_WINDOW,
            received: 0,
        };
        exchange.widen(WINDOW - FIRST_WINDOW);
        exchange
    }

    /// Whether the server's settings are there.
    pub(super) fn has_begun(&self) -> bool {
        self.max_under_way.is_some()
    }

    /// Whether the server takes another call of whatever length.
    pub(super) fn has_room(&self) -> bool {
        let most = self.max_under_way.unwrap_or(0);
        self.under_way < most && self.window as usize >= frame::MAX_PAYLOAD
    }

    /// How many calls have no answer.
    pub(super) fn under_way(&self) -> usize {
        self.under_way
    }

    /// Appends a call to the output.
    pub(super) fn send(
        &mut self,
        Call { path, token }: Call<T>,
        write: impl FnOnce(&mut BytesMut),
    ) -> Result<(), Failure> {
        let output = &mut self.output;
        let stream = self.first + 2 * u32::try_from(self.sent.len())?;
        let begin = Frame::begin(output, frame::HEADERS, frame::END_HEADERS, stream);
        self.fields.put(path, output);
        Frame::end(output, begin);
        let begin = Frame::begin(output, frame::DATA, frame::END_STREAM, stream);
        write(output);
        let length = Frame::end(output, begin);
        if length > frame::MAX_PAYLOAD || length > self.stream_window as usize {
            return Err("a message for several frames".into());
        }
        self.window -= u32::try_from(length)?;
        self.under_way += 1;
        self.sent.push_back(Some(Sent {
            token,
            message: Bytes::new(),
        }));
        Ok(())
    }

    /// The next answer in the input.
    pub(super) fn next_answer(&mut self) -> Result<Option<(T, Answer)>, Failure> {
        while let Some(frame) = Frame::take(&mut self.input) {
            let answer = self.take(frame)?;
            if answer.is_some() {
                return Ok(answer);
            }
        }
        Ok(None)
    }

    fn take(&mut self, frame: Frame) -> Result<Option<(T, Answer)>, Failure> {
        let Frame {
            kind,
            flags,
            stream,
            mut payload,
        } = frame;
        let is = |flag| flags & flag != 0;
        match kind {
            frame::DATA if !is(frame::PADDED) => {
                self.received += u32::try_from(payload.len())?;
                if self.received > WINDOW / 2 {
                    self.widen(self.received);
                    self.received = 0;
                }
                let sent = self.sent(stream).ok_or("an answer to no call")?;
                sent.message = match &*sent.message {
                    [] => payload,
                    begun => [begun, &payload].concat().into(),
                };
                if is(frame::END_STREAM) {
                    return Err("an answer without a status".into());
                }
            }
            frame::HEADERS if is(frame::END_HEADERS) && !is(frame::PADDED | frame::PRIORITY) => {
                let code = self.code(payload)?;
                if is(frame::END_STREAM) {
                    let code = code.ok_or("an answer without a status")?;
                    return self.answer(stream, code).map(Some);
                }
            }
            // One that has been answered may be reset: nobody needed its message.
            frame::RST_STREAM if self.sent(stream).is_some() => {
                return Err(format!("a call was reset: {}", payload.try_get_u32()?).into());
            }
            frame::SETTINGS if !is(frame::ACK) => {
                self.max_under_way.get_or_insert(usize::MAX);
                while !payload.is_empty() {
                    self.set(payload.try_get_u16()?, payload.try_get_u32()?)?;
                }
                Frame::put(&mut self.output, frame::SETTINGS, frame::ACK, 0, &[]);
            }
            frame::PING if !is(frame::ACK) => {
                Frame::put(&mut self.output, frame::PING, frame::ACK, 0, &payload);
            }
            frame::GOAWAY => return Err("the server wants to end the connection".into()),
            frame::WINDOW_UPDATE if stream == 0 => {
                let more = payload.try_get_u32()?;
                self.window = self.window.checked_add(more).ok_or("too much room")?;
            }
            frame::DATA | frame::HEADERS | frame::PUSH_PROMISE | frame::CONTINUATION => {
                return Err(format!("a frame of kind {kind} with flags {flags:#x}").into());
            }
            _ => {}
        }
        Ok(None)
    }

    fn set(&mut self, setting: u16, value: u32) -> Result<(), Failure> {
        match setting {
            frame::MAX_CONCURRENT_STREAMS => self.max_under_way = Some(usize::try_from(value)?),
            frame::INITIAL_WINDOW_SIZE => self.stream_window = value,
            frame::HEADER_TABLE_SIZE if value < FIRST_TABLE => {
                return Err("a header table that may not hold the fields".into());
            }
            _ => {}
        }
        Ok(())
    }

    fn sent(&mut self, stream: u32) -> Option<&mut Sent<T>> {
        self.sent.get_mut(self.index(stream)?)?.as_mut()
    }

    fn index(&self, stream: u32) -> Option<usize> {
        let behind = stream.checked_sub(self.first)?;
        usize::try_from(behind / 2).ok()
    }

    /// The status of gRPC, if a head has one.
    fn code(&mut self, head: Bytes) -> Result<Option<Code>, Failure> {
        if let Some((_, code)) = self.heads.iter().find(|(known, _)| *known == head) {
            return Ok(*code);
        }
        let mut fields = Vec::new();
        self.decoder
            .decode(&mut head.to_vec(), &mut fields)
            .map_err(|error| format!("fields that cannot be read: {error:?}"))?;
        let value = |wanted: &[u8]| {
            let (_, value, _) = fields.iter().find(|(name, ..)| name == wanted)?;
            Some(&**value)
        };
        if value(b":status").is_some_and(|status| status != b"200") {
            return Err("an HTTP status other than 200".into());
        }
        let code = value(b"grpc-status").map(Code::from_bytes);
        if head.iter().all(|byte| byte & fields::INDEXED != 0) {
            self.heads.push((head, code));
        } else {
            // The decoder has learned something, and with it all indices change.
            self.heads.clear();
        }
        Ok(code)
    }

    fn answer(&mut self, stream: u32, code: Code) -> Result<(T, Answer), Failure> {
        let sent = self
            .index(stream)
            .and_then(|index| self.sent.get_mut(index)?.take());
        let Sent { token, message } = sent.ok_or("an answer to no call")?;
        self.under_way -= 1;
        while let Some(None) = self.sent.front() {
            self.sent.pop_front();
            self.first += 2;
        }
        Ok((token, Answer { code, message }))
    }

    /// Lets the server send so much more.
    fn widen(&mut self, by: u32) {
        let by = by.to_be_bytes();
        Frame::put(&mut self.output, frame::WINDOW_UPDATE, 0, 0, &by);
    }
}
