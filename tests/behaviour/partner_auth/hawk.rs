//! HAWK signatures, checked by the server.

use diesel::{Connection as _, QueryableByName, SqliteConnection, sql_query, sql_types::BigInt};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use refund_gateway::proto::v1::{HawkVerdict, SignHawkResponseRequest};
use tokio::task::JoinSet;
use tonic::Code;

use super::verdict;
use crate::support::{
    http::metric,
    partner::{Office, Signing, is_ours, payload_hashes},
    *,
};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

async fn count_nonces(database: &Database) -> i64 {
    let query = sql_query("SELECT COUNT(*) AS count FROM hawk_nonces");
    let count: Count = if database.is_postgres() {
        let mut connection = AsyncPgConnection::establish(database.url()).await.unwrap();
        let counted = diesel_async::RunQueryDsl::get_result(query, &mut connection).await;
        counted.unwrap()
    } else {
        let file = database.url().strip_prefix("sqlite://").unwrap();
        let mut connection = SqliteConnection::establish(file).unwrap();
        diesel::RunQueryDsl::get_result(query, &mut connection).unwrap()
    };
    count.count
}

on_every_database! {
    async fn nonces_that_are_of_no_use_are_forgotten(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        let accepted = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(accepted, HawkVerdict::Accepted);
        gateway.stop().await;
        let digest = if database.is_postgres() { "'\\x00'" } else { "x'00'" };
        let more_than_at_once = "WITH RECURSIVE old (ts) AS
            (SELECT 1 UNION ALL SELECT ts + 1 FROM old WHERE ts < 3000)";
        database
            .execute(&format!(
                "INSERT INTO hawk_nonces (partner_id, ts, nonce_sha256)
                {more_than_at_once} SELECT 'agent01', ts, {digest} FROM old"
            ))
            .await;
        assert_eq!(count_nonces(&database).await, 3001);

        let _gateway = office.open(&database).await;

        eventually(async || (count_nonces(&database).await == 1).then_some(())).await;
    }

    async fn a_signature_is_accepted_once_on_any_instance(database: Database) {
        let office = Office::of(&database);
        let (one, other) = (office.open(&database).await, office.open(&database).await);
        office.add_partner("agent01", &[]);

        let request = Signing::default().sign("n1");
        assert_eq!(verdict(&one, request.clone()).await, HawkVerdict::Accepted);
        for gateway in [&one, &other] {
            let again = verdict(gateway, request.clone()).await;
            assert_eq!(again, HawkVerdict::InvalidNonce);
        }
        let next = Signing::default().sign("n2");
        assert_eq!(verdict(&other, next).await, HawkVerdict::Accepted);
        let http = one.server().http_address();
        let name = "refund_gateway_partner_auth_verdicts_total";
        let labels = ["scheme=\"hawk\"", "verdict=\"invalid_nonce\""];
        assert!(metric(http, name, &labels).await > 0.0);
    }

    async fn of_many_with_one_nonce_one_is_accepted(database: Database) {
        let office = Office::of(&database);
        let gateways = [office.open(&database).await, office.open(&database).await];
        office.add_partner("agent01", &[]);

        let requests = [Signing::default().sign("n1"), Signing::default().sign("n2")];
        let mut calls = JoinSet::new();
        for number in 0..100 {
            let mut client = gateways[number % 2].partner_auth();
            let request = requests[number / 2 % 2].clone();
            calls.spawn(async move {
                let nonce = request.artifacts.clone().unwrap().nonce;
                let answer = client.verify_hawk(request).await.unwrap().into_inner();
                (nonce, answer.verdict())
            });
        }
        let mut accepted = Vec::new();
        for (nonce, verdict) in calls.join_all().await {
            match verdict {
                HawkVerdict::Accepted => accepted.push(nonce),
                other => assert_eq!(other, HawkVerdict::InvalidNonce),
            }
        }
        accepted.sort();
        assert_eq!(accepted, ["n1", "n2"]);
    }

    async fn what_does_not_hold_is_told_apart(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        let no_hash = || Signing { signed_body: None, ..Signing::default() };
        for (signing, expected) in [
            (Signing { id: "agent02", ..Signing::default() }, HawkVerdict::UnknownCredentials),
            (Signing { key: "KEY", ..Signing::default() }, HawkVerdict::BadMac),
            (no_hash(), HawkVerdict::MissingPayloadHash),
            (Signing { sent_body: "[]", ..Signing::default() }, HawkVerdict::BadPayloadHash),
            (Signing { ahead: -70, ..Signing::default() }, HawkVerdict::StaleTimestamp),
            (Signing { ahead: 70, ..Signing::default() }, HawkVerdict::StaleTimestamp),
            (Signing { ahead: -50, ..Signing::default() }, HawkVerdict::Accepted),
        ] {
            assert_eq!(verdict(&gateway, signing.sign("n1")).await, expected);
        }
        // What does not hold has used up no nonce.
        let accepted = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(accepted, HawkVerdict::Accepted);

        office.add_partner("agent03", &["--payload-hash", "optional"]);
        let lenient = Signing { id: "agent03", ..no_hash() };
        assert_eq!(verdict(&gateway, lenient.sign("n1")).await, HawkVerdict::Accepted);
    }

    async fn who_comes_late_learns_the_time(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        let late = Signing { ahead: -3600, ..Signing::default() };

        let mut client = gateway.partner_auth();
        let answer = client.verify_hawk(late.sign("n1")).await.unwrap().into_inner();

        assert_eq!(answer.verdict(), HawkVerdict::StaleTimestamp);
        let correction: i64 = answer.ts.parse().unwrap();
        let request = Signing::default().sign("n2").artifacts.unwrap();
        assert!((correction - request.ts.parse::<i64>().unwrap()).abs() < 30);
        assert_eq!(answer.tsm.len(), 44);
    }

    async fn a_partner_comes_and_goes_while_the_server_runs(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        let unknown = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(unknown, HawkVerdict::UnknownCredentials);

        office.add_partner("agent01", &[]);
        let added = verdict(&gateway, Signing::default().sign("n1")).await;
        assert_eq!(added, HawkVerdict::Accepted);

        office.succeed(&["partner", "disable", "--id", "agent01"], "");
        eventually(async || {
            let nonce = rand::random::<u64>().to_string();
            let request = Signing::default().sign(&nonce);
            let verdict = verdict(&gateway, request).await;
            (verdict == HawkVerdict::UnknownCredentials).then_some(())
        })
        .await;

        // Added again with another key, which holds at once.
        let again = ["partner", "add", "--id", "agent01", "--key", "NEW-", "--password-stdin"];
        office.succeed(&[&again[..], &["--replace"]].concat(), partner::PASSWORD);
        let key = partner::KEY.replace("KEY", "NEW-");
        let renewed = Signing { key: &key, ..Signing::default() };
        assert_eq!(verdict(&gateway, renewed.sign("m1")).await, HawkVerdict::Accepted);
        // A key is not kept for long after another took its place.
        office.add_partner("agent01", &["--replace"]);
        let back = Signing::default().sign("m2");
        assert_eq!(verdict(&gateway, back).await, HawkVerdict::Accepted);
    }

    async fn an_answer_is_signed_so_that_the_partner_believes_it(database: Database) {
        let office = Office::of(&database);
        let gateway = office.open(&database).await;
        office.add_partner("agent01", &[]);
        let artifacts = Signing::default().sign("n1").artifacts;
        let request = SignHawkResponseRequest {
            artifacts: artifacts.clone(),
            payload: Some(payload_hashes("answer")),
        };

        let mut client = gateway.partner_auth();
        let signature = client.sign_hawk_response(request.clone()).await.unwrap().into_inner();

        let artifacts = artifacts.unwrap();
        assert!(is_ours(&artifacts, &signature, partner::KEY, "answer"));
        assert!(!is_ours(&artifacts, &signature, partner::KEY, "other"));
        assert!(!is_ours(&artifacts, &signature, "KEY", "answer"));

        let mut stranger = request;
        stranger.artifacts.as_mut().unwrap().id = "agent02".into();
        let refused = Refused::from_call(client.sign_hawk_response(stranger).await);
        refused.is(Code::PermissionDenied, "PERMISSION_DENIED");
    }
}
