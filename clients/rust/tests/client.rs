//! What the conformance cases do not say: what is refused before a call is made,
//! certificates of clients, and that the README shows programs that work.

#[path = "support/server.rs"]
mod server;

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use refund_gateway_client::{
    ConnectError, Gateway, Options, RefundError, tonic::Code, v1::GetOrderRequest,
};
use server::{Server, paper, secured, token};

async fn code_of_a_call(gateway: &Gateway) -> Code {
    let request = GetOrderRequest {
        orderid: "NEVER".into(),
    };
    let status = gateway.orders().get_order(request).await.unwrap_err();
    RefundError::from(status).code
}

#[tokio::test]
async fn a_token_goes_in_the_clear_to_the_same_machine_only() {
    let options = || Options::plaintext().token("secret");
    for address in ["127.0.0.1:1", "localhost:1", "[::1]:1"] {
        assert!(Gateway::connect(address, options()).is_ok(), "{address}");
    }
    for address in [
        "gateway.example.com:1",
        "192.0.2.1:1",
        "127.0.0.1.example.com:1",
    ] {
        assert!(
            matches!(
                Gateway::connect(address, options()),
                Err(ConnectError::TokenWithoutTls(_))
            ),
            "{address}"
        );
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused() {
    let refused = |address, options| Gateway::connect(address, options).err().unwrap();
    for address in [
        "",
        "localhost",
        "a b:1",
        "user@localhost:1",
        "localhost:1/x",
    ] {
        let error = refused(address, Options::plaintext());
        assert!(matches!(error, ConnectError::Address(_)), "{address}");
    }
    let address = "127.0.0.1:1";
    assert!(matches!(
        refused(address, Options::tls().ca_file("missing.pem")),
        ConnectError::File { .. }
    ));
    assert!(matches!(
        refused(address, Options::tls().ca_file("Cargo.toml")),
        ConnectError::NoCertificate(_)
    ));
    assert!(matches!(
        refused(address, Options::plaintext().ca_file(paper("ca.pem"))),
        ConnectError::PlaintextWithCertificate
    ));
    assert!(matches!(
        refused(address, Options::tls().token("a\nb")),
        ConnectError::Token
    ));
}

#[tokio::test]
async fn a_client_certificate_proves_who_calls() {
    let mut flags = secured()[..4].to_vec();
    let authority = paper("ca.pem").display().to_string();
    flags.extend(["--tls-client-ca".to_owned(), authority]);
    let server = Server::spawn("127.0.0.1:0", &flags);
    let address = server.address();

    let options = Options::tls().ca_file(paper("ca.pem"));
    let unknown = Gateway::connect(&address, options.clone()).unwrap();
    let options = options.client_certificate(paper("client.pem"), paper("client.key"));
    let known = Gateway::connect(&address, options).unwrap();
    assert_eq!(code_of_a_call(&known).await, Code::NotFound);
    assert_eq!(code_of_a_call(&unknown).await, Code::Unauthenticated);
}

#[tokio::test]
async fn a_call_without_a_timeout_has_the_one_of_the_options() {
    // The system takes the connection; nobody says a word on it.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let options = Options::plaintext().timeout(Duration::from_millis(100));
    let began = Instant::now();
    let gateway = Gateway::connect(&address, options).unwrap();
    assert_eq!(code_of_a_call(&gateway).await, Code::DeadlineExceeded);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn the_readme_shows_the_examples() {
    let readme = read("README.md");
    let blocks: Vec<_> = readme
        .split("```rust\n")
        .skip(1)
        .map(|block| block.split("```").next().unwrap())
        .collect();
    assert_eq!(
        blocks,
        [read("examples/quick_start.rs"), read("examples/secured.rs")]
    );
}

#[test]
fn the_quick_start_says_the_same_each_time() {
    let server = Server::spawn("127.0.0.1:0", &[]);
    let address = server.address();
    let first = run_example("quick_start", &[&address]);
    let again = run_example("quick_start", &[&address]);
    assert_eq!(again, first.replace(": Applied", ": Duplicate"));
    for expected in [
        "applied for 120.50 yuan under 2",
        "callback: Applied\nstored: 120.5 Applied\n",
        "refused: AlreadyExists 4002 同一批次号",
        "douyin: Applied\ntaoxianda: Applied\n",
    ] {
        assert!(first.contains(expected), "{expected} is not in\n{first}");
    }
}

#[test]
fn the_secured_example_is_told_which_field_breaks_a_rule() {
    let server = Server::spawn("127.0.0.1:0", &secured());
    let authority = paper("ca.pem").display().to_string();
    let said = run_example("secured", &[&server.address(), &authority, &token("token")]);
    let expected = "InvalidArgument INVALID_ARGUMENT\nrefundallticket: ";
    assert!(said.starts_with(expected), "{said}");
}

/// Cargo builds the examples beside the tests.
fn run_example(name: &str, arguments: &[&str]) -> String {
    let test = env::current_exe().unwrap();
    let program = test.ancestors().nth(2).unwrap().join("examples").join(name);
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn read(file: &str) -> String {
    let package: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).into();
    fs::read_to_string(package.join(file)).unwrap()
}
