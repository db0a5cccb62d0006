//! How secrets are kept, and the master key that seals them.

use std::{fs, path::Path};

use diesel::{QueryableByName, sql_types::BigInt};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _};
use refund_gateway::{proto::v1::HawkVerdict, server::Server};
use tonic::Code;

use super::verdict;
use crate::support::{
    partner::{KEY, Office, PASSWORD, Signing, output_of},
    program::program,
    *,
};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    found: i64,
}

/// Whether a text stands anywhere in what is kept of partners.
async fn is_kept(database: &Database, text: &str) -> bool {
    if !database.is_postgres() {
        let file = database.url().strip_prefix("sqlite://").unwrap();
        return ["", "-wal"].iter().any(|suffix| {
            let kept = fs::read(format!("{file}{suffix}")).unwrap_or_default();
            let mut windows = kept.windows(text.len());
            windows.any(|window| window == text.as_bytes())
        });
    }
    let mut connection = AsyncPgConnection::establish(database.url()).await.unwrap();
    let query = format!(
        "SELECT COUNT(*) AS found FROM
         (SELECT p::TEXT AS kept, p.sealed_key AS sealed FROM partners p
          UNION ALL SELECT a::TEXT, a.sealed_secret FROM top_apps a) AS every
         WHERE POSITION('{text}' IN kept) > 0
         OR POSITION(CONVERT_TO('{text}', 'UTF8') IN sealed) > 0"
    );
    let found: Found = diesel::sql_query(query)
        .get_result(&mut connection)
        .await
        .unwrap();
    found.found > 0
}

on_every_database! {
    async fn no_secret_is_kept_in_the_clear(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        let add = ["top-app", "add", "--app-key", "12345678", "--secret-stdin"];
        office.succeed(&add, "hello-world");

        for known in ["agent01", "12345678"] {
            assert!(is_kept(&database, known).await, "{known}");
        }
        for secret in [KEY, &KEY[3..], PASSWORD, "hello-world"] {
            assert!(!is_kept(&database, secret).await, "{secret}");
        }
        gateway.stop().await;
    }

    async fn another_master_key_opens_nothing(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        office.write_key(&"cd".repeat(32));

        let add = ["partner", "add", "--id", "agent02", "--key", "K", "--password-stdin"];
        let refused = office.fail(&add, PASSWORD);
        assert!(refused.contains("not the one of this database"), "{refused}");
        assert!(refused.contains("partner agent01"), "{refused}");
        let refused = start(&database, Some(&office.key_file())).await.unwrap_err();
        assert!(refused.contains("not the one of this database"), "{refused}");

        // Those who have the right one go on.
        let accepted = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(accepted, HawkVerdict::Accepted);
    }

    async fn a_key_file_that_others_may_read_is_refused(database: Database) {
        let office = Office::of(&database);
        Gateway::start(&database).await.stop().await;
        office.set_mode(0o644);

        let add = ["partner", "add", "--id", "agent01", "--key", "K", "--password-stdin"];
        let refused = office.fail(&add, PASSWORD);
        assert!(refused.contains("chmod 600"), "{refused}");
        let refused = start(&database, Some(&office.key_file())).await.unwrap_err();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    async fn the_environment_may_hold_the_master_key(database: Database) {
        let office = Office::of(&database);
        Gateway::start_with(&database, |config| office.configure(config)).await.stop().await;
        let mut add = program();
        add.args(["partner", "add", "--id", "agent01", "--key", "KEY", "--password-stdin"]);
        add.args(["--database-url", database.url()]);
        add.env("REFUND_GATEWAY_MASTER_KEY", "ab".repeat(32));
        let added = output_of(&mut add, PASSWORD);
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));

        // The same key by another way.
        let gateway = office.open(&database).await;
        let accepted = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(accepted, HawkVerdict::Accepted);
        if let Some(file) = database.url().strip_prefix("sqlite://") {
            assert!(!fs::exists(format!("{file}.key")).unwrap(), "one was made nevertheless");
        }
        add.arg("--master-key-file").arg(office.key_file());
        let said = String::from_utf8(output_of(&mut add, PASSWORD).stderr).unwrap();
        assert!(said.contains("one master key is enough"), "{said}");
    }

    async fn without_a_master_key_the_rest_is_served(database: Database) {
        let office = Office::of(&database);
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let answer = gateway.partner_auth().verify_hawk(Signing::default().sign("n1")).await;
        let mut add = program();
        add.args(["partner", "add", "--id", "agent01", "--key", "KEY", "--password-stdin"]);
        add.args(["--database-url", database.url()]);
        let added = output_of(&mut add, PASSWORD);
        let said = String::from_utf8(added.stderr).unwrap();

        if database.is_postgres() {
            let refused = Refused::from_call(answer);
            refused.is(Code::Unavailable, "MASTER_KEY_UNAVAILABLE");
            assert!(refused.message.contains("--master-key-file"), "{refused:?}");
            assert!(!added.status.success());
            assert!(said.contains("--master-key-file"), "{said}");
        } else {
            // The embedded database has made one of its own.
            assert_eq!(answer.unwrap().into_inner().verdict(), HawkVerdict::UnknownCredentials);
            assert!(added.status.success(), "{said}");
            let accepted = verdict(&gateway, Signing::default().sign("n1")).await;
            assert_eq!(accepted, HawkVerdict::Accepted);
            // And does not use the one of the office.
            let refused = office.fail(
                &["partner", "add", "--id", "b", "--key", "K", "--password-stdin"],
                PASSWORD,
            );
            assert!(refused.contains("not the one of this database"), "{refused}");
        }
    }
}

/// Starts a server that is to fail, and answers why it did.
async fn start(database: &Database, key_file: Option<&Path>) -> Result<(), String> {
    let mut config = refund_gateway::config::Config::default();
    config.database.url = database.url().into();
    config.grpc.listen = "127.0.0.1:0".parse().unwrap();
    config.http.listen = "127.0.0.1:0".parse().unwrap();
    config.partners.master_key_file = key_file.map(Path::to_owned);
    match Server::start(&config).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
