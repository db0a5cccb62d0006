//! Which notice of a certificate is in force: delivery may repeat and be out of
//! order.

use futures_util::future::join_all;
use refund_gateway::proto::v1::{DouyinNoticeResult, NoticeListParm, SignalOutcome};

use super::stored;
use crate::support::*;

const UNDECIDED: i32 = 0;
const AGREED: i32 = 1;
const REFUSED: i32 = 2;
const UNHEARD_OF: i32 = 7;

fn outcomes(results: &[DouyinNoticeResult]) -> Vec<SignalOutcome> {
    results.iter().map(DouyinNoticeResult::outcome).collect()
}

/// Every order in which the items can arrive.
fn permutations<T: Clone>(items: &[T]) -> Vec<Vec<T>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for index in 0..items.len() {
        let mut rest = items.to_vec();
        let first = rest.remove(index);
        for mut permutation in permutations(&rest) {
            permutation.insert(0, first.clone());
            all.push(permutation);
        }
    }
    all
}

/// Sends notices of one certificate one by one, and tells which is in force.
async fn in_force_after(
    gateway: &Gateway,
    order_id: &str,
    arriving: impl IntoIterator<Item = NoticeListParm>,
) -> (i32, i64) {
    for notice in arriving {
        gateway.notify(notices(order_id, [notice])).await.unwrap();
    }
    let stored = stored(gateway, order_id).await;
    assert_eq!(stored.len(), 1, "one certificate");
    (stored[0].audit_result, stored[0].audit_time)
}

on_every_database! {
    async fn the_greatest_audit_time_is_in_force(database: Database) {
        let gateway = Gateway::start(&database).await;

        let newer = notices("D1", [notice("C1", AGREED, 200)]);
        let older = notices("D1", [notice("C1", REFUSED, 100)]);
        let newest = notices("D1", [notice("C1", REFUSED, 300)]);
        let mut answers = Vec::new();
        for request in [newer, older, newest] {
            answers.extend(outcomes(&gateway.notify(request).await.unwrap()));
        }

        let expected =
            [SignalOutcome::Applied, SignalOutcome::Superseded, SignalOutcome::Applied];
        assert_eq!(answers, expected);
        let stored = stored(&gateway, "D1").await;
        assert_eq!((stored[0].audit_result, stored[0].audit_time), (REFUSED, 300));
    }

    async fn one_history_ends_the_same_in_whatever_order_it_arrives(database: Database) {
        let gateway = Gateway::start(&database).await;
        let history = [
            notice("C1", UNDECIDED, 0),
            notice("C1", REFUSED, 100),
            notice("C1", UNHEARD_OF, 150),
            notice("C1", AGREED, 200),
            notice("C1", AGREED, 200),
        ];

        let orders = permutations(&history).into_iter().enumerate();
        let ends = join_all(orders.map(async |(number, arriving)| {
            let order_id = format!("D{number}");
            let in_force = in_force_after(&gateway, &order_id, arriving.clone()).await;
            (arriving, in_force)
        }))
        .await;

        assert_eq!(ends.len(), 120);
        for (arriving, in_force) in ends {
            assert_eq!(in_force, (AGREED, 200), "{arriving:?}");
        }
    }

    async fn notices_of_one_request_are_taken_in_their_order(database: Database) {
        let gateway = Gateway::start(&database).await;

        let request = notices(
            "D1",
            [
                notice("C1", REFUSED, 100),
                notice("C1", AGREED, 200),
                notice("C2", UNDECIDED, 0),
                notice("C1", REFUSED, 150),
                notice("C1", AGREED, 200),
            ],
        );
        let results = gateway.notify(request).await.unwrap();

        let certificates: Vec<_> = results.iter().map(|it| &*it.certificate_id).collect();
        assert_eq!(certificates, ["C1", "C1", "C2", "C1", "C1"]);
        let expected = [
            SignalOutcome::Applied,
            SignalOutcome::Applied,
            SignalOutcome::Applied,
            SignalOutcome::Superseded,
            SignalOutcome::Duplicate,
        ];
        assert_eq!(outcomes(&results), expected);
        assert_eq!(stored(&gateway, "D1").await[0].audit_time, 200);
    }

    async fn a_decision_never_goes_back_to_undecided(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (order_id, decided) in [("D1", AGREED), ("D2", REFUSED)] {
            for later in [notice("C1", UNDECIDED, 900), notice("C1", UNHEARD_OF, 900)] {
                let arriving = [notice("C1", decided, 100), later];
                let in_force = in_force_after(&gateway, order_id, arriving).await;
                assert_eq!(in_force, (decided, 100));
            }
        }
    }

    async fn a_decision_replaces_an_undecided_notice_of_the_same_time(database: Database) {
        let gateway = Gateway::start(&database).await;

        let arriving = [notice("C1", UNDECIDED, 100), notice("C1", AGREED, 100)];
        let in_force = in_force_after(&gateway, "D1", arriving).await;

        assert_eq!(in_force, (AGREED, 100));
    }

    async fn a_newer_undecided_notice_replaces_an_undecided_one(database: Database) {
        let gateway = Gateway::start(&database).await;

        let arriving = [notice("C1", UNDECIDED, 100), notice("C1", UNHEARD_OF, 200)];
        let in_force = in_force_after(&gateway, "D1", arriving).await;

        assert_eq!(in_force, (UNHEARD_OF, 200));
    }

    async fn the_same_notice_again_is_stored_once(database: Database) {
        let gateway = Gateway::start(&database).await;
        let request = || {
            notices("D1", [notice("C1", AGREED, 100), notice("C2", REFUSED, 100)])
        };
        gateway.notify(request()).await.unwrap();
        let before = gateway.everything(&["D1"]).await;

        let results = gateway.notify(request()).await.unwrap();

        assert_eq!(outcomes(&results), [SignalOutcome::Duplicate, SignalOutcome::Duplicate]);
        assert_eq!(gateway.everything(&["D1"]).await, before);
    }

    async fn one_that_is_in_the_history_only_is_known_when_it_is_repeated(database: Database) {
        let gateway = Gateway::start(&database).await;
        let older = || notices("D1", [notice("C1", REFUSED, 100)]);
        gateway.notify(notices("D1", [notice("C1", AGREED, 200)])).await.unwrap();
        let first = gateway.notify(older()).await.unwrap();
        let again = gateway.notify(older()).await.unwrap();

        assert_eq!(outcomes(&first), [SignalOutcome::Superseded]);
        assert_eq!(outcomes(&again), [SignalOutcome::Duplicate]);
        assert_eq!(stored(&gateway, "D1").await[0].history.len(), 2);
    }
}
