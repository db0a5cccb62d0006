//! What an action, or the framework in its place, has to say, and how that
//! becomes an HTTP answer.

use std::time::Duration;

use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Bytes;

use super::{
    http_error::HttpError,
    model_state::ModelState,
    negotiate::Negotiated,
    validate::with_amounts,
    value::Object,
    write::{Body, OperationResult, ResultClass, write},
};
use crate::{
    error::{Failure, TopError},
    legacy::{
        hawk::Unauthenticated,
        settings::{InvalidModel, Locale},
        upstream::Refused,
    },
};

/// When to call again where nobody knows better.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// An answer before it is written.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    status: StatusCode,
    body: Body,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Reply {
    /// The action did what was asked.
    pub(super) fn success(class: ResultClass) -> Self {
        Self::result(OperationResult::success(class))
    }

    /// The framework's own error.
    pub(super) fn error(error: HttpError) -> Self {
        let header = (error.status == StatusCode::METHOD_NOT_ALLOWED)
            .then_some((header::ALLOW, HeaderValue::from_static("POST")));
        Self {
            status: error.status,
            body: Body::Error(error),
            header,
        }
    }

    /// Something is wrong with the parameter.
    pub(super) fn invalid(
        class: ResultClass,
        object: Option<&Object>,
        state: ModelState,
        setting: InvalidModel,
        locale: Locale,
    ) -> Self {
        match setting {
            InvalidModel::HttpError => Self::error(HttpError::invalid(&state, locale)),
            InvalidModel::Errcode => {
                let row = Failure::INVALID_ARGUMENT.row();
                let errmsg = locale.summary(&with_amounts(object, state));
                Self::result(OperationResult::failure(class, row.errcode, errmsg))
            }
        }
    }

    /// The server refused, or could not be asked.
    ///
    /// What the caller can mend is told in the result, as the old server's
    /// actions did. What passes by itself has a status that clients and proxies
    /// try again on. The rest is what the old server told of its own defects.
    pub(super) fn refused(class: ResultClass, refused: &Refused, locale: Locale) -> Self {
        let errmsg = match locale {
            Locale::ZhCn => &refused.message_zh,
            Locale::En => &refused.message,
        };
        let result = OperationResult::failure(class, refused.row().errcode, errmsg.clone());
        if refused.is_passing {
            let pause = refused.retry_after.unwrap_or(RETRY_AFTER);
            let seconds = pause.as_millis().div_ceil(1000).max(1);
            let seconds = u64::try_from(seconds).unwrap_or(u64::MAX);
            return Self {
                status: StatusCode::SERVICE_UNAVAILABLE,
                body: Body::Result(result),
                header: Some((header::RETRY_AFTER, seconds.into())),
            };
        }
        match refused.row().top {
            TopError::Business(_) => Self::result(result),
            TopError::Platform(_) => Self::error(HttpError::internal(locale)),
        }
    }

    /// The signature does not hold.
    pub(super) fn unauthenticated(
        class: ResultClass,
        reason: &Unauthenticated,
        locale: Locale,
    ) -> Self {
        if let Unauthenticated::Unknown(cause) = reason {
            return Self::refused(class, cause, locale);
        }
        let row = Failure::Unauthenticated.row();
        let errmsg = match (reason.message(), locale) {
            (Some(words), Locale::ZhCn) => format!("{}（{words}）", row.message_zh),
            (None, Locale::ZhCn) => row.message_zh.to_owned(),
            (Some(words), Locale::En) => words,
            (None, Locale::En) => "The request is not signed with HAWK".to_owned(),
        };
        let challenge = reason.challenge();
        Self {
            status: reason.status(),
            body: Body::Result(OperationResult::failure(class, row.errcode, errmsg)),
            header: challenge.map(|challenge| (header::WWW_AUTHENTICATE, challenge)),
        }
    }

    fn result(result: OperationResult) -> Self {
        Self {
            status: StatusCode::OK,
            body: Body::Result(result),
            header: None,
        }
    }

    /// The HTTP answer, with the headers that ASP.NET gives every one.
    pub(super) fn write(self, negotiated: &Negotiated) -> Response<Full<Bytes>> {
        self.write_to_sign(negotiated).0
    }

    /// Likewise, and what a signature is made over.
    pub(super) fn write_to_sign(self, negotiated: &Negotiated) -> (Response<Full<Bytes>>, Bytes) {
        let body = Bytes::from(write(&self.body, negotiated));
        let length = body.len();
        let mut response = Response::new(Full::new(body.clone()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CACHE_CONTROL, "no-cache"),
            (header::PRAGMA, "no-cache"),
            (header::EXPIRES, "-1"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_TYPE, negotiated.content_type());
        headers.insert(header::CONTENT_LENGTH, length.into());
        if let Some((name, value)) = self.header {
            headers.insert(name, value);
        }
        (response, body)
    }
}
