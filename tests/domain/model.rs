//! Random sequences of every command over a few orders, held against a second,
//! simpler implementation and against what must hold whatever comes.

mod compare;
mod feed;
mod invariants;
mod notices;
mod reference;
mod signal;
mod step;

use std::{cell::RefCell, collections::BTreeMap, fmt};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use refund_gateway::domain::{
    callback::CallbackState, command::Keys, order::TradeKey, working_set::WorkingSet,
};

use crate::{random, world::World};

use reference::Reference;
use signal::{Amount, Signal, Target, first_feed, signal};
use step::{Step, Verdict};

/// A case: batches of signals, one after the other.
#[derive(Clone)]
struct Case {
    knows_orders_first: bool,
    batches: Vec<Vec<Signal>>,
    /// How many of the signals come once more in the end.
    replayed: usize,
}

/// One line per batch, so that a failure can be read.
impl fmt::Debug for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.knows_orders_first {
            writeln!(formatter, "\n  first {:?}", first_feed())?;
        }
        for batch in &self.batches {
            writeln!(formatter, "  {batch:?}")?;
        }
        write!(formatter, "  and {} signals once more", self.replayed)
    }
}

fn case() -> impl Strategy<Value = Case> {
    let batches = vec(vec(signal(), 1..=3), 1..40);
    (prop::bool::weighted(0.9), batches, 0..60_usize).prop_map(
        |(knows_orders_first, batches, replayed)| Case {
            knows_orders_first,
            batches,
            replayed,
        },
    )
}

/// How often each verdict came up.
type Tally = RefCell<BTreeMap<String, usize>>;

/// The rules and the reference, side by side.
struct Trial<'a> {
    world: World,
    reference: Reference,
    /// The signals so far, none of them `Again`.
    signals: Vec<Signal>,
    /// What was not refused, as it was sent.
    accepted: Vec<Step>,
    tally: &'a Tally,
}

impl<'a> Trial<'a> {
    fn new(tally: &'a Tally) -> Self {
        let world = World::default();
        let reference = Reference {
            max_attempts: world.recovery.max_attempts,
            ..Reference::default()
        };
        Self {
            world,
            reference,
            signals: Vec::new(),
            accepted: Vec::new(),
            tally,
        }
    }

    fn rows(&self) -> &WorkingSet {
        &self.world.database.rows
    }

    /// The commands that a signal comes to by now.
    fn steps(&mut self, signal: &Signal) -> Vec<Step> {
        let signal = match signal {
            Signal::Again(back) => {
                let latest_first = self.signals.iter().rev();
                match latest_first.cycle().nth(*back) {
                    None => return Vec::new(),
                    Some(earlier) => earlier.clone(),
                }
            }
            new => new.clone(),
        };
        self.signals.push(signal.clone());
        match &signal {
            Signal::Again(_) => Vec::new(),
            Signal::Feed(orders) => vec![Step::Feed(orders.clone())],
            Signal::Refund(refund) => vec![Step::Refund(refund.clone())],
            Signal::Callback(target, amount) => {
                let key = self.key(target);
                let amount = self.amount(&key, amount);
                vec![Step::Receive(key.clone(), amount), Step::Apply(key)]
            }
            Signal::LostCallback(target, amount) => {
                let key = self.key(target);
                let amount = self.amount(&key, amount);
                vec![Step::Receive(key, amount)]
            }
            Signal::Recover => self.open(&[CallbackState::Received]),
            Signal::Postpone(target, lasting) => {
                vec![Step::Postpone(self.key(target), *lasting)]
            }
            Signal::Replay(target) => vec![Step::Replay(self.key(target))],
            Signal::Resolve(target) => vec![Step::Resolve(self.key(target))],
            Signal::Douyin(request) => vec![Step::Douyin(request.clone())],
            Signal::Taoxianda(sub_orders) => vec![Step::Taoxianda(sub_orders.clone())],
        }
    }

    fn key(&self, target: &Target) -> TradeKey {
        match target {
            Target::Key(batchno, trandeno) => step::key(batchno, trandeno),
            Target::Application(number) => {
                let keys: Vec<_> = self.rows().applications.iter().map(|a| &a.key).collect();
                match keys.len() {
                    0 => step::key("B1", "P1"),
                    known => keys[number % known].clone(),
                }
            }
        }
    }

    fn amount(&self, key: &TradeKey, amount: &Amount) -> i64 {
        match amount {
            Amount::Other(fen) => *fen,
            Amount::Right => {
                let application = self.rows().applications.get(key);
                application.map_or(3, |application| application.amount.as_i64())
            }
        }
    }

    /// Transaction 2 of every callback in one of some states.
    fn open(&self, states: &[CallbackState]) -> Vec<Step> {
        let callbacks = self.rows().callbacks.iter();
        let open = callbacks.filter(|callback| states.contains(&callback.state));
        open.map(|callback| Step::Apply(callback.key.clone()))
            .collect()
    }

    /// Runs commands as one batch, and holds all that is known against it.
    fn batch(&mut self, steps: &[Step]) {
        let well_formed = steps
            .iter()
            .filter_map(|step| Some((step, step.build().ok()?)));
        let commands: Vec<_> = well_formed.collect();
        let mut keys = Keys::default();
        for (_, command) in &commands {
            add(&mut keys, command.keys());
        }
        let Self {
            world,
            reference,
            accepted,
            tally,
            ..
        } = self;
        world.transaction(&keys, |rows, context| {
            for (step, command) in &commands {
                let before = rows.clone();
                let verdict = command.decide(rows, context);
                assert_eq!(verdict, reference.take(step), "{step:?}");
                invariants::assert_step(step, &verdict, &before, rows);
                *tally.borrow_mut().entry(name(step, &verdict)).or_default() += 1;
                let refused = matches!(verdict, Verdict::Refused(_));
                if !refused || matches!(step, Step::Apply(_)) {
                    accepted.push((*step).clone());
                }
            }
        });
        invariants::assert_hold(self.rows());
        compare::assert_same(self.rows(), &self.reference);
    }

    /// Tries whatever is open until nothing more can be applied.
    fn drain(&mut self) {
        loop {
            let open = self.open(&[CallbackState::Received, CallbackState::NeedsAttention]);
            let before = open.len();
            self.batch(&open);
            let after = self.open(&[CallbackState::Received, CallbackState::NeedsAttention]);
            if after.len() == before {
                return;
            }
        }
    }

    /// Sends the first of the accepted signals once more. Nothing changes but
    /// how often callbacks were tried.
    fn replay(&mut self, count: usize) {
        let before = self.rows().clone();
        let signals = self.accepted.iter().filter(|step| {
            let by_operators = matches!(
                step,
                Step::Replay(_) | Step::Resolve(_) | Step::Postpone(..)
            );
            !by_operators
        });
        let signals: Vec<_> = signals.take(count).cloned().collect();
        for mut step in signals {
            if let Step::Refund(refund) = &mut step {
                refund.batchno = "fresh";
            }
            self.batch(&[step]);
        }
        let mut after = self.rows().clone();
        after.callbacks = before.callbacks.clone();
        assert_eq!(after, before);
    }
}

/// What came of a step, to count it by.
fn name(step: &Step, verdict: &Verdict) -> String {
    let step = format!("{step:?}");
    let step = step.split(|c: char| !c.is_alphanumeric()).next();
    let step = step.unwrap_or_default();
    match verdict {
        Verdict::Fed(results) => {
            let outcomes: Vec<_> = results.iter().map(|(outcome, _)| outcome).collect();
            format!("{step} {outcomes:?}")
        }
        Verdict::Refunded(repeated, shares) => {
            format!("{step} repeated {repeated}, {} payments", shares.len())
        }
        Verdict::Received(receipt) => {
            let receipt = format!("{receipt:?}");
            format!("{step} {}", receipt.split(' ').next().unwrap_or_default())
        }
        other => format!("{step} {other:?}"),
    }
}

fn add(keys: &mut Keys, more: &Keys) {
    keys.orders.extend(more.orders.iter().cloned());
    keys.trades.extend(more.trades.iter().cloned());
    keys.callbacks.extend(more.callbacks.iter().cloned());
    keys.conflicts.extend(more.conflicts.iter().cloned());
    keys.douyin_orders
        .extend(more.douyin_orders.iter().cloned());
    let sub_orders = more.taoxianda_sub_orders.iter().cloned();
    keys.taoxianda_sub_orders.extend(sub_orders);
}

fn prove(case: &Case, tally: &Tally) {
    let mut trial = Trial::new(tally);
    if case.knows_orders_first {
        let steps = trial.steps(&first_feed());
        trial.batch(&steps);
    }
    for batch in &case.batches {
        let steps: Vec<_> = batch
            .iter()
            .flat_map(|signal| trial.steps(signal))
            .collect();
        trial.batch(&steps);
    }
    trial.drain();
    trial.replay(case.replayed);
}

/// What must have come up, or the signals do not reach the rules.
const REACHED: [&str; 12] = [
    "Feed [Created]",
    "Feed [Updated]",
    "Feed [Stale]",
    "Feed Refused(OrderVersionConflict)",
    "Refund repeated false, 2 payments",
    "Refund repeated true, 1 payments",
    "Refund Refused(RefundConflict)",
    "Receive Conflict",
    "Apply Applied(false, false)",
    "Apply Applied(false, true)",
    "Apply Refused(CallbackExceedsPayment)",
    "Replay Replayed(false, Applied)",
];

#[test]
fn whatever_comes_in_whatever_order_the_rules_hold() {
    let config = Config {
        source_file: Some(file!()),
        ..random::config(1200)
    };
    let cases = config.cases;
    let tally = Tally::default();
    let outcome = random::quietly(|| {
        TestRunner::new(config).run(&case(), |case| {
            prove(&case, &tally);
            Ok(())
        })
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    if std::env::var_os("TALLY").is_some() {
        println!("{:#?}", tally.borrow());
    }
    if cases >= 1200 {
        for name in REACHED {
            assert!(tally.borrow().contains_key(name), "never: {name}");
        }
    }
}
