//! The framework's errors: Web API's `HttpError`, as it shows itself to callers
//! who are told no details.

use http::{Method, StatusCode};

use super::{locale::Locale, model_state::ModelState};

/// An error of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpError {
    /// The status of the answer.
    pub status: StatusCode,
    /// What happened.
    pub message: String,
    /// What is wrong with which part of the parameter, in order, if that is
    /// what happened.
    pub model_state: Option<Vec<(String, Vec<String>)>>,
}

impl HttpError {
    /// An error with nothing but a message.
    #[must_use]
    pub fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            model_state: None,
        }
    }

    /// 400: something is wrong with the parameter.
    #[must_use]
    pub fn invalid(state: &ModelState, locale: Locale) -> Self {
        let model_state = state
            .entries()
            .iter()
            .map(|entry| {
                let problems = entry.problems.iter();
                let messages = problems.map(|problem| locale.problem(problem)).collect();
                (entry.key.clone(), messages)
            })
            .collect();
        Self {
            model_state: Some(model_state),
            ..Self::new(StatusCode::BAD_REQUEST, locale.invalid_request())
        }
    }

    /// 403: the caller may not call from where it is.
    #[must_use]
    pub fn forbidden(locale: Locale) -> Self {
        Self::new(StatusCode::FORBIDDEN, locale.denied())
    }

    /// 404: the address leads nowhere.
    #[must_use]
    pub fn not_found(uri: &str, locale: Locale) -> Self {
        Self::new(StatusCode::NOT_FOUND, locale.not_found(uri))
    }

    /// 405: the address is known, the method is not. The answer has
    /// `Allow: POST`.
    #[must_use]
    pub fn method_not_allowed(method: &Method, locale: Locale) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            locale.method_not_allowed(method.as_str()),
        )
    }

    /// 413: the body is too large.
    #[must_use]
    pub fn too_large(locale: Locale) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, locale.too_large())
    }

    /// 415: no reader reads the body. Without a media type there was none that
    /// could be understood.
    #[must_use]
    pub fn unsupported_media_type(media_type: Option<&str>, locale: Locale) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            locale.unsupported_media_type(media_type),
        )
    }

    /// 500: the server is to blame.
    #[must_use]
    pub fn internal(locale: Locale) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, locale.error_occurred())
    }
}

#[cfg(test)]
mod tests {
    use http::{Method, StatusCode};

    use super::{HttpError, Locale, ModelState};
    use crate::legacy::webapi::model_state::Problem;

    #[test]
    fn the_words_of_the_framework() {
        for (error, status, message) in [
            (
                HttpError::not_found("http://h/?q", Locale::En),
                404,
                "No HTTP resource was found that matches the request URI 'http://h/?q'.",
            ),
            (
                HttpError::method_not_allowed(&Method::GET, Locale::En),
                405,
                "The requested resource does not support http method 'GET'.",
            ),
            (
                HttpError::unsupported_media_type(Some("a/b"), Locale::En),
                415,
                "The request entity's media type 'a/b' is not supported for this resource.",
            ),
            (
                HttpError::unsupported_media_type(None, Locale::En),
                415,
                "The request contains an entity body but no Content-Type header. The inferred \
                 media type 'application/octet-stream' is not supported for this resource.",
            ),
            (
                HttpError::internal(Locale::En),
                500,
                "An error has occurred.",
            ),
            (
                HttpError::too_large(Locale::En),
                413,
                "Maximum request length exceeded.",
            ),
            (
                HttpError::method_not_allowed(&Method::GET, Locale::ZhCn),
                405,
                "请求的资源不支持 http 方法“GET”。",
            ),
        ] {
            assert_eq!(error.status.as_u16(), status);
            assert_eq!(error.message, message);
            assert_eq!(error.model_state, None);
        }
    }

    #[test]
    fn what_is_wrong_comes_in_order_and_without_the_exceptions_words() {
        let mut state = ModelState::default();
        state.add("parm.trandeno", Problem::Exception);
        state.add("parm.batchno", Problem::Required { member: "batchno" });
        state.add("parm.trandeno", Problem::Required { member: "trandeno" });
        let error = HttpError::invalid(&state, Locale::En);
        assert_eq!(error.status, StatusCode::BAD_REQUEST);
        assert_eq!(error.message, "The request is invalid.");
        assert_eq!(
            error.model_state,
            Some(vec![
                (
                    "parm.trandeno".to_owned(),
                    vec![
                        "An error has occurred.".to_owned(),
                        "The trandeno field is required.".to_owned()
                    ]
                ),
                (
                    "parm.batchno".to_owned(),
                    vec!["The batchno field is required.".to_owned()]
                ),
            ])
        );
    }
}
