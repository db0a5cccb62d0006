//! Douyin's refund notices (source:
//! `POST api/WebInterface/Order/ThirdRefundInfo/Update`, and Douyin's own
//! pages): delivered once or several times, in any order.

use smol_str::{SmolStr, ToSmolStr as _};

use super::{
    audit::{EventKind, Stream},
    command::{Command, Context, Keys},
    input::Checker,
    reason::Refusal,
    timestamp::Timestamp,
    working_set::WorkingSet,
};

const MAX_NOTICES: usize = 500;
const NAME_MAX_LENGTH: usize = 200;
/// Unix seconds reach this in the year 5138; milliseconds passed it in 1973.
const SECONDS_LIMIT: i64 = 100_000_000_000;

/// The key of a certificate's notices: the order on Douyin's side, and the
/// certificate.
pub type NoticeKey = (SmolStr, SmolStr);
/// The key of one notice in a certificate's history: its number, from 1.
pub type HistoryKey = (SmolStr, SmolStr, i32);

/// The content of a notice, as sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeContent {
    /// The certificate.
    pub certificate_id: SmolStr,
    /// The third party's code.
    pub code: SmolStr,
    /// Uses in all; 0 when not given.
    pub total_count: i32,
    /// Uses verified.
    pub verify_count: i32,
    /// When the refund was asked for, Unix seconds.
    pub apply_time: i64,
    /// When it was decided, Unix seconds.
    pub audit_time: i64,
    /// 1 agreed, 2 refused, anything else undecided.
    pub audit_result: i32,
}

/// What is odd about a notice that is kept all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// `audit_result` is none of 0, 1, 2.
    UnknownAuditResult,
    /// A time cannot be Unix seconds.
    TimeNotInSeconds,
    /// There is no certificate number.
    NoCertificate,
}

impl NoticeContent {
    /// 1 agreed and 2 refused are decisions.
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        matches!(self.audit_result, 1 | 2)
    }

    /// What is odd about the notice.
    #[must_use]
    pub fn flags(&self) -> Vec<Flag> {
        let seconds = 0..SECONDS_LIMIT;
        let mut flags = Vec::new();
        if !matches!(self.audit_result, 0..=2) {
            flags.push(Flag::UnknownAuditResult);
        }
        if !seconds.contains(&self.apply_time) || !seconds.contains(&self.audit_time) {
            flags.push(Flag::TimeNotInSeconds);
        }
        if self.certificate_id.is_empty() {
            flags.push(Flag::NoCertificate);
        }
        flags
    }

    /// Whether this notice, arriving later, takes the place of `current`.
    fn supersedes(&self, current: &Self) -> bool {
        match (current.is_decided(), self.is_decided()) {
            (true, false) => false,
            (false, true) => self.audit_time >= current.audit_time,
            _ => self.audit_time > current.audit_time,
        }
    }
}

/// The notice in force of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The order on Douyin's side.
    pub order_id: SmolStr,
    /// What the notice says.
    pub content: NoticeContent,
    /// When it was received.
    pub received_at: Timestamp,
    /// How many notices the certificate's history has.
    pub history_length: i32,
    /// Grows with every change; guards every write.
    pub revision: i64,
}

/// A notice of a certificate's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The order on Douyin's side.
    pub order_id: SmolStr,
    /// Its number within the certificate's history, from 1.
    pub number: i32,
    /// What the notice says.
    pub content: NoticeContent,
    /// When it was received.
    pub received_at: Timestamp,
    /// It was in force when it arrived.
    pub took_effect: bool,
}

/// Stores the notices of one order: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreNotices {
    order_id: SmolStr,
    notices: Vec<NoticeContent>,
}

/// What became of one notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeOutcome {
    /// It is in force now.
    InForce,
    /// A newer or decided one stays in force.
    HistoryOnly,
    /// The same notice was stored before.
    Repeated,
}

/// What became of a notice, and what is odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeResult {
    /// The certificate.
    pub certificate_id: SmolStr,
    /// What happened.
    pub outcome: NoticeOutcome,
    /// What is odd.
    pub flags: Vec<Flag>,
}

impl StoreNotices {
    /// Checks what a caller sent.
    pub fn new(order_id: String, notices: Vec<NoticeContent>) -> Result<Self, Refusal> {
        let mut checker = Checker::default();
        checker.key("order_id", &order_id, NAME_MAX_LENGTH);
        checker.count("notice_list", notices.len(), 1, MAX_NOTICES);
        for (index, notice) in notices.iter().take(MAX_NOTICES).enumerate() {
            check(&mut checker, &format!("notice_list[{index}]"), notice);
        }
        checker.finish()?;
        Ok(Self {
            order_id: order_id.into(),
            notices,
        })
    }

    /// The order on Douyin's side.
    #[must_use]
    pub fn order_id(&self) -> &str {
        &self.order_id
    }
}

fn check(checker: &mut Checker, at: &str, notice: &NoticeContent) {
    checker.optional_key(
        &format!("{at}.certificate_id"),
        &notice.certificate_id,
        NAME_MAX_LENGTH,
    );
    checker.text(&format!("{at}.code"), &notice.code, NAME_MAX_LENGTH);
    for (name, count) in [
        ("total_count", notice.total_count),
        ("verify_count", notice.verify_count),
    ] {
        if count < 0 {
            checker.refuse(format!("{at}.{name}"), "must not be negative");
        }
    }
    if notice.total_count > 0 && notice.verify_count > notice.total_count {
        checker.refuse(
            format!("{at}.verify_count"),
            "must not be above total_count",
        );
    }
}

impl Command for StoreNotices {
    type Outcome = Vec<NoticeResult>;

    fn keys(&self, keys: &mut Keys) {
        keys.douyin_orders.insert(self.order_id.clone());
    }

    fn decide(
        &self,
        rows: &mut WorkingSet,
        context: &Context,
    ) -> Result<Vec<NoticeResult>, Refusal> {
        let results = self.notices.iter().map(|content| NoticeResult {
            certificate_id: content.certificate_id.clone(),
            outcome: self.store(content, rows, context),
            flags: content.flags(),
        });
        Ok(results.collect())
    }
}

impl StoreNotices {
    fn store(
        &self,
        content: &NoticeContent,
        rows: &mut WorkingSet,
        context: &Context,
    ) -> NoticeOutcome {
        let certificate_id = &content.certificate_id;
        let key = (self.order_id.clone(), certificate_id.clone());
        let first = (key.0.clone(), key.1.clone(), 0);
        let last = (key.0.clone(), key.1.clone(), i32::MAX);
        let same = |entry: &HistoryEntry| entry.content == *content;
        if rows.douyin_history.range(first..=last).any(same) {
            return NoticeOutcome::Repeated;
        }
        let current = rows.douyin_notices.get(&key);
        let takes_effect = current.is_none_or(|current| content.supersedes(&current.content));
        let number = current.map_or(0, |current| current.history_length) + 1;
        let notice = match current {
            Some(current) if !takes_effect => Notice {
                history_length: number,
                revision: current.revision + 1,
                ..current.clone()
            },
            current => Notice {
                order_id: self.order_id.clone(),
                content: content.clone(),
                received_at: context.now,
                history_length: number,
                revision: current.map_or(0, |current| current.revision) + 1,
            },
        };
        let entry = HistoryEntry {
            order_id: self.order_id.clone(),
            number,
            content: content.clone(),
            received_at: context.now,
            took_effect: takes_effect,
        };
        let entry_key = (key.0.clone(), key.1.clone(), number);
        rows.douyin_notices.put(key, notice);
        rows.douyin_history.put(entry_key, entry);
        self.record(content, takes_effect, rows, context);
        if takes_effect {
            NoticeOutcome::InForce
        } else {
            NoticeOutcome::HistoryOnly
        }
    }

    fn record(
        &self,
        content: &NoticeContent,
        took_effect: bool,
        rows: &mut WorkingSet,
        context: &Context,
    ) {
        let attributes = vec![
            ("certificate_id", content.certificate_id.clone()),
            ("audit_result", content.audit_result.to_smolstr()),
            ("audit_time", content.audit_time.to_smolstr()),
            ("took_effect", took_effect.to_smolstr()),
        ];
        let stream = Stream::Order(self.order_id.clone());
        rows.record(stream, context.now, EventKind::DouyinNotice, attributes);
    }
}
