//! What the gateway has on record of an order.

use std::{collections::BTreeMap, time::SystemTime};

use super::{listed, short};
use crate::proto::v1::{TimelineEvent, TimelineEventKind};

/// The width of the longest kind.
const KIND_WIDTH: usize = 24;

/// The kinds of the events, without the word for what they are about.
pub(in crate::cli::demo) fn kinds(events: &[TimelineEvent]) -> String {
    listed(events.iter().map(|event| {
        let kind = kind(event);
        kind.split_once('_')
            .map_or(kind, |(_, what)| what)
            .to_owned()
    }))
}

/// Who did something of a kind, and why.
pub(in crate::cli::demo) fn who_and_why(
    events: &[TimelineEvent],
    kind: TimelineEventKind,
) -> String {
    let of_kind = events.iter().filter(|event| event.kind() == kind);
    listed(of_kind.map(|event| {
        let particular = |name| event.attributes.get(name).map_or("(none)", String::as_str);
        format!("{}: {}", particular("operator"), particular("reason"))
    }))
}

/// An event in full.
pub(in crate::cli::demo) fn line(event: &TimelineEvent) -> String {
    let attributes: BTreeMap<_, _> = event.attributes.iter().collect();
    let particulars = attributes.into_iter().map(|(name, value)| {
        if value.contains(char::is_whitespace) || value.is_empty() {
            format!("{name}={value:?}")
        } else {
            format!("{name}={value}")
        }
    });
    let particulars = particulars.collect::<Vec<_>>().join(" ");
    format!(
        "{}  {:<KIND_WIDTH$}  {particulars}",
        time(event),
        kind(event)
    )
}

fn kind(event: &TimelineEvent) -> &'static str {
    short(event.kind().as_str_name(), "TIMELINE_EVENT_KIND_")
}

fn time(event: &TimelineEvent) -> String {
    match event.recorded_at.map(SystemTime::try_from) {
        Some(Ok(time)) => humantime::format_rfc3339_millis(time).to_string(),
        _ => "(no time)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_a_line_with_its_particulars_by_name() {
        let attributes = [("reason", "by hand"), ("operator", "lin")];
        let event = TimelineEvent {
            recorded_at: Some(prost_types::Timestamp {
                seconds: 1_700_000_000,
                nanos: 5_000_000,
            }),
            kind: TimelineEventKind::CallbackResolved.into(),
            attributes: attributes.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
        };
        assert_eq!(
            line(&event),
            "2023-11-14T22:13:20.005Z  CALLBACK_RESOLVED         operator=lin reason=\"by hand\""
        );
        assert_eq!(kinds(std::slice::from_ref(&event)), "RESOLVED");
        let kind = TimelineEventKind::CallbackResolved;
        assert_eq!(who_and_why(&[event], kind), "lin: by hand");
    }
}
