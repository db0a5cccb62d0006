//! What waits for a lane: commands, what was decided of them, and who waits for
//! the answer.

use tokio::sync::oneshot;

use crate::domain::{
    callback::{
        Callback,
        apply::ApplyCallback,
        receive::{Receipt, ReceiveCallback},
    },
    command::{Command, Context, Keys},
    reason::{Reason, Refusal},
    working_set::WorkingSet,
};

use super::{CallbackAnswer, EngineError};

/// One command of a batch, as the batch sees it.
pub(super) trait Work: Send {
    /// Adds the keys of the rows that the command needs.
    fn keys(&self, keys: &mut Keys);
    /// Decides the command, anew each time the batch is loaded.
    fn decide(&mut self, rows: &mut WorkingSet, context: &Context);
    /// The batch failed with the command in it.
    fn fail(&mut self, error: EngineError);
}

/// A command and what was decided of it last.
pub(super) struct Step<C: Command> {
    command: C,
    result: Option<Result<C::Outcome, EngineError>>,
}

impl<C: Command> Step<C> {
    fn new(command: C) -> Self {
        let result = None;
        Self { command, result }
    }

    fn into_result(self) -> Result<C::Outcome, EngineError> {
        self.result.unwrap_or(Err(EngineError::Internal))
    }
}

impl<C: Command<Outcome: Send> + Send> Work for Step<C> {
    fn keys(&self, keys: &mut Keys) {
        self.command.keys(keys);
    }

    fn decide(&mut self, rows: &mut WorkingSet, context: &Context) {
        let decision = self.command.decide(rows, context);
        self.result = Some(decision.map_err(EngineError::Refused));
    }

    fn fail(&mut self, error: EngineError) {
        self.result = Some(Err(error));
    }
}

/// A command of one phase and its caller.
pub(super) struct Request<C: Command> {
    step: Step<C>,
    reply: oneshot::Sender<Result<C::Outcome, EngineError>>,
}

impl<C: Command> Request<C> {
    pub(super) fn new(command: C, reply: oneshot::Sender<Result<C::Outcome, EngineError>>) -> Self {
        let step = Step::new(command);
        Self { step, reply }
    }
}

/// A request whose command is not known here.
pub(super) trait AnyRequest: Send {
    fn keys(&self, keys: &mut Keys);
    fn work(&mut self) -> &mut dyn Work;
    fn answer(self: Box<Self>);
}

impl<C> AnyRequest for Request<C>
where
    C: Command<Outcome: Send> + Send + 'static,
{
    fn keys(&self, keys: &mut Keys) {
        self.step.keys(keys);
    }

    fn work(&mut self) -> &mut dyn Work {
        &mut self.step
    }

    fn answer(self: Box<Self>) {
        // A caller that hung up changes nothing.
        let _ = self.reply.send(self.step.into_result());
    }
}

/// Saves a callback, and keeps it as it is then.
struct Save {
    step: Step<ReceiveCallback>,
    saved: Option<Callback>,
}

impl Work for Save {
    fn keys(&self, keys: &mut Keys) {
        self.step.keys(keys);
    }

    fn decide(&mut self, rows: &mut WorkingSet, context: &Context) {
        self.step.decide(rows, context);
        let is_first = matches!(self.step.result, Some(Ok(Receipt::First)));
        self.saved = is_first
            .then(|| rows.callbacks.get(self.step.command.key()).cloned())
            .flatten();
    }

    fn fail(&mut self, error: EngineError) {
        self.saved = None;
        self.step.fail(error);
    }
}

/// Applies a callback that was saved, now or before.
struct Apply {
    step: Step<ApplyCallback>,
    saved: Option<Callback>,
}

impl Work for Apply {
    fn keys(&self, keys: &mut Keys) {
        match &self.saved {
            Some(saved) => self.step.command.keys_once_saved(saved.clone(), keys),
            None => self.step.keys(keys),
        }
    }

    fn decide(&mut self, rows: &mut WorkingSet, context: &Context) {
        self.step.decide(rows, context);
    }

    fn fail(&mut self, error: EngineError) {
        self.step.fail(error);
    }
}

/// A callback: saved in the first phase, applied in the second.
pub(super) struct CallbackJob {
    save: Save,
    apply: Apply,
    reply: oneshot::Sender<Result<CallbackAnswer, EngineError>>,
}

impl CallbackJob {
    pub(super) fn new(
        command: ReceiveCallback,
        reply: oneshot::Sender<Result<CallbackAnswer, EngineError>>,
    ) -> Self {
        let key = command.key().clone();
        Self {
            save: Save {
                step: Step::new(command),
                saved: None,
            },
            apply: Apply {
                step: Step::new(ApplyCallback { key }),
                saved: None,
            },
            reply,
        }
    }

    /// Only what was saved under its own amount is applied.
    fn second(&mut self) -> Option<&mut dyn Work> {
        let is_to_apply = matches!(
            self.save.step.result,
            Some(Ok(Receipt::First | Receipt::Repeated))
        );
        self.apply.saved = self.save.saved.take();
        is_to_apply.then_some(&mut self.apply as &mut dyn Work)
    }

    fn answer(self) {
        let _ = self.reply.send(answer(self.save.step, self.apply.step));
    }
}

fn answer(
    save: Step<ReceiveCallback>,
    apply: Step<ApplyCallback>,
) -> Result<CallbackAnswer, EngineError> {
    let refundmoney = save.command.refundmoney();
    if let Receipt::Conflict { in_force } = save.into_result()? {
        return Err(EngineError::Refused(Refusal::new(
            Reason::CallbackConflict,
            format!("refundmoney {refundmoney} was received, {in_force} stays in force"),
        )));
    }
    match apply.into_result() {
        Ok(applied) => Ok(CallbackAnswer::Applied(applied)),
        Err(EngineError::Refused(refusal)) => Err(EngineError::Refused(refusal)),
        // It is saved, and recovery applies it.
        Err(_) => Ok(CallbackAnswer::Pending),
    }
}

/// What waits for a lane.
pub(super) enum Job {
    /// A callback, in two phases.
    Callback(Box<CallbackJob>),
    /// Any command of one phase.
    Other(Box<dyn AnyRequest>),
}

impl Job {
    /// Whether the job has work in the first phase.
    pub(super) fn has_first(&self) -> bool {
        matches!(self, Self::Callback(_))
    }

    /// The job's work in the first phase.
    pub(super) fn first(&mut self) -> Option<&mut dyn Work> {
        match self {
            Self::Callback(job) => Some(&mut job.save),
            Self::Other(_) => None,
        }
    }

    /// The job's work in the second phase.
    pub(super) fn second(&mut self) -> Option<&mut dyn Work> {
        match self {
            Self::Callback(job) => job.second(),
            Self::Other(request) => Some(request.work()),
        }
    }

    /// What the second phase loads if the first one finds nothing of before.
    pub(super) fn second_keys(&self, keys: &mut Keys) {
        match self {
            Self::Callback(job) => {
                keys.trades
                    .insert(job.apply.step.command.key.trandeno.clone());
            }
            Self::Other(request) => request.keys(keys),
        }
    }

    /// Answers the caller with what was decided last.
    pub(super) fn answer(self) {
        match self {
            Self::Callback(job) => job.answer(),
            Self::Other(request) => request.answer(),
        }
    }
}
