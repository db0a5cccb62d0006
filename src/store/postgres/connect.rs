//! Connecting, and making sure that what the server confirms is on disk.

use std::{sync::Arc, time::Duration};

use diesel::{
    QueryableByName,
    sql_types::{Nullable, Text},
};
use diesel_async::{
    AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _,
};

use crate::store::{error::OpenError, failure::Failure};

/// The most that connecting may take, over all addresses of a host.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What is added to an address that does not say otherwise: who is calling, and
/// that a server which has vanished is noticed within a minute.
const PARAMETERS: [(&str, &str); 6] = [
    ("application_name", "refund-gateway"),
    ("connect_timeout", "5"),
    ("keepalives_idle", "15"),
    ("keepalives_interval", "5"),
    ("keepalives_retries", "3"),
    ("tcp_user_timeout", "30"),
];

/// A statement that takes longer than this waits for a lock that nobody gives
/// back; a transaction idle for longer belongs to a process that hangs.
const LIMITS: &str = "SET statement_timeout = '30s'; \
                      SET idle_in_transaction_session_timeout = '60s'";

/// A lane's statements find rows by their keys, whatever the keys are: one plan
/// is good for all batches, and to weigh another one each time costs more than
/// it could save. No plan reads a table whole because it is small: that of the
/// batches under way always is, and yet keeps the room of all that were deleted
/// since the last vacuum. Where there is no other way, the plan counts as so dear
/// that it would be compiled, which takes a hundred times as long as to run it.
const PLANS: &str = "SET plan_cache_mode = force_generic_plan; \
                     SET enable_seqscan = off; \
                     SET jit = off";

/// Messages in English are told apart in [`Failure`].
const ENGLISH: &str = "SET lc_messages = 'C'";

/// The address with what it does not say.
pub(super) fn complete(url: &str) -> String {
    let mut complete = url.to_owned();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let mut separator = if url.contains('?') { '&' } else { '?' };
    for (name, value) in PARAMETERS {
        let is_given = query
            .split('&')
            .any(|parameter| parameter.split('=').next() == Some(name));
        if !is_given {
            complete.push(separator);
            complete.push_str(name);
            complete.push('=');
            complete.push_str(value);
            separator = '&';
        }
    }
    complete
}

/// Opens a connection that is fit for use.
pub(super) async fn connect(url: &str) -> Result<AsyncPgConnection, OpenError> {
    let connecting = tokio::time::timeout(CONNECT_TIMEOUT, AsyncPgConnection::establish(url));
    let mut connection = match connecting.await {
        Ok(Ok(connection)) => connection,
        Ok(Err(error)) => return Err(OpenError::Connect(Arc::new(error))),
        Err(late) => return Err(OpenError::Connect(Arc::new(late))),
    };
    let limited = connection.batch_execute(LIMITS).await;
    limited.map_err(Failure::from)?;
    let settings = diesel::sql_query(SETTINGS)
        .get_result(&mut connection)
        .await;
    let settings: Settings = settings.map_err(Failure::from)?;
    if !settings.is_in_english() {
        ask_for_english(&mut connection).await;
    }
    settings.assert_durable()?;
    Ok(connection)
}

/// Opens a connection for a lane.
pub(super) async fn connect_lane(url: &str) -> Result<AsyncPgConnection, OpenError> {
    let mut connection = connect(url).await?;
    let planned = connection.batch_execute(PLANS).await;
    planned.map_err(Failure::from)?;
    Ok(connection)
}

/// Only a superuser, or one to whom it was granted, may ask. Without, a failure
/// may be tried again in vain.
async fn ask_for_english(connection: &mut AsyncPgConnection) {
    if let Err(error) = connection.batch_execute(ENGLISH).await {
        tracing::debug!(%error, "the server keeps its messages in its own language");
    }
}

const SETTINGS: &str = "SELECT current_setting('synchronous_commit') AS synchronous_commit, \
                        current_setting('lc_messages', true) AS lc_messages";

#[derive(QueryableByName)]
struct Settings {
    #[diesel(sql_type = Text)]
    synchronous_commit: String,
    #[diesel(sql_type = Nullable<Text>)]
    lc_messages: Option<String>,
}

impl Settings {
    fn is_in_english(&self) -> bool {
        let language = self.lc_messages.as_deref().unwrap_or("");
        matches!(language, "" | "C" | "POSIX")
            || language.starts_with("C.")
            || language.starts_with("en")
    }

    /// Refuses a server that confirms what it may still lose. `remote_apply` is
    /// stricter than `on`; `local` and `remote_write` may lose it with the
    /// primary.
    fn assert_durable(self) -> Result<(), OpenError> {
        match self.synchronous_commit.as_str() {
            "on" | "remote_apply" => Ok(()),
            _ => Err(OpenError::NotDurable {
                setting: "synchronous_commit",
                required: "on",
                actual: self.synchronous_commit,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_says_stays() {
        let bare = complete("postgres://u:p@h/d");
        assert!(bare.starts_with("postgres://u:p@h/d?application_name=refund-gateway&"));
        let told = complete("postgres://h/d?connect_timeout=60");
        assert!(told.starts_with("postgres://h/d?connect_timeout=60&application_name="));
        assert_eq!(told.matches("connect_timeout").count(), 1);
    }
}
