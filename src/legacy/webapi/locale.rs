//! The words of the framework and our own, in the two languages that the old
//! server may have spoken.
//!
//! The Chinese sentences of the framework are those that public code quotes
//! from servers with Microsoft's language packs. None is quoted for 413, 415
//! and what forms lack: these are translations.

use super::model_state::{ModelState, PARAMETER, Problem};

pub use crate::legacy::settings::Locale;

/// How many problems a summary tells of, so that a long list of bad items does
/// not make a long message.
const SUMMARY_LIMIT: usize = 10;

/// How much of a value that was sent a summary repeats, in characters.
const VALUE_LIMIT: usize = 100;

impl Locale {
    /// Which of two texts.
    const fn pick(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::ZhCn => chinese,
            Self::En => english,
        }
    }

    /// The framework's 400.
    #[must_use]
    pub const fn invalid_request(self) -> &'static str {
        self.pick("请求无效。", "The request is invalid.")
    }

    /// The framework's 500, and what it says instead of an exception.
    #[must_use]
    pub const fn error_occurred(self) -> &'static str {
        self.pick("出现错误。", "An error has occurred.")
    }

    /// The framework's words for a caller who may not call.
    #[must_use]
    pub const fn denied(self) -> &'static str {
        self.pick(
            "已拒绝为此请求授权。",
            "Authorization has been denied for this request.",
        )
    }

    /// ASP.NET's words for a body that is too large.
    #[must_use]
    pub const fn too_large(self) -> &'static str {
        self.pick("超过了最大请求长度。", "Maximum request length exceeded.")
    }

    /// The framework's 404.
    #[must_use]
    pub fn not_found(self, uri: &str) -> String {
        match self {
            Self::ZhCn => format!("未找到与请求 URI“{uri}”匹配的 HTTP 资源。"),
            Self::En => {
                format!("No HTTP resource was found that matches the request URI '{uri}'.")
            }
        }
    }

    /// The framework's 405.
    #[must_use]
    pub fn method_not_allowed(self, method: &str) -> String {
        match self {
            Self::ZhCn => format!("请求的资源不支持 http 方法“{method}”。"),
            Self::En => {
                format!("The requested resource does not support http method '{method}'.")
            }
        }
    }

    /// The framework's 415.
    #[must_use]
    pub fn unsupported_media_type(self, media_type: Option<&str>) -> String {
        match (self, media_type) {
            (Self::ZhCn, Some(media_type)) => {
                format!("此资源不支持请求实体的媒体类型“{media_type}”。")
            }
            (Self::En, Some(media_type)) => format!(
                "The request entity's media type '{media_type}' is not supported for this resource."
            ),
            (Self::ZhCn, None) => "请求包含实体正文，但不包含 Content-Type 标头。\
                此资源不支持推断出的媒体类型“application/octet-stream”。"
                .to_owned(),
            (Self::En, None) => "The request contains an entity body but no Content-Type header. \
                The inferred media type 'application/octet-stream' is not supported for this \
                resource."
                .to_owned(),
        }
    }

    /// What is wrong, as the framework says it, or would.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        match self {
            Self::ZhCn => chinese(problem),
            Self::En => english(problem),
        }
    }

    /// All that is wrong, for a person, in one line that names the fields.
    #[must_use]
    pub fn summary(self, state: &ModelState) -> String {
        let mut sentences: Vec<String> = Vec::new();
        for entry in state.entries() {
            let field = entry.key.strip_prefix(PARAMETER).unwrap_or(&entry.key);
            let field = field.strip_prefix('.').unwrap_or(field);
            for problem in &entry.problems {
                let sentence = self.sentence(field, problem);
                if !sentences.contains(&sentence) {
                    sentences.push(sentence);
                }
                if sentences.len() == SUMMARY_LIMIT {
                    return sentences.join(" ");
                }
            }
        }
        sentences.join(" ")
    }

    fn sentence(self, field: &str, problem: &Problem) -> String {
        match (self, problem) {
            (Self::ZhCn, Problem::Exception) if field.is_empty() => {
                "请求正文无法读取，或缺少必需的字段。".to_owned()
            }
            (Self::En, Problem::Exception) if field.is_empty() => {
                "The request body cannot be read, or lacks a required field.".to_owned()
            }
            (Self::ZhCn, Problem::Exception) => format!("字段 {field} 的值无法读取。"),
            (Self::En, Problem::Exception) => {
                format!("The value of the field {field} cannot be read.")
            }
            (Self::ZhCn, Problem::ValueRequired) => format!("{field} 字段必须提供值。"),
            (Self::En, Problem::ValueRequired) => {
                format!("A value is required for the field {field}.")
            }
            (_, Problem::NotValid { value, member }) => self.problem(&Problem::NotValid {
                value: value.chars().take(VALUE_LIMIT).collect(),
                member,
            }),
            _ => self.problem(problem),
        }
    }
}

fn chinese(problem: &Problem) -> String {
    match problem {
        Problem::Required { member } => format!("{member} 字段是必需的。"),
        Problem::MaxLength { member, limit } => {
            format!("字段 {member} 必须是最大长度为“{limit}”的字符串或数组类型。")
        }
        Problem::NotValid { value, member } => format!("值“{value}”对于 {member} 无效。"),
        Problem::PropertyRequired { member } => format!("{member} 属性是必需的。"),
        Problem::AmbiguousNumber { member } => {
            format!("字段 {member} 必须是十进制数，不能以 0 开头，也不能是八进制或十六进制。")
        }
        Problem::NotPositive { member } => format!("字段 {member} 必须提供，并且必须大于 0。"),
        Problem::Exception => Locale::ZhCn.error_occurred().to_owned(),
        Problem::ValueRequired => "必须提供值。".to_owned(),
        Problem::NotUtf8 => "请求正文不是有效的 UTF-8。".to_owned(),
        Problem::NullParameter => "请求正文不能为空。".to_owned(),
    }
}

fn english(problem: &Problem) -> String {
    match problem {
        Problem::Required { member } => format!("The {member} field is required."),
        Problem::MaxLength { member, limit } => format!(
            "The field {member} must be a string or array type with a maximum length of '{limit}'."
        ),
        Problem::NotValid { value, member } => {
            format!("The value '{value}' is not valid for {member}.")
        }
        Problem::PropertyRequired { member } => format!("The {member} property is required."),
        Problem::AmbiguousNumber { member } => format!(
            "The field {member} must be a decimal number, without leading zeros, neither octal \
             nor hexadecimal."
        ),
        Problem::NotPositive { member } => {
            format!("The field {member} is required and must be greater than 0.")
        }
        Problem::Exception => Locale::En.error_occurred().to_owned(),
        Problem::ValueRequired => "A value is required.".to_owned(),
        Problem::NotUtf8 => "The request body is not valid UTF-8.".to_owned(),
        Problem::NullParameter => "The request body must not be empty or null.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Locale, ModelState, Problem};

    fn problems() -> [Problem; 9] {
        let member = "refundmoney";
        [
            Problem::Exception,
            Problem::Required { member },
            Problem::MaxLength { member, limit: 7 },
            Problem::NotValid {
                value: "x".to_owned(),
                member,
            },
            Problem::ValueRequired,
            Problem::PropertyRequired { member },
            Problem::AmbiguousNumber { member },
            Problem::NotPositive { member },
            Problem::NullParameter,
        ]
    }

    fn summary(locale: Locale, problem: Problem) -> String {
        let mut state = ModelState::default();
        state.add("parm.refundmoney", problem);
        locale.summary(&state)
    }

    #[test]
    fn each_language_is_its_own() {
        for problem in problems() {
            let english = Locale::En.problem(&problem);
            let chinese = Locale::ZhCn.problem(&problem);
            assert!(english.is_ascii() && english.ends_with('.'), "{english}");
            assert!(!chinese.is_ascii() && chinese.ends_with('。'), "{chinese}");
        }
    }

    #[test]
    fn a_summary_names_the_field() {
        for problem in problems() {
            if problem == Problem::NullParameter {
                continue;
            }
            for locale in [Locale::En, Locale::ZhCn] {
                let summary = summary(locale, problem.clone());
                assert!(summary.contains("refundmoney"), "{summary}");
            }
        }
    }

    #[test]
    fn a_summary_says_everything_once_and_in_order() {
        let mut state = ModelState::default();
        state.add_to_parameter(Problem::Exception);
        state.add_to_parameter(Problem::Exception);
        state.add("parm.batchno", Problem::Required { member: "batchno" });
        assert_eq!(
            Locale::En.summary(&state),
            "The request body cannot be read, or lacks a required field. \
             The batchno field is required."
        );
    }

    #[test]
    fn a_summary_is_not_endless() {
        let mut state = ModelState::default();
        for index in 0..1000 {
            let key = format!("parm.notice_list[{index}].total_count");
            state.add(&key, Problem::Exception);
        }
        let summary = Locale::En.summary(&state);
        assert!(summary.contains("notice_list[9].total_count"), "{summary}");
        assert!(!summary.contains("notice_list[10]"), "{summary}");
        let long = Problem::NotValid {
            value: "9".repeat(1_000_000),
            member: "refundmoney",
        };
        assert!(self::summary(Locale::En, long).len() < 200);
    }
}
