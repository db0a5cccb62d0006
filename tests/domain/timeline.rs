//! The append-only record: what is recorded, under which stream, in which order.
//!
//! The world checks with every write that the events of a stream are strictly
//! increasing in time.

use std::{collections::BTreeSet, time::Duration};

use refund_gateway::domain::{
    audit::{EventKind, Stream},
    command::Command as _,
    douyin::{NoticeContent, StoreNotices},
    order::OrderState,
    timestamp::Timestamp,
};

use crate::world::{Fed, World, attribute, keys_of, order, partial, world_with};

fn paid() -> Fed {
    order("A")
        .payment("P1", "100")
        .ticket("T1", "60")
        .ticket("T2", "40")
}

/// A Douyin notice under the number of an order.
fn notice(order_id: &str, audit_time: i64) -> StoreNotices {
    let content = NoticeContent {
        certificate_id: "C1".into(),
        code: "".into(),
        total_count: 0,
        verify_count: 0,
        apply_time: 1,
        audit_time,
        audit_result: 1,
    };
    StoreNotices::new(order_id.to_owned(), vec![content]).expect("valid")
}

#[test]
fn every_effect_on_an_order_is_in_its_stream_with_the_state_it_led_to() {
    let mut world = world_with(paid());
    world.refund("A", &["T1"]).expect("granted");
    world.refund("A", &["T2"]).expect("granted");
    world.callback("B1", "P1", "60").expect("applied");
    world.feed(paid().version(2)).expect("taken");
    world.callback("B2", "P1", "40").expect("applied");
    let told: Vec<_> = world
        .database
        .timeline
        .iter()
        .inspect(|event| assert_eq!(event.stream, Stream::Order("A".into())))
        .map(|event| (event.kind, attribute(event, "state")))
        .collect();
    assert_eq!(
        told,
        [
            (EventKind::OrderCreated, "PAID"),
            (EventKind::RefundRequested, "PAID"),
            (EventKind::RefundRequested, "THIRD_PARTY_REFUNDING"),
            (EventKind::CallbackApplied, "THIRD_PARTY_REFUNDING"),
            (EventKind::OrderUpdated, "THIRD_PARTY_REFUNDING"),
            (EventKind::CallbackApplied, "CLOSED"),
        ]
    );
}

#[test]
fn what_happens_to_callbacks_apart_from_orders_is_in_the_stream_of_the_payment() {
    let mut world = world_with(paid());
    world.callback("X1", "P1", "1").expect_err("no application");
    world.receive("X1", "P1", "2");
    world.replay("X1", "P1").expect("replayed");
    world.resolve("X1", "P1").expect("resolved");
    let stream = Stream::Payment("P1".into());
    let timeline = world.database.timeline.iter();
    let of_payment = timeline.filter(|event| event.stream == stream);
    let kinds: Vec<_> = of_payment.map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [
            EventKind::CallbackNeedsAttention,
            EventKind::CallbackConflict,
            EventKind::CallbackReplayed,
            EventKind::CallbackResolved,
        ]
    );
}

#[test]
fn what_is_repeated_is_not_recorded_again() {
    let mut world = world_with(paid());
    world.refund_all("A").expect("granted");
    world.callback("B1", "P1", "100").expect("applied");
    world.run(&notice("A", 1)).expect("stored");
    let before = world.database.timeline.clone();
    world.feed(paid()).expect("unchanged");
    world.refund_all("A").expect("repeated");
    world.callback("B1", "P1", "100").expect("repeated");
    world.run(&notice("A", 1)).expect("repeated");
    assert_eq!(world.database.timeline, before);
}

#[test]
fn events_of_one_batch_follow_each_other_though_they_have_one_time() {
    let mut world = world_with(paid());
    let first = partial("A", &["T1"], "B1").expect("valid");
    let second = partial("A", &["T2"], "B2").expect("valid");
    let now = world.now;
    world.transaction(&keys_of(&first), |rows, context| {
        first.decide(rows, context).expect("granted");
        second.decide(rows, context).expect("granted");
    });
    let requested = world.events(EventKind::RefundRequested);
    let times: Vec<_> = requested.iter().map(|event| event.recorded_at).collect();
    assert_eq!(times, [now, now.next()]);
}

#[test]
fn an_order_s_events_follow_each_other_though_clocks_stand_still_or_go_back() {
    let mut world = world_with(paid());
    let first = world.events(EventKind::OrderCreated)[0].recorded_at;
    world.now = first;
    world.refund("A", &["T1"]).expect("granted");
    world.now = Timestamp::from_micros(first.as_micros() - 3_600_000_000);
    world.refund("A", &["T2"]).expect("granted");
    world.now = Timestamp::default();
    world.callback("B1", "P1", "60").expect("applied");
    let timeline = &world.database.timeline;
    let times: Vec<_> = timeline.iter().map(|event| event.recorded_at).collect();
    let second = first.next();
    let third = second.next();
    assert_eq!(times, [first, second, third, third.next()]);
    assert_eq!(world.order("A").last_event_at, third.next());
}

#[test]
fn once_the_clock_is_ahead_again_events_have_its_time() {
    let mut world = world_with(paid());
    world.now = Timestamp::default();
    world.refund("A", &["T1"]).expect("granted");
    let ahead = world.order("A").last_event_at.after(Duration::from_secs(5));
    world.now = ahead;
    world.refund("A", &["T2"]).expect("granted");
    assert_eq!(world.order("A").last_event_at, ahead);
}

#[test]
fn an_event_in_the_stream_of_a_loaded_order_is_a_change_of_the_order() {
    // A notice under the same number, in one batch with a command that loads
    // the order and changes nothing.
    let mut world = world_with(paid());
    world.now = Timestamp::default();
    let refused = partial("A", &["unknown"], "B1").expect("valid");
    let notice = notice("A", 1);
    let mut keys = keys_of(&refused);
    notice.keys(&mut keys);
    let before = world.order("A").clone();
    world.transaction(&keys, |rows, context| {
        refused.decide(rows, context).expect_err("no such ticket");
        notice.decide(rows, context).expect("stored");
    });
    let after = world.order("A");
    assert_eq!(after.last_event_at, before.last_event_at.next());
    assert_eq!(after.revision, before.revision + 1);
}

#[test]
fn a_revision_grows_by_one_with_every_change_of_the_order() {
    let mut world = world_with(paid());
    assert_eq!(world.order("A").revision, 1);
    world.refund_all("A").expect("granted");
    assert_eq!(world.order("A").revision, 2);
    world.callback("B1", "P1", "100").expect("applied");
    assert_eq!(world.order("A").revision, 3);
    world
        .feed(paid().version(2).state(OrderState::Closed))
        .expect("taken");
    assert_eq!(world.order("A").revision, 4);
    world.feed(paid().version(1)).expect("stale");
    assert_eq!(world.order("A").revision, 4);
}

#[test]
fn events_of_an_order_that_is_not_known_have_a_stream_all_the_same() {
    let mut world = World::default();
    world.run(&notice("O1", 1)).expect("stored");
    let [event] = world.events(EventKind::DouyinNotice)[..] else {
        panic!("one event");
    };
    assert_eq!(event.stream.key(), "order/O1");
}

#[test]
fn every_kind_is_found_by_its_name_and_streams_have_distinct_keys() {
    for kind in EventKind::ALL {
        assert_eq!(EventKind::from_name(kind.as_str()), Some(kind));
    }
    assert_eq!(EventKind::from_name("order_created"), None);
    let streams = [Stream::Order("1".into()), Stream::Payment("1".into())];
    let keys: BTreeSet<_> = streams.iter().map(Stream::key).collect();
    assert_eq!(
        keys.into_iter().collect::<Vec<_>>(),
        ["order/1", "payment/1"]
    );
}
