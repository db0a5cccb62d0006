//! The reference's idea of notices: Douyin's by looking at all that came, and
//! Taoxianda's by remembering the first.

use std::collections::BTreeMap;

use refund_gateway::domain::{douyin::NoticeOutcome, reason::Reason};

use super::{
    signal::{DouyinRequest, FedSubOrder},
    step::Verdict,
};

/// `audit_time` and `audit_result`.
type Said = (i64, i32);
/// Shop, sub order.
type SubOrderName = (&'static str, &'static str);

#[derive(Clone, Debug, Default)]
pub(super) struct Notices {
    /// What came for an order's certificate, each once, and which is in force.
    pub(super) douyin: BTreeMap<(&'static str, &'static str), (Vec<Said>, Said)>,
    /// Amount and refund type.
    pub(super) taoxianda: BTreeMap<SubOrderName, (i64, Option<i64>)>,
}

fn is_decision((_, audit_result): Said) -> bool {
    audit_result == 1 || audit_result == 2
}

impl Notices {
    pub(super) fn douyin(&mut self, request: &DouyinRequest) -> Vec<NoticeOutcome> {
        let mut outcomes = Vec::new();
        for &(certificate, audit_time, audit_result) in &request.notices {
            let said = (audit_time, audit_result);
            let key = (request.order, certificate);
            let (seen, in_force) = self.douyin.entry(key).or_insert((Vec::new(), said));
            if seen.contains(&said) {
                outcomes.push(NoticeOutcome::Repeated);
                continue;
            }
            seen.push(said);
            let wins = if seen.len() == 1 {
                true
            } else if is_decision(*in_force) {
                is_decision(said) && audit_time > in_force.0
            } else if is_decision(said) {
                audit_time >= in_force.0
            } else {
                audit_time > in_force.0
            };
            if wins {
                *in_force = said;
                outcomes.push(NoticeOutcome::InForce);
            } else {
                outcomes.push(NoticeOutcome::HistoryOnly);
            }
        }
        outcomes
    }

    pub(super) fn taoxianda(&mut self, sub_orders: &[FedSubOrder]) -> Result<Verdict, Reason> {
        let shop = sub_orders.first().map_or("", |first| first.shop);
        let mut next = self.taoxianda.clone();
        let mut repeated = Vec::new();
        for sub_order in sub_orders {
            let content = (sub_order.amount, sub_order.refund_type);
            let before = next.insert((shop, sub_order.sub_order), content);
            if before.is_some_and(|before| before != content) {
                return Err(Reason::TaoxiandaConflict);
            }
            repeated.push(before.is_some());
        }
        self.taoxianda = next;
        Ok(Verdict::Stored(repeated))
    }
}
