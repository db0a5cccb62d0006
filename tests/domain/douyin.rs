//! Douyin's notices: repeated, out of order, kept as sent; which one is in force.

use refund_gateway::domain::{
    audit::EventKind,
    douyin::{
        Flag, HistoryEntry, Notice, NoticeContent, NoticeOutcome, NoticeResult, StoreNotices,
    },
    reason::{Reason, Refusal},
};

use crate::world::{World, attribute, fields, reason};

use NoticeOutcome::{HistoryOnly, InForce, Repeated};

const AGREED: i32 = 1;
const REFUSED: i32 = 2;
const UNDECIDED: i32 = 0;

/// A notice about certificate C1.
fn notice(audit_time: i64, audit_result: i32) -> NoticeContent {
    NoticeContent {
        certificate_id: "C1".into(),
        code: "三方码".into(),
        total_count: 3,
        verify_count: 1,
        apply_time: 1_700_000_000,
        audit_time,
        audit_result,
    }
}

fn send(world: &mut World, notices: &[NoticeContent]) -> Result<Vec<NoticeResult>, Refusal> {
    let command = StoreNotices::new("O1".to_owned(), notices.to_vec())?;
    world.run(&command)
}

/// Sends notices one by one; what became of each.
fn outcomes(world: &mut World, notices: &[NoticeContent]) -> Vec<NoticeOutcome> {
    let mut outcome = |notice: &NoticeContent| {
        let results = send(world, std::slice::from_ref(notice)).expect("stored");
        results[0].outcome
    };
    notices.iter().map(&mut outcome).collect()
}

fn stored<'a>(world: &'a World, order_id: &str, certificate_id: &str) -> &'a Notice {
    let key = (order_id.into(), certificate_id.into());
    let notice = world.database.rows.douyin_notices.get(&key);
    notice.expect("the notice is stored")
}

fn in_force(world: &World) -> &NoticeContent {
    &stored(world, "O1", "C1").content
}

fn history(world: &World) -> Vec<&HistoryEntry> {
    world.database.rows.douyin_history.iter().collect()
}

#[test]
fn a_notice_of_an_unknown_order_is_stored_with_its_history() {
    let mut world = World::default();
    let now = world.now;
    let results = send(&mut world, &[notice(5, AGREED)]).expect("no error");
    let expected = NoticeResult {
        certificate_id: "C1".into(),
        outcome: InForce,
        flags: Vec::new(),
    };
    assert_eq!(results, [expected]);
    let stored = stored(&world, "O1", "C1");
    assert_eq!(stored.content, notice(5, AGREED));
    assert_eq!((stored.received_at, stored.history_length), (now, 1));
    let [entry] = history(&world)[..] else {
        panic!("one entry");
    };
    assert_eq!(entry.content, notice(5, AGREED));
    assert_eq!((entry.number, entry.received_at), (1, now));
    assert!(entry.took_effect);
}

#[test]
fn each_order_and_certificate_has_its_own_notice() {
    let mut world = World::default();
    let other = NoticeContent {
        certificate_id: "C2".into(),
        ..notice(1, REFUSED)
    };
    send(&mut world, &[notice(9, AGREED), other.clone()]).expect("stored");
    let elsewhere = StoreNotices::new("O2".to_owned(), vec![notice(3, REFUSED)]);
    world.run(&elsewhere.expect("valid")).expect("stored");
    assert_eq!(*in_force(&world), notice(9, AGREED));
    assert_eq!(stored(&world, "O1", "C2").content, other);
    assert_eq!(stored(&world, "O2", "C1").content, notice(3, REFUSED));
}

#[test]
fn the_greatest_audit_time_wins_in_whatever_order_the_notices_come() {
    let [a, b, c] = [notice(10, REFUSED), notice(20, AGREED), notice(30, REFUSED)];
    for sequence in [
        [&a, &b, &c],
        [&a, &c, &b],
        [&b, &a, &c],
        [&b, &c, &a],
        [&c, &a, &b],
        [&c, &b, &a],
    ] {
        let mut world = World::default();
        outcomes(&mut world, &sequence.map(Clone::clone));
        assert_eq!(*in_force(&world), c);
        assert_eq!(history(&world).len(), 3);
    }
}

#[test]
fn an_older_notice_goes_to_the_history_only() {
    let mut world = World::default();
    let sent = [notice(20, AGREED), notice(10, REFUSED)];
    assert_eq!(outcomes(&mut world, &sent), [InForce, HistoryOnly]);
    assert_eq!(*in_force(&world), sent[0]);
    let history = history(&world);
    let told: Vec<_> = history
        .iter()
        .map(|entry| (entry.number, entry.content.audit_time, entry.took_effect))
        .collect();
    assert_eq!(told, [(1, 20, true), (2, 10, false)]);
    assert_eq!(stored(&world, "O1", "C1").history_length, 2);
}

#[test]
fn an_older_notice_goes_to_the_history_only_even_if_it_is_the_decided_one() {
    let mut world = World::default();
    let sent = [notice(20, UNDECIDED), notice(10, AGREED)];
    assert_eq!(outcomes(&mut world, &sent), [InForce, HistoryOnly]);
}

#[test]
fn a_decided_notice_never_goes_back_to_undecided() {
    for decided in [AGREED, REFUSED] {
        for undecided in [UNDECIDED, 3, -1, i32::MAX] {
            for audit_time in [9, 10, 11, i64::MAX] {
                let mut world = World::default();
                let sent = [notice(10, decided), notice(audit_time, undecided)];
                assert_eq!(outcomes(&mut world, &sent), [InForce, HistoryOnly]);
                assert_eq!(*in_force(&world), sent[0]);
            }
        }
    }
}

#[test]
fn an_undecided_notice_becomes_decided_at_the_same_time_or_later() {
    for audit_time in [10, 11] {
        let mut world = World::default();
        let sent = [notice(10, UNDECIDED), notice(audit_time, REFUSED)];
        assert_eq!(outcomes(&mut world, &sent), [InForce, InForce]);
        assert_eq!(*in_force(&world), sent[1]);
    }
}

#[test]
fn a_newer_undecided_notice_takes_the_place_of_an_undecided_one() {
    let mut world = World::default();
    let sent = [notice(10, UNDECIDED), notice(11, UNDECIDED)];
    assert_eq!(outcomes(&mut world, &sent), [InForce, InForce]);
}

#[test]
fn of_two_decisions_at_one_time_the_first_stays() {
    let mut world = World::default();
    let sent = [notice(10, AGREED), notice(10, REFUSED)];
    assert_eq!(outcomes(&mut world, &sent), [InForce, HistoryOnly]);
    assert_eq!(*in_force(&world), sent[0]);
}

#[test]
fn the_same_notice_again_changes_nothing_not_even_after_it_was_superseded() {
    let mut world = World::default();
    let (older, newer) = (notice(10, AGREED), notice(20, REFUSED));
    outcomes(&mut world, &[older.clone(), newer.clone()]);
    let before = world.database.clone();
    assert_eq!(outcomes(&mut world, &[older, newer]), [Repeated, Repeated]);
    assert_eq!(world.database, before);
}

#[test]
fn notices_of_one_certificate_in_one_request_are_taken_in_turn() {
    let mut world = World::default();
    let sent = [
        notice(10, AGREED),
        notice(30, REFUSED),
        notice(20, AGREED),
        notice(30, REFUSED),
    ];
    let results = send(&mut world, &sent).expect("stored");
    let outcomes: Vec<_> = results.iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [InForce, InForce, HistoryOnly, Repeated]);
    assert_eq!(*in_force(&world), sent[1]);
    assert_eq!(history(&world).len(), 3);
}

#[test]
fn every_notice_is_recorded_once() {
    let mut world = World::default();
    let sent = [notice(20, AGREED), notice(10, REFUSED), notice(20, AGREED)];
    send(&mut world, &sent).expect("stored");
    let events = world.events(EventKind::DouyinNotice);
    let told: Vec<_> = events
        .iter()
        .map(|event| {
            let attribute = |name| attribute(event, name);
            (attribute("audit_result"), attribute("took_effect"))
        })
        .collect();
    assert_eq!(told, [("1", "true"), ("2", "false")]);
}

// Kept as sent, and flagged.

#[test]
fn an_unknown_audit_result_is_kept_as_sent_and_flagged() {
    for audit_result in [-1, 3, 7, i32::MIN, i32::MAX] {
        let mut world = World::default();
        let results = send(&mut world, &[notice(5, audit_result)]).expect("stored");
        assert_eq!(results[0].flags, [Flag::UnknownAuditResult]);
        assert_eq!(in_force(&world).audit_result, audit_result);
    }
    for audit_result in [UNDECIDED, AGREED, REFUSED] {
        assert!(notice(5, audit_result).flags().is_empty());
    }
}

#[test]
fn times_that_cannot_be_unix_seconds_are_kept_as_sent_and_flagged() {
    // Milliseconds, negative, and the extremes.
    for odd in [1_700_000_000_000, -1, 100_000_000_000, i64::MIN, i64::MAX] {
        let mut world = World::default();
        let sent = notice(odd, AGREED);
        let results = send(&mut world, std::slice::from_ref(&sent)).expect("stored");
        assert_eq!(results[0].flags, [Flag::TimeNotInSeconds], "{odd}");
        assert_eq!(*in_force(&world), sent);
        let applied = NoticeContent {
            apply_time: odd,
            ..notice(5, AGREED)
        };
        assert_eq!(applied.flags(), [Flag::TimeNotInSeconds], "{odd}");
    }
    for fine in [0, 1_700_000_000, 99_999_999_999] {
        assert!(notice(fine, AGREED).flags().is_empty(), "{fine}");
    }
}

#[test]
fn a_notice_without_a_certificate_is_stored_and_flagged() {
    let mut world = World::default();
    let sent = NoticeContent {
        certificate_id: "".into(),
        ..notice(5, AGREED)
    };
    let results = send(&mut world, std::slice::from_ref(&sent)).expect("stored");
    assert_eq!(results[0].flags, [Flag::NoCertificate]);
    assert_eq!(stored(&world, "O1", "").content, sent);
}

// Refused, naming the field; the whole request or nothing.

#[test]
fn negative_counts_are_refused() {
    let counts = |total_count, verify_count| NoticeContent {
        total_count,
        verify_count,
        ..notice(5, AGREED)
    };
    for (sent, field) in [
        (counts(-1, 0), "notice_list[0].total_count"),
        (counts(i32::MIN, 0), "notice_list[0].total_count"),
        (counts(0, -1), "notice_list[0].verify_count"),
    ] {
        let refused = send(&mut World::default(), &[sent]);
        assert_eq!(fields(refused.clone()), [field]);
        assert_eq!(reason(refused), Reason::InvalidArgument);
    }
}

#[test]
fn no_more_uses_are_verified_than_there_are_where_the_total_is_given() {
    let counts = |total_count, verify_count| NoticeContent {
        total_count,
        verify_count,
        ..notice(5, AGREED)
    };
    let refused = send(&mut World::default(), &[counts(3, 4)]);
    assert_eq!(fields(refused), ["notice_list[0].verify_count"]);
    // 0 means that the total is not given.
    for fine in [counts(3, 3), counts(0, 4), counts(0, 0), counts(3, 0)] {
        send(&mut World::default(), &[fine]).expect("stored");
    }
}

#[test]
fn the_whole_request_is_stored_or_nothing() {
    let mut world = World::default();
    let bad = NoticeContent {
        total_count: -1,
        verify_count: -1,
        ..notice(7, AGREED)
    };
    let refused = send(&mut world, &[notice(5, AGREED), notice(6, AGREED), bad]);
    assert_eq!(
        fields(refused),
        ["notice_list[2].total_count", "notice_list[2].verify_count"]
    );
    assert_eq!(world.database, World::default().database);
}
