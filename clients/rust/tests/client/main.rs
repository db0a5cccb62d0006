//! What the conformance cases do not say: what is refused before a call is made,
//! certificates of clients, and that the README shows programs that work.

mod decimal;
mod error;
mod retry;
#[path = "../support/server.rs"]
mod server;

use std::{
    env, fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use refund_gateway_client::{Gateway, Options, RefundError, tonic::Code, v1::GetOrderRequest};
use server::{Server, fixture, secured, token};

async fn code_of_a_call(gateway: &Gateway) -> Code {
    let request = GetOrderRequest {
        orderid: "NEVER".into(),
    };
    let status = gateway.orders().get_order(request).await.unwrap_err();
    RefundError::from(status).code
}

fn plaintext() -> Options {
    Options {
        plaintext: true,
        ..Options::default()
    }
}

fn refusal(address: &str, options: &Options) -> String {
    match Gateway::connect(address, options) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn a_token_goes_in_the_clear_to_the_same_machine_only() {
    let options = Options {
        token: Some("secret".into()),
        ..plaintext()
    };
    for address in ["127.0.0.1:1", "localhost:1", "[::1]:1"] {
        assert_eq!(refusal(address, &options), "", "{address}");
    }
    for address in [
        "gateway.example.com:1",
        "192.0.2.1:1",
        "127.0.0.1.example.com:1",
        "127.0.0.1@example.com:1",
    ] {
        let refusal = refusal(address, &options);
        assert!(refusal.starts_with("a token without TLS"), "{address}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused() {
    for address in [
        "",
        "localhost",
        "a b:1",
        "localhost:1/x",
        "http://localhost:1",
    ] {
        assert_ne!(refusal(address, &plaintext()), "", "{address}");
    }
    let address = "127.0.0.1:1";
    let file = |file: &str| Some(file.into());
    let with = |ca, certificate, token: Option<&str>| Options {
        ca,
        certificate,
        token: token.map(Into::into),
        ..Options::default()
    };
    for (options, refused) in [
        (
            with(file("missing.pem"), None, None),
            "cannot read missing.pem: ",
        ),
        (
            with(file("Cargo.toml"), None, None),
            "cannot read Cargo.toml: invalid data",
        ),
        (
            with(None, file("client.pem"), None),
            "a certificate lacks its key",
        ),
        (with(None, None, Some("a\nb")), "the token cannot"),
    ] {
        let refusal = refusal(address, &options);
        assert!(refusal.starts_with(refused), "{refusal}");
    }
    let options = Options {
        plaintext: true,
        ..with(Some(fixture("ca.pem")), None, None)
    };
    assert_eq!(refusal(address, &options), "plaintext with a certificate");
}

#[tokio::test]
async fn a_client_certificate_proves_who_calls() {
    let mut flags = secured()[..4].to_vec();
    let authority = fixture("ca.pem").display().to_string();
    flags.extend(["--tls-client-ca".to_owned(), authority]);
    let server = Server::spawn("127.0.0.1:0", &flags);
    let address = server.address();

    let unknown = Options {
        ca: Some(fixture("ca.pem")),
        ..Options::default()
    };
    let known = Options {
        certificate: Some(fixture("client.pem")),
        key: Some(fixture("client.key")),
        ..unknown.clone()
    };
    for (options, code) in [(known, Code::NotFound), (unknown, Code::Unauthenticated)] {
        let gateway = Gateway::connect(&address, &options).unwrap();
        assert_eq!(code_of_a_call(&gateway).await, code);
    }
}

#[tokio::test]
async fn a_call_without_a_timeout_has_the_one_of_the_options() {
    // The system takes the connection; nobody says a word on it.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let options = Options {
        timeout: Some(Duration::from_millis(100)),
        ..plaintext()
    };
    let began = Instant::now();
    let gateway = Gateway::connect(&address, &options).unwrap();
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
    let authority = fixture("ca.pem").display().to_string();
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
