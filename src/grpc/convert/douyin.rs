//! Douyin's notices.

use super::values::time;
use crate::{
    domain::douyin::{Flag, HistoryEntry, NoticeContent, NoticeOutcome, NoticeResult},
    proto::v1,
    store::view::NoticeView,
};

impl From<v1::NoticeListParm> for NoticeContent {
    fn from(notice: v1::NoticeListParm) -> Self {
        Self {
            certificate_id: notice.certificate_id.into(),
            code: notice.code.into(),
            total_count: notice.total_count,
            verify_count: notice.verify_count,
            apply_time: notice.apply_time,
            audit_time: notice.audit_time,
            audit_result: notice.audit_result,
        }
    }
}

impl From<NoticeContent> for v1::NoticeListParm {
    fn from(content: NoticeContent) -> Self {
        Self {
            certificate_id: content.certificate_id.into(),
            code: content.code.into(),
            total_count: content.total_count,
            verify_count: content.verify_count,
            apply_time: content.apply_time,
            audit_time: content.audit_time,
            audit_result: content.audit_result,
        }
    }
}

impl From<NoticeResult> for v1::DouyinNoticeResult {
    fn from(result: NoticeResult) -> Self {
        let outcome = match result.outcome {
            NoticeOutcome::InForce => v1::SignalOutcome::Applied,
            NoticeOutcome::HistoryOnly => v1::SignalOutcome::Superseded,
            NoticeOutcome::Repeated => v1::SignalOutcome::Duplicate,
        };
        Self {
            certificate_id: result.certificate_id.into(),
            outcome: outcome.into(),
            flags: flags(&result.flags),
        }
    }
}

impl From<NoticeView> for v1::DouyinNotice {
    fn from(view: NoticeView) -> Self {
        let NoticeView { notice, history } = view;
        let content = notice.content;
        Self {
            order_id: notice.order_id.into(),
            flags: flags(&content.flags()),
            certificate_id: content.certificate_id.into(),
            code: content.code.into(),
            total_count: content.total_count,
            verify_count: content.verify_count,
            apply_time: content.apply_time,
            audit_time: content.audit_time,
            audit_result: content.audit_result,
            received_at: Some(time(notice.received_at)),
            history: history.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<HistoryEntry> for v1::DouyinNoticeHistoryEntry {
    fn from(entry: HistoryEntry) -> Self {
        Self {
            notice: Some(entry.content.into()),
            received_at: Some(time(entry.received_at)),
            took_effect: entry.took_effect,
        }
    }
}

fn flags(flags: &[Flag]) -> Vec<i32> {
    let number = |flag: &Flag| match flag {
        Flag::UnknownAuditResult => v1::DouyinNoticeFlag::UnknownAuditResult.into(),
        Flag::TimeNotInSeconds => v1::DouyinNoticeFlag::TimeNotInSeconds.into(),
        Flag::NoCertificate => v1::DouyinNoticeFlag::NoCertificate.into(),
    };
    flags.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{douyin::Notice, timestamp::Timestamp};

    fn odd_content() -> NoticeContent {
        NoticeContent {
            certificate_id: "".into(),
            code: "C1".into(),
            total_count: 3,
            verify_count: 1,
            apply_time: -1,
            audit_time: 1_700_000_000,
            audit_result: 7,
        }
    }

    #[test]
    fn a_notice_reads_as_it_was_sent_and_what_is_odd_besides() {
        let received_at = Timestamp::from_micros(1_000_000);
        let shown = v1::DouyinNotice::from(NoticeView {
            notice: Notice {
                order_id: "D1".into(),
                content: odd_content(),
                received_at,
                history_length: 1,
                revision: 1,
            },
            history: vec![HistoryEntry {
                order_id: "D1".into(),
                number: 1,
                content: odd_content(),
                received_at,
                took_effect: true,
            }],
        });
        let flags: Vec<_> = shown.flags().collect();
        let expected = [
            v1::DouyinNoticeFlag::UnknownAuditResult,
            v1::DouyinNoticeFlag::TimeNotInSeconds,
            v1::DouyinNoticeFlag::NoCertificate,
        ];
        assert_eq!(flags, expected);
        assert_eq!((shown.apply_time, shown.audit_result), (-1, 7));

        let entry = shown.history.into_iter().next().unwrap();
        assert!(entry.took_effect);
        assert_eq!(entry.received_at, shown.received_at);
        assert_eq!(NoticeContent::from(entry.notice.unwrap()), odd_content());
    }

    #[test]
    fn each_outcome_has_its_word() {
        for (outcome, expected) in [
            (NoticeOutcome::InForce, v1::SignalOutcome::Applied),
            (NoticeOutcome::HistoryOnly, v1::SignalOutcome::Superseded),
            (NoticeOutcome::Repeated, v1::SignalOutcome::Duplicate),
        ] {
            let result = v1::DouyinNoticeResult::from(NoticeResult {
                certificate_id: "C1".into(),
                outcome,
                flags: Vec::new(),
            });
            assert_eq!(result.outcome(), expected);
        }
    }
}
