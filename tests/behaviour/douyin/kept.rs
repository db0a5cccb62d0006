//! What is kept of Douyin's notices: all of it, as sent.

use refund_gateway::proto::v1::{
    DouyinNotice, DouyinNoticeFlag, DouyinNoticeResult, NoticeListParm, SignalOutcome,
    TimelineEventKind,
};
use tonic::Code;

use super::stored;
use crate::support::*;

on_every_database! {
    async fn a_notice_is_kept_as_sent(database: Database) {
        let gateway = Gateway::start(&database).await;
        let sent = NoticeListParm {
            certificate_id: "券 1".into(),
            code: "line one\nline two".into(),
            total_count: 3,
            verify_count: 2,
            apply_time: 1_700_000_000,
            audit_time: 1_700_000_100,
            audit_result: 1,
        };

        let results = gateway.notify(notices("订单 1", [sent.clone()])).await.unwrap();

        assert_eq!(results[0].outcome(), SignalOutcome::Applied);
        assert!(results[0].flags.is_empty());
        let stored = stored(&gateway, "订单 1").await.remove(0);
        assert_eq!((&*stored.order_id, &stored.certificate_id), ("订单 1", &sent.certificate_id));
        assert_eq!(stored.code, sent.code);
        assert_eq!((stored.total_count, stored.verify_count), (3, 2));
        assert_eq!((stored.apply_time, stored.audit_time), (sent.apply_time, sent.audit_time));
        assert_eq!(stored.audit_result, 1);
        assert!(stored.received_at.is_some());
        assert_eq!(stored.history.len(), 1);
        assert_eq!(stored.history[0].notice, Some(sent));
        assert!(stored.history[0].took_effect);
    }

    async fn an_order_that_the_gateway_does_not_know_is_no_error(database: Database) {
        let gateway = Gateway::start(&database).await;

        gateway.notify(notices("D1", [notice("C1", 1, 100)])).await.unwrap();

        assert_eq!(stored(&gateway, "D1").await.len(), 1);
        let refused = gateway.get_order("D1").await.unwrap_err();
        refused.is(Code::NotFound, "ORDER_NOT_FOUND");
    }

    async fn notices_are_kept_per_order_and_certificate(database: Database) {
        let gateway = Gateway::start(&database).await;

        gateway.notify(notices("D1", [notice("C1", 1, 100), notice("C2", 2, 300)])).await.unwrap();
        gateway.notify(notices("D2", [notice("C1", 2, 200)])).await.unwrap();

        let results = |stored: Vec<DouyinNotice>| -> Vec<_> {
            stored.into_iter().map(|it| (it.certificate_id, it.audit_result)).collect()
        };
        let of_first = results(stored(&gateway, "D1").await);
        assert_eq!(of_first, [("C1".to_owned(), 1), ("C2".to_owned(), 2)]);
        assert_eq!(results(stored(&gateway, "D2").await), [("C1".to_owned(), 2)]);
    }

    async fn the_history_has_every_notice_in_the_order_of_arrival(database: Database) {
        let gateway = Gateway::start(&database).await;
        let arriving = [
            (notice("C1", 0, 0), true),
            (notice("C1", 1, 200), true),
            (notice("C1", 2, 100), false),
            (notice("C1", 0, 300), false),
            (notice("C1", 2, 250), true),
        ];

        for (notice, _) in &arriving {
            gateway.notify(notices("D1", [notice.clone()])).await.unwrap();
        }

        let stored = stored(&gateway, "D1").await.remove(0);
        let history: Vec<_> = stored
            .history
            .iter()
            .map(|entry| (entry.notice.clone().unwrap(), entry.took_effect))
            .collect();
        assert_eq!(history, arriving);
        assert!(stored.history.iter().all(|entry| entry.received_at.is_some()));
        assert_eq!(stored.received_at, stored.history[4].received_at);
    }

    async fn what_is_odd_is_flagged_and_kept_as_sent(database: Database) {
        use DouyinNoticeFlag::{NoCertificate, TimeNotInSeconds, UnknownAuditResult};
        let gateway = Gateway::start(&database).await;
        let good = || notice("C1", 1, 1_700_000_100);
        let cases: [(NoticeListParm, &[DouyinNoticeFlag]); 8] = [
            (NoticeListParm { audit_result: 3, ..good() }, &[UnknownAuditResult]),
            (NoticeListParm { audit_result: -1, ..good() }, &[UnknownAuditResult]),
            (NoticeListParm { apply_time: -1, ..good() }, &[TimeNotInSeconds]),
            (NoticeListParm { audit_time: 1_700_000_000_000, ..good() }, &[TimeNotInSeconds]),
            (NoticeListParm { audit_time: i64::MIN, ..good() }, &[TimeNotInSeconds]),
            (NoticeListParm { apply_time: i64::MAX, ..good() }, &[TimeNotInSeconds]),
            (NoticeListParm { certificate_id: String::new(), ..good() }, &[NoCertificate]),
            (
                NoticeListParm { audit_result: i32::MAX, apply_time: -5, ..NoticeListParm::default() },
                &[UnknownAuditResult, TimeNotInSeconds, NoCertificate],
            ),
        ];
        for (number, (sent, expected)) in cases.into_iter().enumerate() {
            let order_id = format!("D{number}");

            let results = gateway.notify(notices(&order_id, [sent.clone()])).await.unwrap();

            let flags: Vec<_> = results[0].flags().collect();
            assert_eq!(flags, expected, "{sent:?}");
            let stored = stored(&gateway, &order_id).await.remove(0);
            assert_eq!(stored.flags().collect::<Vec<_>>(), expected, "{sent:?}");
            assert_eq!(stored.history[0].notice, Some(sent));
        }
    }

    async fn the_sample_of_the_document_is_taken(database: Database) {
        let gateway = Gateway::start(&database).await;
        let sample = NoticeListParm {
            certificate_id: "sample string 1".into(),
            code: "sample string 2".into(),
            total_count: 3,
            verify_count: 4,
            apply_time: 5,
            audit_time: 6,
            audit_result: 7,
        };
        // Its counts break a rule of the gateway; the rest is as printed.
        let sample = NoticeListParm { verify_count: 3, ..sample };

        let request = notices("sample string 1", [sample.clone(), sample]);
        let results = gateway.notify(request).await.unwrap();

        let outcomes: Vec<_> = results.iter().map(DouyinNoticeResult::outcome).collect();
        assert_eq!(outcomes, [SignalOutcome::Applied, SignalOutcome::Duplicate]);
        assert_eq!(results[0].flags().collect::<Vec<_>>(), [DouyinNoticeFlag::UnknownAuditResult]);
    }

    async fn a_request_is_stored_whole_or_not_at_all(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.notify(notices("D1", [notice("C1", 1, 100)])).await.unwrap();
        let before = gateway.everything(&["D1"]).await;

        let bad = NoticeListParm { total_count: 1, verify_count: 2, ..notice("C3", 1, 200) };
        let request = notices("D1", [notice("C1", 2, 200), notice("C2", 1, 200), bad]);
        let refused = gateway.notify(request).await.unwrap_err();

        let field = "notice_list[2].verify_count";
        refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        assert_eq!(gateway.everything(&["D1"]).await, before);
    }

    async fn uses_verified_are_compared_only_where_a_total_is_given(database: Database) {
        let gateway = Gateway::start(&database).await;
        let without_total = NoticeListParm { verify_count: 4, ..notice("C1", 1, 100) };
        let all_used =
            NoticeListParm { total_count: 4, verify_count: 4, ..notice("C2", 1, 100) };

        gateway.notify(notices("D1", [without_total, all_used])).await.unwrap();

        assert_eq!(stored(&gateway, "D1").await.len(), 2);
    }

    async fn a_request_may_be_as_large_as_the_limit_says(database: Database) {
        let gateway = Gateway::start(&database).await;
        let many = (0..500).map(|number| notice(&format!("C{number:03}"), 1, 100));

        let results = gateway.notify(notices("D1", many)).await.unwrap();

        assert!(results.iter().all(|it| it.outcome() == SignalOutcome::Applied));
        let events = gateway.get_timeline("D1").await.unwrap();
        assert_eq!(events.len(), 500);
        assert!(events.iter().all(|it| it.kind() == TimelineEventKind::DouyinNotice));
    }
}
