//! Audit events. Their attributes are stored as a JSON object of strings, in
//! the order in which they were recorded.

use std::fmt;

use diesel::prelude::{Insertable, Queryable, Selectable};
use serde::{
    Deserialize, Deserializer, Serializer as _,
    de::{MapAccess, Visitor},
};

use crate::{
    domain::{
        audit::{Event, EventKind, Stream},
        timestamp::Timestamp,
    },
    store::{schema::audit_events, view::StoredEvent},
};

use super::BadValue;

/// A row of `audit_events`.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = audit_events)]
pub(in crate::store) struct EventRow {
    pub stream: String,
    pub recorded_at_us: i64,
    pub kind: String,
    pub attributes: String,
}

impl TryFrom<EventRow> for StoredEvent {
    type Error = BadValue;

    fn try_from(row: EventRow) -> Result<Self, BadValue> {
        let bad = |column, value| BadValue::new("audit_events", column, value);
        let stream = match row.stream.split_once('/') {
            Some(("order", order_id)) => Stream::Order(order_id.into()),
            Some(("payment", trandeno)) => Stream::Payment(trandeno.into()),
            _ => return Err(bad("stream", row.stream)),
        };
        let kind = EventKind::from_name(&row.kind).ok_or_else(|| bad("kind", row.kind))?;
        let Ordered(attributes) =
            serde_json::from_str(&row.attributes).map_err(|_| bad("attributes", row.attributes))?;
        Ok(Self {
            stream,
            recorded_at: Timestamp::from_micros(row.recorded_at_us),
            kind,
            attributes,
        })
    }
}

impl From<&Event> for EventRow {
    fn from(event: &Event) -> Self {
        Self {
            stream: event.stream.key(),
            recorded_at_us: event.recorded_at.as_micros(),
            kind: event.kind.as_str().to_owned(),
            attributes: attributes_json(event),
        }
    }
}

/// An event's attributes as they are stored.
pub(in crate::store) fn attributes_json(event: &Event) -> String {
    let mut json = Vec::new();
    let attributes = event
        .attributes
        .iter()
        .map(|(name, value)| (name, value.as_str()));
    // Writing strings to memory cannot fail; if it did, the event would matter
    // more than its particulars.
    match serde_json::Serializer::new(&mut json).collect_map(attributes) {
        Ok(()) => String::from_utf8_lossy(&json).into_owned(),
        Err(_) => "{}".to_owned(),
    }
}

/// The pairs of a JSON object in their order.
struct Ordered(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Ordered;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object of strings")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Ordered, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Ordered(pairs))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_back_in_their_order() {
        let event = Event {
            stream: Stream::Payment("T/1".into()),
            recorded_at: Timestamp::from_micros(5),
            kind: EventKind::CallbackConflict,
            attributes: vec![("b", "\"退\"\n".into()), ("a", "".into())],
        };
        let row = EventRow::from(&event);
        assert_eq!(row.attributes, r#"{"b":"\"退\"\n","a":""}"#);
        let stored = StoredEvent::try_from(row).unwrap();
        assert_eq!(stored.stream, event.stream);
        assert_eq!(stored.kind, event.kind);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(stored.attributes, [pair("b", "\"退\"\n"), pair("a", "")]);
    }

    #[test]
    fn an_unknown_kind_is_named() {
        let row = EventRow {
            stream: "order/1".to_owned(),
            recorded_at_us: 1,
            kind: "UNHEARD_OF".to_owned(),
            attributes: "{}".to_owned(),
        };
        let error = StoredEvent::try_from(row).unwrap_err();
        assert_eq!(
            error.to_string(),
            "column kind of table audit_events has the unreadable value \"UNHEARD_OF\""
        );
    }
}
