//! A database that refuses what the rules allow.

use super::Database;

/// How a database fails.
#[derive(Clone, Copy, Debug)]
pub enum Trouble {
    /// The same would fail again.
    Lasting,
    /// The same may succeed later.
    Passing,
}

impl Database {
    /// From now on no application of this payment can be marked as handled.
    pub async fn trouble_with_payment(&self, trandeno: &str, trouble: Trouble) {
        self.trouble("UPDATE ON t_sp_yd_sxf", trandeno, trouble)
            .await;
    }

    /// From now on no callback of this payment can be saved.
    pub async fn trouble_with_saving(&self, trandeno: &str) {
        self.trouble("INSERT ON epay_callbacks", trandeno, Trouble::Lasting)
            .await;
    }

    async fn trouble(&self, event: &str, trandeno: &str, trouble: Trouble) {
        if self.is_postgres() {
            let code = match trouble {
                Trouble::Lasting => "check_violation",
                Trouble::Passing => "serialization_failure",
            };
            self.execute(&format!(
                "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{code}'; END $$;
                 CREATE TRIGGER trouble BEFORE {event} FOR EACH ROW
                 WHEN (NEW.trandeno = '{trandeno}') EXECUTE FUNCTION trouble()"
            ))
            .await;
        } else {
            let message = match trouble {
                Trouble::Lasting => "trouble",
                Trouble::Passing => "database is locked",
            };
            self.execute(&format!(
                "CREATE TRIGGER trouble BEFORE {event} WHEN NEW.trandeno = '{trandeno}'
                 BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ))
            .await;
        }
    }

    /// The end of the trouble.
    pub async fn mend(&self) {
        if self.is_postgres() {
            self.execute("DROP FUNCTION trouble CASCADE").await;
        } else {
            self.execute("DROP TRIGGER trouble").await;
        }
    }

    /// Makes every callback that is to be tried again due, as if its time had
    /// come.
    pub async fn let_time_pass(&self) {
        self.execute(
            "UPDATE epay_callback_batches SET due_at_us = 1;
             UPDATE epay_callbacks_open SET next_attempt_at_us = 1
             WHERE next_attempt_at_us IS NOT NULL",
        )
        .await;
    }
}
