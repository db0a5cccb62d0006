//! A line of JSON for each event.
//!
//! The form is that of `tracing_subscriber`'s own formatter (an event's fields
//! beside its time, level and target; the span it belongs to as `span`). That one
//! parses the fields of a span again for each event, which for the line per call
//! costs as much as all else about logging it; here they are kept as they are to
//! be written.

use std::fmt::{self, Debug, Write as _};

use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
    span::Record,
};
use tracing_subscriber::{
    field::RecordFields,
    fmt::{
        FmtContext, FormatEvent, FormatFields, FormattedFields,
        format::Writer,
        time::{FormatTime as _, SystemTime},
    },
    registry::LookupSpan,
};

/// Fields as members of a JSON object, each with a comma before it.
pub(super) struct Members;

impl<'writer> FormatFields<'writer> for Members {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut visitor = Visitor::new(writer);
        fields.record(&mut visitor);
        visitor.result
    }

    fn add_fields(
        &self,
        current: &'writer mut FormattedFields<Self>,
        fields: &Record<'_>,
    ) -> fmt::Result {
        self.format_fields(current.as_writer(), fields)
    }
}

/// Events as objects, one on each line.
pub(super) struct Lines;

impl<S> FormatEvent<S, Members> for Lines
where
    S: Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, Members>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        writer.write_str(r#"{"timestamp":""#)?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, r#"","level":"{}""#, metadata.level())?;
        context.format_fields(writer.by_ref(), event)?;
        writer.write_str(r#","target":"#)?;
        write_text(&mut writer, metadata.target())?;
        if let Some(span) = context.lookup_current() {
            writer.write_str(r#","span":{"name":"#)?;
            write_text(&mut writer, span.name())?;
            if let Some(members) = span.extensions().get::<FormattedFields<Members>>() {
                writer.write_str(members)?;
            }
            writer.write_char('}')?;
        }
        writer.write_str("}\n")
    }
}

struct Visitor<'writer> {
    writer: Writer<'writer>,
    result: fmt::Result,
}

impl<'writer> Visitor<'writer> {
    fn new(writer: Writer<'writer>) -> Self {
        let result = Ok(());
        Self { writer, result }
    }

    fn member(&mut self, field: &Field, write: impl FnOnce(&mut Writer<'writer>) -> fmt::Result) {
        if self.result.is_err() {
            return;
        }
        let writer = &mut self.writer;
        self.result = writer
            .write_char(',')
            .and_then(|()| write_text(writer, field.name()))
            .and_then(|()| writer.write_char(':'))
            .and_then(|()| write(writer));
    }
}

impl Visit for Visitor<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.member(field, |writer| {
            if value.is_finite() {
                write!(writer, "{value}")
            } else {
                writer.write_str("null")
            }
        });
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.member(field, |writer| write!(writer, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.member(field, |writer| write!(writer, "{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.member(field, |writer| write!(writer, "{value}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.member(field, |writer| write_text(writer, value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.member(field, |writer| {
            writer.write_char('"')?;
            write!(Escaped(writer), "{value:?}")?;
            writer.write_char('"')
        });
    }
}

/// Writes a JSON string.
fn write_text(writer: &mut Writer<'_>, text: &str) -> fmt::Result {
    writer.write_char('"')?;
    Escaped(writer).write_str(text)?;
    writer.write_char('"')
}

/// The inside of a JSON string.
struct Escaped<'a, 'writer>(&'a mut Writer<'writer>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
        if text.bytes().all(is_plain) {
            return self.0.write_str(text);
        }
        let quoted = serde_json::to_string(text).map_err(|_| fmt::Error)?;
        let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        self.0.write_str(inside)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{self, Write},
        sync::{Arc, Mutex},
    };

    use serde_json::{Value, json};
    use tracing::{field, info, info_span, warn};

    use super::*;

    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(log: impl FnOnce()) -> Vec<Value> {
        let memory = Memory::default();
        let writer = memory.clone();
        let subscriber = tracing_subscriber::fmt()
            .fmt_fields(Members)
            .event_format(Lines)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, log);
        let bytes = memory.0.lock().unwrap();
        let lines = std::str::from_utf8(&bytes).unwrap().lines();
        let line = |line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            let timestamp = line.as_object_mut().unwrap().remove("timestamp");
            assert!(timestamp.unwrap().as_str().unwrap().ends_with('Z'));
            line
        };
        lines.map(line).collect()
    }

    #[test]
    fn fields_stand_beside_time_level_and_target() {
        let lines = logged(|| {
            info!(
                target: "rpc",
                { a.b = 1, c = -1_i64, d = 0.5, e = f64::NAN, f = true, g = %"x", h = ?Some("y") },
                "done"
            );
        });
        let expected = json!({
            "level": "INFO", "target": "rpc", "message": "done", "a.b": 1, "c": -1, "d": 0.5,
            "e": null, "f": true, "g": "x", "h": "Some(\"y\")",
        });
        assert_eq!(lines, [expected]);
    }

    #[test]
    fn an_event_tells_its_span_with_what_was_recorded_later() {
        let lines = logged(|| {
            let span = info_span!("rpc", trace_id = "1f", caller = field::Empty);
            let _entered = span.enter();
            info!("before");
            span.record("caller", "\u{9910}\"\\\n");
            warn!("after");
        });
        let span = |lines: &[Value], index: usize| lines[index]["span"].clone();
        assert_eq!(span(&lines, 0), json!({"name": "rpc", "trace_id": "1f"}));
        let recorded = json!({"name": "rpc", "trace_id": "1f", "caller": "\u{9910}\"\\\n"});
        assert_eq!(span(&lines, 1), recorded);
    }

    #[test]
    fn no_text_breaks_a_line() {
        for text in [
            "",
            "\"",
            "\\",
            "\n\r\t",
            "\u{1}\u{7f}",
            "退款",
            "a \"quoted\" \\ word",
        ] {
            let lines = logged(|| info!(text, "{text}"));
            assert_eq!(lines[0]["text"], text);
            assert_eq!(lines[0]["message"], text);
            assert_eq!(lines.len(), 1);
        }
    }
}
