//! `multipart/form-data`, in which npm's `taobao-sdk` sends every call.

use std::convert::Infallible;

use futures_util::stream;
use hyper::body::Bytes;
use multer::Multipart;

use super::parameters::{Defect, Parameters};

/// Adds the text parts of `body`. A file is no parameter: it is neither signed
/// nor used.
pub(super) async fn read(parameters: &mut Parameters, content_type: &str, body: Bytes) {
    let Ok(boundary) = multer::parse_boundary(content_type) else {
        return parameters.note(Defect::Unreadable);
    };
    let body = stream::iter([Ok::<_, Infallible>(body)]);
    let mut parts = Multipart::new(body, boundary);
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return,
            Err(_) => return parameters.note(Defect::Unreadable),
        };
        if part.file_name().is_some() {
            continue;
        }
        let Some(name) = part.name().map(str::to_owned) else {
            return parameters.note(Defect::Unreadable);
        };
        let Ok(value) = part.bytes().await else {
            return parameters.note(Defect::Unreadable);
        };
        if !parameters.add(name.into_bytes(), value.to_vec()) {
            return;
        }
    }
}
