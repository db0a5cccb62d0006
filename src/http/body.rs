//! A request's body: how large it may be, and how long it may take to arrive.

use std::{
    error::Error,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use http::Request;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use tokio::time::{Instant, timeout_at};

/// The body of a request, not read yet.
#[derive(Debug)]
pub struct RequestBody {
    source: Source,
    /// In bytes.
    longest: usize,
    /// When the last byte has to be there; never, for what is there already.
    deadline: Option<Instant>,
    unread: Unread,
}

#[derive(Debug)]
enum Source {
    Network(Incoming),
    Memory(Full<Bytes>),
}

/// Whether a body was given up. Nothing more can be read from its connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Arc<AtomicBool>);

/// Why a body was not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BodyError {
    /// To be answered with 413.
    #[error("the body is larger than {longest} bytes")]
    TooLarge {
        /// How large it may be.
        longest: usize,
    },
    /// To be answered with 408.
    #[error("the body did not arrive in time")]
    TooSlow,
    /// Its end is missing, or it is not what its headers say. To be answered
    /// with 400, though hardly anybody is there to read that.
    #[error("the body is broken")]
    Broken,
}

/// Reads the whole body of a request.
pub async fn read_body(request: Request<RequestBody>) -> Result<Bytes, BodyError> {
    request.into_body().read().await
}

impl RequestBody {
    pub(super) fn new(incoming: Incoming, longest: usize, deadline: Instant) -> Self {
        Self {
            source: Source::Network(incoming),
            longest,
            deadline: Some(deadline),
            unread: Unread::default(),
        }
    }

    pub(super) fn unread(&self) -> Unread {
        self.unread.clone()
    }

    /// Reads the whole of it. Whoever waits for our leave to send it
    /// (`Expect: 100-continue`) gets it by this.
    pub async fn read(self) -> Result<Bytes, BodyError> {
        let Self {
            source,
            longest,
            deadline,
            unread,
        } = self;
        let read = match source {
            Source::Network(body) => collected(body, longest, deadline).await,
            Source::Memory(body) => collected(body, longest, deadline).await,
        };
        if read.is_err() {
            unread.0.store(true, Ordering::Relaxed);
        }
        read
    }
}

/// A body that is there already, as tests of handlers need it.
impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self {
            longest: usize::MAX,
            source: Source::Memory(Full::new(bytes)),
            deadline: None,
            unread: Unread::default(),
        }
    }
}

impl Unread {
    /// Whether reading was begun and not brought to an end.
    pub(super) fn was_given_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

async fn collected<B>(
    body: B,
    longest: usize,
    deadline: Option<Instant>,
) -> Result<Bytes, BodyError>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    // What the header announces is refused before it is sent.
    if body.size_hint().lower() > u64::try_from(longest).unwrap_or(u64::MAX) {
        return Err(BodyError::TooLarge { longest });
    }
    let reading = Limited::new(body, longest).collect();
    let read = match deadline {
        Some(deadline) => timeout_at(deadline, reading)
            .await
            .map_err(|_| BodyError::TooSlow)?,
        None => reading.await,
    };
    match read {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(BodyError::TooLarge { longest }),
        Err(_) => Err(BodyError::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_there_is_read() {
        let body = RequestBody::from(Bytes::from_static(b"hello"));
        assert_eq!(body.read().await.unwrap(), "hello");
    }

    #[tokio::test]
    async fn a_body_may_be_as_large_as_the_limit_and_no_larger() {
        for (length, expected) in [(4, Ok(4)), (5, Err(BodyError::TooLarge { longest: 4 }))] {
            let body = Full::new(Bytes::from(vec![0; length]));
            let read = collected(body, 4, None).await;
            assert_eq!(read.map(|bytes| bytes.len()), expected);
        }
    }
}
