//! `refund-gateway demo`, run as its users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// Every step: what is done, and what happens then.
const STEPS: &str = "\
feed orders full, part, pair and settled     | 4 CREATED
feed them again                              | 4 UNCHANGED
feed an older version of full, closed        | 1 STALE
read order full                              | PAID, refunded 0/30, pending 0
read an order nobody told of                 | NOT_FOUND ORDER_NOT_FOUND
refund every ticket of full                  | APPLIED 30, THIRD_PARTY_REFUNDING
read order full                              | THIRD_PARTY_REFUNDING, refunded 0/30, pending 30
ask for the same again                       | DUPLICATE, the first result
read its applications                        | THIRD_PARTY_REFUNDING, 30 PENDING
refund one ticket of part                    | APPLIED 10, PAID
ask for the same again                       | DUPLICATE, the first result
refund it and another: they overlap          | ALREADY_EXISTS REFUND_CONFLICT
refund a ticket with a gate credential       | FAILED_PRECONDITION GATE_CREDENTIAL_ISSUED
read order part                              | PAID, refunded 0/30, pending 10
read its tickets                             | REFUNDING, ACTIVE, ACTIVE
a callback for all of full                   | APPLIED, order CLOSED
read order full                              | CLOSED, refunded 30/30, pending 0
the same callback again                      | DUPLICATE, order CLOSED
the same callback, another amount            | ALREADY_EXISTS CALLBACK_CONFLICT
read the callback                            | APPLIED 30, kept aside 29.99
read order full                              | CLOSED, refunded 30/30, pending 0
read the timeline of full                    | CREATED, REQUESTED, APPLIED, CONFLICT
a callback for one ticket of part            | APPLIED, order PAID
read order part                              | PAID, refunded 10/30, pending 0
read its tickets                             | REFUNDED, ACTIVE, ACTIVE
refund pair, which has two payments          | APPLIED 20, THIRD_PARTY_REFUNDING
a callback for its first payment             | APPLIED, order THIRD_PARTY_REFUNDING
read its applications                        | THIRD_PARTY_REFUNDING, 12 HANDLED, 8 PENDING
a callback for its second payment            | APPLIED, order CLOSED
read order pair                              | CLOSED, refunded 12/12 + 8/8, pending 0 + 0
refund settled                               | APPLIED 18.8, THIRD_PARTY_REFUNDING
the feed tells that it was settled           | 1 UPDATED
a callback for all of settled                | APPLIED, order SETTLED
read order settled                           | SETTLED, refunded 18.8/18.8, pending 0
a callback for an unknown payment            | NOT_FOUND PAYMENT_NOT_FOUND
read the callback: it is kept                | RECEIVED 15, PAYMENT_NOT_FOUND
feed order late with its refund under way    | 1 CREATED
read the callback until it applied by itself | APPLIED 15
read order late                              | CLOSED, refunded 15/15, pending 0
read the timeline of late                    | CREATED, APPLIED
agreed at 200                                | APPLIED
read what is in force for c1                 | AGREED at 200, 1 kept
an older one: refused at 100                 | SUPERSEDED
read what is in force for c1                 | AGREED at 200, 2 kept
a newer one: undecided at 300                | SUPERSEDED
read what is in force for c1                 | AGREED at 200, 3 kept
the older one again                          | DUPLICATE
a newer decision: refused at 400             | APPLIED
read what is in force for c1                 | REFUSED at 400, 4 kept
read which took effect                       | at 200, not 100, not 300, at 400
read the timeline                            | NOTICE, NOTICE, NOTICE, NOTICE
a result that no document names: 7           | APPLIED UNKNOWN_AUDIT_RESULT
read what is in force for c2                 | 7 at 200, 1 kept
two notices, one with a negative count       | INVALID_ARGUMENT notice_list[1].total_count
read what is in force for c4                 | nothing
two sub orders, of 12200 and 50 fen          | 2 APPLIED
read what the shop has                       | sub-1 122 yuan, sub-2 0.5 yuan
the same notice again                        | 2 DUPLICATE
a new one beside one with another amount     | ALREADY_EXISTS TAOXIANDA_CONFLICT
read what the shop has                       | sub-1 122 yuan, sub-2 0.5 yuan
a notice of nothing                          | INVALID_ARGUMENT refund_fulfill_sub_orders
read the timeline of sub-1                   | REFUND
feed order review                            | 1 CREATED
refund its first ticket                      | APPLIED 10, PAID
refund its second ticket                     | APPLIED 20, THIRD_PARTY_REFUNDING
a callback of 12 for the first               | FAILED_PRECONDITION CALLBACK_EXCEEDS_PAYMENT
a callback that nobody applied for           | NOT_FOUND REFUND_APPLICATION_NOT_FOUND
list what needs attention                    | 12 of review-p1, 5 of review-p1
read why the first waits                     | NEEDS_ATTENTION 12, CALLBACK_EXCEEDS_PAYMENT
the second comes to 15 instead of 20         | APPLIED, order THIRD_PARTY_REFUNDING, differs
replay the first: by nobody                  | INVALID_ARGUMENT operator, reason
replay the first: by whom and why            | APPLIED: APPLIED 12
read order review                            | CLOSED, refunded 27/30, pending 0
read what to reconcile                       | 10 became 12, 20 became 15
resolve the other: by whom and why           | APPLIED: RESOLVED 5, REFUND_APPLICATION_NOT_FOUND
that callback again                          | DUPLICATE, RESOLVED
list what needs attention                    | nothing
read who replayed, and why                   | chen: the second left enough
read who resolved, and why                   | lin: refunded by hand
feed order agency, and other of another agency | 2 CREATED
ask for one ticket of agency, unsigned       | 401, Hawk
signed with another password                 | 401, Hawk error=\"Bad mac\"
signed, and changed since                    | 401, Hawk error=\"Bad payload hash\"
read order agency                            | PAID, refunded 0/30, pending 0
signed, in JSON                              | 200 JSON, errcode 0, genuine
read order agency                            | PAID, refunded 0/30, pending 10
replay it with the same signature            | 401, Hawk error=\"Invalid nonce\"
ask for the same again, in XML               | 200 XML, errcode 0, genuine
read its applications                        | PAID, 10 PENDING
ask for a ticket of the other agency's order | 200 JSON, errcode 5001 订单不属于该合作方, genuine
a callback in JSON                           | 200 JSON, errcode 0
read order agency                            | PAID, refunded 10/30, pending 0
the same in XML                              | 200 XML, errcode 0
the same as a form                           | 200 JSON, errcode 0
the same in BSON                             | 200 BSON, errcode 0
read order agency                            | PAID, refunded 10/30, pending 0
read the timeline of agency                  | CREATED, REQUESTED, APPLIED
the same, another amount                     | 200 JSON, errcode 4002
read the callback                            | APPLIED 10, kept aside 9.99
one without a batch number                   | 200 JSON, errcode 1001 batchno 字段是必需的。
read order agency                            | PAID, refunded 10/30, pending 0
agreed at 200, in JSON                       | 200 JSON, errcode 0
an older one in XML: refused at 100          | 200 XML, errcode 0
a newer one as a form: refused at 300        | 200 JSON, errcode 0
the first again, in BSON                     | 200 BSON, errcode 0
read what is in force for c1                 | REFUSED at 300, 3 kept
read which took effect                       | at 200, not 100, at 300
one with a negative count                    | 200 JSON, errcode 1001
read what is in force for c1                 | REFUSED at 300, 3 kept
read the timeline                            | NOTICE, NOTICE, NOTICE
in JSON, signed with hmac-sha256             | JSON, success true
read what the shop has                       | sub-5 122 yuan
the same in XML, signed with md5             | XML, success true
signed with another secret                   | JSON, code 25 Invalid signature
another amount                               | JSON, success false, TAOXIANDA_CONFLICT
read what the shop has                       | sub-5 122 yuan
read the timeline of sub-5                   | REFUND
";

fn demo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refund-gateway"));
    command
        .arg("demo")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The steps that were printed: number, mark, and the three columns.
fn steps(output: &Output) -> Vec<(usize, char, [&str; 3])> {
    text(&output.stdout).lines().filter_map(step).collect()
}

fn step(line: &str) -> Option<(usize, char, [&str; 3])> {
    let (number, rest) = line.trim_start().split_once(' ')?;
    let (mark, columns) = rest.split_once(' ')?;
    let columns = columns.split("  ").map(str::trim);
    let columns: Vec<_> = columns.filter(|column| !column.is_empty()).collect();
    let mark = mark.parse().ok()?;
    Some((number.parse().ok()?, mark, columns.try_into().ok()?))
}

#[test]
fn every_step_goes_as_expected() {
    let begun = Instant::now();
    let output = demo().output().unwrap();
    let stdout = text(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", text(&output.stderr));
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(!stdout.contains('✗'), "{stdout}");

    let steps = steps(&output);
    for (index, (number, mark, [_, expected, happened])) in steps.iter().enumerate() {
        assert_eq!((*number, *mark), (index + 1, '✓'));
        assert_eq!(expected, happened);
    }
    let told = steps
        .iter()
        .map(|(_, _, [done, _, happened])| (*done, *happened));
    let wanted = STEPS.lines().map(|line| line.split_once('|').unwrap());
    let wanted = wanted.map(|(done, happened)| (done.trim(), happened.trim()));
    assert_eq!(told.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
    let summary = stdout.lines().last().unwrap();
    let begins = format!("✓ {} steps, all as expected", steps.len());
    assert!(summary.starts_with(&begins), "{summary}");
}

#[test]
fn the_timelines_follow_the_steps() {
    let output = demo().output().unwrap();
    let (_, timelines) = text(&output.stdout).split_once("Timeline of ").unwrap();
    for orderid in [
        "part", "pair", "settled", "late", "douyin-1", "sub-1", "review", "agency", "douyin-2",
        "sub-5",
    ] {
        assert!(
            timelines.contains(&format!("\nTimeline of {orderid}\n")),
            "{orderid}"
        );
    }
    let resolved = timelines
        .lines()
        .find(|line| line.contains(" CALLBACK_RESOLVED "));
    let particulars = r#"batchno=nobodys-batch operator=lin reason="refunded by hand""#;
    assert!(resolved.unwrap().contains(particulars));
}

#[test]
fn it_leaves_nothing_behind_and_logs_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let output = demo().env("TMPDIR", directory.path()).output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    assert_eq!(directory.path().read_dir().unwrap().count(), 0);
}

#[test]
fn settings_for_a_server_do_not_disturb_it() {
    let mut command = demo();
    command
        .env("REFUND_GATEWAY_DATABASE_URL", "postgres://127.0.0.1:1/none")
        .env("REFUND_GATEWAY_TOP_AMOUNT_UNIT", "yuan")
        .env("REFUND_GATEWAY_LEGACY_LOCALE", "en")
        .env("REFUND_GATEWAY_MASTER_KEY", "none");
    assert!(command.output().unwrap().status.success());
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let mut child = demo().spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
}
