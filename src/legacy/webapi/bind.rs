//! From a request's body to the parameter of its action: which reader, what it
//! reads, and what is wrong with that.

use super::{
    charset::Charset,
    media_type::MediaType,
    model_state::Binding,
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

/// Reads the parameter of an action. `content_length` is what the header says,
/// if there is one.
pub fn bind(
    action: Action,
    content_type: Option<&MediaType<'_>>,
    content_length: Option<u64>,
    body: &[u8],
) -> Result<Binding, Unsupported> {
    let shape = action.parameter();
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
