//! What signals come to: commands with every value in them, and their verdicts.

use refund_gateway::domain::{
    callback::{
        CallbackState,
        apply::{ApplyCallback, PostponeCallback},
        operator::{ReplayCallback, ResolveCallback},
        receive::{Receipt, ReceiveCallback},
    },
    command::{Command, Context, Keys},
    douyin::{NoticeContent, NoticeOutcome, StoreNotices},
    feed::{FeedOrders, FeedOutcome},
    money::Fen,
    order::{OrderState, TradeKey},
    reason::{Reason, Refusal},
    refund::RequestRefund,
    taoxianda::{AmountUnit, RawSubOrder, StoreSubOrders},
    working_set::WorkingSet,
};

use crate::world::{self, keys_of, operator_action, trade_key};

use super::signal::{self, DouyinRequest, FedOrder, FedSubOrder, Refund};

/// One command.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Feed(Vec<FedOrder>),
    Refund(Refund),
    Receive(TradeKey, i64),
    Apply(TradeKey),
    Postpone(TradeKey, bool),
    Replay(TradeKey),
    Resolve(TradeKey),
    Douyin(DouyinRequest),
    Taoxianda(Vec<FedSubOrder>),
}

/// What a command's caller learns, as far as the reference tells it as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Refused(Reason),
    Fed(Vec<(FeedOutcome, OrderState)>),
    /// Repeated or not, and the applications: trade number and amount.
    Refunded(bool, Vec<(String, i64)>),
    Received(Receipt),
    /// Repeated or not, and whether the amount differs.
    Applied(bool, bool),
    Postponed,
    /// Repeated or not, and where the callback stands.
    Replayed(bool, CallbackState),
    Resolved(bool),
    Noticed(Vec<NoticeOutcome>),
    /// Of each sub order, whether it was stored before.
    Stored(Vec<bool>),
}

/// A step as the rules take it.
pub(super) struct Built {
    keys: Keys,
    decide: Box<Decide>,
}

type Decide = dyn Fn(&mut WorkingSet, &Context) -> Verdict;

impl Built {
    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    pub(super) fn decide(&self, rows: &mut WorkingSet, context: &Context) -> Verdict {
        (self.decide)(rows, context)
    }

    fn new<C: Command + 'static>(command: C, verdict: fn(C::Outcome) -> Verdict) -> Self {
        Self {
            keys: keys_of(&command),
            decide: Box::new(move |rows, context| match command.decide(rows, context) {
                Ok(outcome) => verdict(outcome),
                Err(refusal) => Verdict::Refused(refusal.reason),
            }),
        }
    }
}

impl Step {
    /// The command, unless what it says is no well-formed request.
    pub(super) fn build(&self) -> Result<Built, Refusal> {
        Ok(match self {
            Self::Feed(orders) => feed(orders)?,
            Self::Refund(refund) => self::refund(refund)?,
            Self::Receive(key, amount) => receive(key, *amount)?,
            Self::Apply(key) => {
                let key = key.clone();
                Built::new(ApplyCallback { key }, |applied| {
                    Verdict::Applied(applied.repeated, applied.amount_differs)
                })
            }
            Self::Postpone(key, lasting) => {
                let (key, lasting) = (key.clone(), *lasting);
                Built::new(PostponeCallback { key, lasting }, |()| Verdict::Postponed)
            }
            Self::Replay(key) => {
                let action = operator_action(&key.batchno, &key.trandeno);
                Built::new(ReplayCallback(action), |replayed| {
                    Verdict::Replayed(replayed.repeated, replayed.callback.state)
                })
            }
            Self::Resolve(key) => {
                let action = operator_action(&key.batchno, &key.trandeno);
                Built::new(ResolveCallback(action), |resolved| {
                    Verdict::Resolved(resolved.repeated)
                })
            }
            Self::Douyin(request) => douyin(request)?,
            Self::Taoxianda(sub_orders) => taoxianda(sub_orders)?,
        })
    }
}

fn yuan(fen: i64) -> String {
    Fen::from_stored(fen).to_string()
}

fn feed(orders: &[FedOrder]) -> Result<Built, Refusal> {
    let raw = orders.iter().map(|fed| {
        let mut order = world::order(fed.order)
            .state(fed.state)
            .version(fed.version);
        if let Some(agent) = signal::owner(fed.order) {
            order = order.agent(agent);
        }
        for payment in &fed.payments {
            let [paid, refunded] = [payment.paid, payment.refunded].map(yuan);
            order = order.payment_refunded_before(payment.trandeno, &paid, &refunded);
        }
        for ticket in &fed.tickets {
            let price = yuan(ticket.price);
            order = order.any_ticket(ticket.ticketid, &price, ticket.issued, ticket.state);
        }
        for application in &fed.applications {
            let amount = yuan(application.amount);
            order = order.application(application.batchno, application.trandeno, &amount);
        }
        order.0
    });
    let command = FeedOrders::new(raw.collect())?;
    Ok(Built::new(command, |fed| {
        let results = fed.results.into_iter();
        Verdict::Fed(results.map(|fed| (fed.outcome, fed.state)).collect())
    }))
}

fn refund(refund: &Refund) -> Result<Built, Refusal> {
    let (all, tickets) = match &refund.tickets {
        None => ("1", Vec::new()),
        Some(tickets) => ("0", tickets.iter().map(|&id| id.to_owned()).collect()),
    };
    let (order, batchno) = (refund.order.to_owned(), refund.batchno.to_owned());
    let agent = refund.agent.map(str::to_owned);
    let command = RequestRefund::new(order, all, tickets, None, batchno)?.on_behalf_of(agent);
    Ok(Built::new(command, |refund| {
        let applications = refund.applications.into_iter();
        let shares = applications.map(|each| (each.key.trandeno.to_string(), each.amount.as_i64()));
        Verdict::Refunded(refund.repeated, shares.collect())
    }))
}

fn receive(key: &TradeKey, amount: i64) -> Result<Built, Refusal> {
    let (batchno, trandeno) = (key.batchno.to_string(), key.trandeno.to_string());
    let command = ReceiveCallback::new(batchno, trandeno, Some(&yuan(amount)))?;
    Ok(Built::new(command, Verdict::Received))
}

fn douyin(request: &DouyinRequest) -> Result<Built, Refusal> {
    let notices = request.notices.iter().map(|&notice| content(notice));
    let command = StoreNotices::new(request.order.to_owned(), notices.collect())?;
    Ok(Built::new(command, |results| {
        let results = results.into_iter();
        Verdict::Noticed(results.map(|result| result.outcome).collect())
    }))
}

/// A notice from its certificate, `audit_time` and `audit_result`.
pub(super) fn content(
    (certificate_id, audit_time, audit_result): (&str, i64, i32),
) -> NoticeContent {
    NoticeContent {
        certificate_id: certificate_id.into(),
        code: "".into(),
        total_count: 0,
        verify_count: 0,
        apply_time: 0,
        audit_time,
        audit_result,
    }
}

fn taoxianda(sub_orders: &[FedSubOrder]) -> Result<Built, Refusal> {
    let shop = sub_orders.first().map_or("", |first| first.shop);
    let raw = sub_orders.iter().map(|sub_order| RawSubOrder {
        sub_biz_order_id: sub_order.sub_order.to_owned(),
        refund_goods_id: "R1".to_owned(),
        actual_refund_quantity: "1".to_owned(),
        refund_amount: sub_order.amount.to_string(),
        refund_type: sub_order.refund_type,
        ..RawSubOrder::default()
    });
    let command = StoreSubOrders::new(shop, raw.collect(), AmountUnit::Fen)?;
    Ok(Built::new(command, |results| {
        let results = results.into_iter();
        Verdict::Stored(results.map(|result| result.repeated).collect())
    }))
}

/// The key of a callback.
pub(super) fn key(batchno: &str, trandeno: &str) -> TradeKey {
    trade_key(batchno, trandeno)
}
