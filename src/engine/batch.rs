//! One phase of a batch: one transaction if all goes well, and halves of it
//! until the offender is alone if it does not.

use crate::{
    domain::{
        command::{Context, Keys, RecoveryPolicy},
        working_set::WorkingSet,
    },
    store::{Batching, Expect, Plan, Session, TransactionError},
};

use super::{EngineError, clock, job::Work};

/// How often a command that is alone in its transaction is tried again when
/// others keep changing its rows; each try has several rounds of its own.
const LONE_TRIES: usize = 4;

/// A phase of a batch.
#[derive(Clone, Copy)]
pub(super) struct Phase {
    /// Its name, and that of its transactions.
    pub(super) name: &'static str,
    /// Whether its commands are mostly the first of their kind.
    pub(super) expect: Expect,
}

/// Callbacks are saved. Few have come before.
pub(super) const SAVE: Phase = Phase {
    name: "save",
    expect: Expect::Nothing,
};

/// They are applied, and whatever else there is to do is done.
pub(super) const APPLY: Phase = Phase {
    name: "apply",
    expect: Expect::Anything,
};

/// Decides and commits commands. Afterwards every one of them has its result.
///
/// `batching` and `load_ahead` are for all commands together: when only a part of
/// them can be committed at once, each is on its own. Answers whether they took
/// effect.
pub(super) async fn run(
    session: &mut Session,
    phase: Phase,
    batching: Batching<'_>,
    load_ahead: Option<&Keys>,
    recovery: RecoveryPolicy,
    works: &mut [&mut dyn Work],
) -> bool {
    let transaction = phase.name;
    let whole = works.len();
    let mut is_whole = false;
    // Parts still to run, the next one last, so that commands keep their order.
    let mut parts = vec![(0..works.len(), 0)];
    while let Some((range, tries)) = parts.pop() {
        let (start, length) = (range.start, range.len());
        let Some(part) = works.get_mut(range.clone()) else {
            continue;
        };
        let (batching, load_ahead) = if length == whole {
            (batching, load_ahead)
        } else {
            (Batching::Apart, None)
        };
        let attempt = transact(session, phase, batching, load_ahead, recovery, part);
        let Err(error) = attempt.await else {
            is_whole = length == whole;
            continue;
        };
        let middle = start + length / 2;
        match error {
            TransactionError::Contended if length == 1 && tries < LONE_TRIES => {
                parts.push((range, tries + 1));
            }
            TransactionError::Contended | TransactionError::Poisoned(_) if length > 1 => {
                parts.push((middle..range.end, 0));
                parts.push((start..middle, 0));
            }
            TransactionError::Unavailable(_) => {
                tracing::warn!(transaction, %error, "the database cannot be reached");
                fail(
                    works.get_mut(start..).unwrap_or_default(),
                    &EngineError::Unavailable,
                );
                break;
            }
            TransactionError::Contended => fail(part, &EngineError::Contended),
            TransactionError::Poisoned(_) => {
                tracing::error!(transaction, %error, "a command cannot be stored");
                fail(part, &EngineError::Internal);
            }
        }
    }
    is_whole
}

async fn transact(
    session: &mut Session,
    phase: Phase,
    batching: Batching<'_>,
    load_ahead: Option<&Keys>,
    recovery: RecoveryPolicy,
    works: &mut [&mut dyn Work],
) -> Result<(), TransactionError> {
    let mut keys = Keys::default();
    for work in works.iter() {
        work.keys(&mut keys);
    }
    let mut decide = |rows: &mut WorkingSet| {
        let now = clock::now();
        let context = Context { now, recovery };
        for work in works.iter_mut() {
            work.decide(rows, &context);
        }
    };
    let plan = Plan {
        name: phase.name,
        keys: &keys,
        expect: phase.expect,
        batching,
        load_ahead,
    };
    session.transact(plan, &mut decide).await
}

fn fail(works: &mut [&mut dyn Work], error: &EngineError) {
    for work in works {
        work.fail(error.clone());
    }
}
