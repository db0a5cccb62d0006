//! The events of a timeline.

use super::values::time;
use crate::{domain::audit::EventKind, proto::v1, store::view::StoredEvent};

impl From<StoredEvent> for v1::TimelineEvent {
    fn from(event: StoredEvent) -> Self {
        Self {
            recorded_at: Some(time(event.recorded_at)),
            kind: v1::TimelineEventKind::from(event.kind).into(),
            attributes: event.attributes.into_iter().collect(),
        }
    }
}

impl From<EventKind> for v1::TimelineEventKind {
    fn from(kind: EventKind) -> Self {
        match kind {
            EventKind::OrderCreated => Self::OrderCreated,
            EventKind::OrderUpdated => Self::OrderUpdated,
            EventKind::RefundRequested => Self::RefundRequested,
            EventKind::CallbackApplied => Self::CallbackApplied,
            EventKind::CallbackNeedsAttention => Self::CallbackNeedsAttention,
            EventKind::CallbackConflict => Self::CallbackConflict,
            EventKind::CallbackReplayed => Self::CallbackReplayed,
            EventKind::CallbackResolved => Self::CallbackResolved,
            EventKind::DouyinNotice => Self::DouyinNotice,
            EventKind::TaoxiandaRefund => Self::TaoxiandaRefund,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_alike_in_the_contract_and_in_the_database() {
        for kind in EventKind::ALL {
            let name = format!("TIMELINE_EVENT_KIND_{}", kind.as_str());
            assert_eq!(v1::TimelineEventKind::from(kind).as_str_name(), name);
        }
    }
}
