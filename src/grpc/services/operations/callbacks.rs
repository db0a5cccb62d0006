//! Callbacks: listed, read, run again, resolved.

use tonic::Status;

use super::page::{Asked, given};
use crate::{
    domain::{
        callback::{
            Callback, CallbackState,
            operator::{OperatorAction, ReplayCallback, ResolveCallback},
            receive::check_key,
        },
        input::{BATCHNO_MAX_LENGTH, Checker, TRANDENO_MAX_LENGTH},
        order::TradeKey,
        reason::{Reason, Refusal},
    },
    engine::Engine,
    grpc::{convert::states::callback_state, page_token::Fingerprint, status},
    proto::v1::{
        self, GetCallbackRequest, GetCallbackResponse, ListCallbacksRequest, ListCallbacksResponse,
        ReplayCallbackRequest, ReplayCallbackResponse, ResolveCallbackRequest,
        ResolveCallbackResponse,
    },
    store::{
        Reader,
        view::{CallbackFilter, CallbackView},
    },
};

pub(super) async fn list(
    reader: &Reader,
    request: ListCallbacksRequest,
) -> Result<ListCallbacksResponse, Status> {
    let ListCallbacksRequest {
        trandeno,
        batchno,
        state,
        page_size,
        page_token,
    } = request;
    let mut checker = Checker::default();
    checker.optional_key("trandeno", &trandeno, TRANDENO_MAX_LENGTH);
    checker.optional_key("batchno", &batchno, BATCHNO_MAX_LENGTH);
    let state = callback_state(state).unwrap_or_else(|_| {
        checker.refuse("state", "must be a state of callbacks");
        None
    });
    let state_name = state.map_or("", CallbackState::as_str);
    let filter = Fingerprint::of("callbacks", &[&trandeno, &batchno, state_name]);
    let asked = Asked::new(&mut checker, page_size, &page_token, &filter);
    checker.finish().map_err(status::invalid)?;

    let wanted = CallbackFilter {
        trandeno: given(trandeno),
        batchno: given(batchno),
        state,
    };
    let page = asked.page(|[trandeno, batchno]| TradeKey::new(trandeno, batchno));
    let found = reader.list_callbacks(wanted, page).await;
    let found = found.map_err(|error| status::unreadable(&error))?;
    let found: Vec<v1::Callback> = found.into_iter().map(Into::into).collect();
    let (callbacks, next_page_token) = asked.cut(found, &filter, |it| [&it.trandeno, &it.batchno]);
    Ok(ListCallbacksResponse {
        callbacks,
        next_page_token,
    })
}

pub(super) async fn get(
    reader: &Reader,
    request: GetCallbackRequest,
) -> Result<GetCallbackResponse, Status> {
    let GetCallbackRequest { batchno, trandeno } = request;
    let mut checker = Checker::default();
    check_key(&mut checker, &batchno, &trandeno);
    checker.finish().map_err(status::invalid)?;

    let key = TradeKey::new(trandeno, batchno);
    let callback = Some(stored(reader, &key).await?.into());
    Ok(GetCallbackResponse { callback })
}

pub(super) async fn replay(
    engine: &Engine,
    request: ReplayCallbackRequest,
) -> Result<ReplayCallbackResponse, Status> {
    let ReplayCallbackRequest {
        batchno,
        trandeno,
        operator,
        reason,
    } = request;
    let action = OperatorAction::new(batchno, trandeno, operator, reason);
    let action = action.map_err(status::invalid)?;
    let key = action.key().clone();

    let replayed = engine.replay_callback(ReplayCallback(action)).await;
    let replayed = replayed.map_err(|error| status::failed(error, &about(&key)))?;
    let outcome = match replayed.callback.state {
        _ if replayed.repeated => v1::SignalOutcome::Duplicate,
        CallbackState::Applied => v1::SignalOutcome::Applied,
        _ => v1::SignalOutcome::Pending,
    };
    let callback = with_history(engine, replayed.callback).await?;
    Ok(ReplayCallbackResponse {
        outcome: outcome.into(),
        callback: Some(callback),
    })
}

pub(super) async fn resolve(
    engine: &Engine,
    request: ResolveCallbackRequest,
) -> Result<ResolveCallbackResponse, Status> {
    let ResolveCallbackRequest {
        batchno,
        trandeno,
        operator,
        reason,
    } = request;
    let action = OperatorAction::new(batchno, trandeno, operator, reason);
    let action = action.map_err(status::invalid)?;
    let key = action.key().clone();

    let resolved = engine.resolve_callback(ResolveCallback(action)).await;
    let resolved = resolved.map_err(|error| status::failed(error, &about(&key)))?;
    let outcome = if resolved.repeated {
        v1::SignalOutcome::Duplicate
    } else {
        v1::SignalOutcome::Applied
    };
    let callback = with_history(engine, resolved.callback).await?;
    Ok(ResolveCallbackResponse {
        outcome: outcome.into(),
        callback: Some(callback),
    })
}

/// A callback as a command left it. What else was kept of it only grows, so it
/// can be read apart. Should that fail, the caller may simply ask again.
async fn with_history(engine: &Engine, callback: Callback) -> Result<v1::Callback, Status> {
    let kept = stored(&engine.reader(), &callback.key).await?;
    Ok(CallbackView { callback, ..kept }.into())
}

async fn stored(reader: &Reader, key: &TradeKey) -> Result<CallbackView, Status> {
    let found = reader.get_callback(key).await;
    let found = found.map_err(|error| status::unreadable(&error))?;
    found.ok_or_else(|| {
        let message = format!(
            "no callback is stored for batchno {} and trandeno {}",
            key.batchno, key.trandeno
        );
        let refusal = Refusal::new(Reason::CallbackNotFound, message);
        status::refused(refusal, &about(key))
    })
}

fn about(key: &TradeKey) -> [(&'static str, &str); 2] {
    [("batchno", &key.batchno), ("trandeno", &key.trandeno)]
}
