//! From a request's body to the parameter of its action: which reader, what it
//! reads, and what is wrong with that.

use http::{HeaderMap, header};
use hyper::body::Bytes;

use super::{
    charset::Charset,
    media_type::MediaType,
    model_state::{Binding, Problem},
    read::{
        bson,
        choose::{Choice, Reader, choose_reader},
        form, json, xml,
    },
    route::Action,
    validate::validate,
};

/// No reader reads this media type; none is given where the header is missing
/// or is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported(pub Option<String>);

/// Bodies above this size are read on a thread of their own: the largest ones
/// take up to a second, in which nobody else should have to wait. In bytes.
const LARGE: usize = 128 * 1024;

/// [`bind`], without making others wait.
pub(super) async fn bind_aside(
    action: Action,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Binding, Unsupported> {
    if body.len() <= LARGE {
        return bind(action, headers, body);
    }
    let (headers, body) = (headers.clone(), body.clone());
    let reading = tokio::task::spawn_blocking(move || bind(action, &headers, &body));
    // It neither panics nor is cancelled; the runtime may be ending.
    let unread = |_| Ok(Binding::failed(Problem::Exception));
    reading.await.unwrap_or_else(unread)
}

/// Reads the parameter of an action.
pub fn bind(action: Action, headers: &HeaderMap, body: &[u8]) -> Result<Binding, Unsupported> {
    let shape = action.parameter();
    let content_type = MediaType::of_content(headers);
    let content_type = content_type.as_ref();
    let content_length = content_length(headers);
    let charset = content_type.and_then(MediaType::charset);
    let charset = charset.unwrap_or(Charset::Utf8);
    let mut binding = match choose_reader(content_type, content_length, action.formats()) {
        Choice::Read(Reader::Json) => json::read(shape, body, charset),
        Choice::Read(Reader::Xml) => xml::read(shape, body, charset),
        Choice::Read(Reader::Form) => form::read(shape, body),
        Choice::Read(Reader::Bson) => bson::read(shape, body),
        Choice::Null => Binding::null(),
        Choice::Unsupported { media_type } => return Err(Unsupported(media_type)),
    };
    validate(&mut binding);
    Ok(binding)
}

fn content_length(headers: &HeaderMap) -> Option<u64> {
    let value = headers.get(header::CONTENT_LENGTH)?;
    value.to_str().ok()?.trim().parse().ok()
}
