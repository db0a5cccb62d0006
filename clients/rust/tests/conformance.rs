//! Runs the cases of `clients/conformance`, one test per case.

mod support;

use std::{
    collections::BTreeMap,
    fs,
    net::TcpListener,
    sync::{Arc, OnceLock},
    thread,
    time::Duration,
};

use libtest_mimic::{Arguments, Trial};
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};
use refund_gateway_client::{
    Gateway, Options, RefundError,
    tonic::{Code, Request, Response, Status, metadata::AsciiMetadataKey},
};
use serde_json::Value;
use support::{
    case::{self, Call, Case, Expectation, Kind, TransportOptions},
    server::{Server, fixture, secured, token},
};
use tokio::runtime::Runtime;

fn main() {
    let stage = Arc::new(Stage::new());
    let trials = case::read_all().into_iter().map(|case| {
        let stage = Arc::clone(&stage);
        Trial::test(case.name.clone(), move || {
            stage.play(&case);
            Ok(())
        })
    });
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials.collect());
    // The gateways end with it, which `exit` would not let them.
    drop(stage);
    conclusion.exit();
}

/// What the cases share.
struct Stage {
    runtime: Runtime,
    contract: DescriptorPool,
    plain: OnceLock<(Server, String)>,
    limited: OnceLock<(Server, String)>,
    secured: OnceLock<(Server, String)>,
}

impl Stage {
    fn new() -> Self {
        let proto = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proto");
        let files = [
            "douyin",
            "epay",
            "operations",
            "order",
            "order_refund",
            "partner_auth",
            "taoxianda",
        ];
        let files = files.map(|file| format!("refund/v1/{file}.proto"));
        let contract = protox::compile(files, [proto]).unwrap();
        Self {
            runtime: Runtime::new().unwrap(),
            contract: DescriptorPool::from_file_descriptor_set(contract).unwrap(),
            plain: OnceLock::new(),
            limited: OnceLock::new(),
            secured: OnceLock::new(),
        }
    }

    fn play(&self, case: &Case) {
        let _entered = self.runtime.enter();
        match case.kind {
            Kind::Call => {
                let (_, address) = self.plain.get_or_init(|| start("127.0.0.1:0", &[]));
                self.run(&plaintext(address), case);
            }
            Kind::Limits => {
                let (_, address) = self.limited.get_or_init(|| start("127.0.0.1:0", &limits()));
                self.run(&plaintext(address), case);
            }
            Kind::Tls => {
                let (_, address) = self
                    .secured
                    .get_or_init(|| start("127.0.0.1:0", &secured()));
                let options = tls_options(&case.options);
                self.run(&Gateway::connect(address, &options).unwrap(), case);
            }
            Kind::Deadline => {
                // The system takes the connection; nobody says a word on it.
                let silent = TcpListener::bind("127.0.0.1:0").unwrap();
                let address = silent.local_addr().unwrap().to_string();
                self.run(&plaintext(&address), case);
            }
            Kind::Away => self.play_away(case),
            Kind::Retry => {
                let address = free_address();
                let gateway = plaintext(&address);
                let starting = thread::spawn(move || {
                    thread::sleep(Duration::from_millis(500));
                    Server::spawn(&address, &[])
                });
                self.run(&gateway, case);
                drop(starting.join().unwrap());
            }
        }
    }

    /// Calls while nobody listens, and again once the gateway is there.
    fn play_away(&self, case: &Case) {
        let address = free_address();
        let gateway = plaintext(&address);
        let error = self
            .call(
                &gateway,
                &case.call,
                case.call.deadline_ms,
                &BTreeMap::new(),
            )
            .expect_err("nobody listens");
        assert!(
            matches!(error.code, Code::Unavailable | Code::DeadlineExceeded),
            "{error}"
        );
        let _server = start(&address, &[]);
        let answer = self.call(&gateway, &case.call, None, &BTreeMap::new());
        check(&case.call, &case.expect, answer, &BTreeMap::new());
    }

    fn run(&self, gateway: &Gateway, case: &Case) {
        let mut saved = BTreeMap::new();
        let steps = case.given.iter().map(|call| (call, call.expectation()));
        let steps = steps.chain([(&case.call, case.expect.clone())]);
        let steps = steps.chain(case.then.iter().map(|call| (call, call.expectation())));
        for (call, expected) in steps {
            let answer = self.call(gateway, call, call.deadline_ms, &saved);
            if let Some(answer) = check(call, &expected, answer, &saved) {
                for (name, path) in &call.save {
                    let value = case::look_up(&answer, path).and_then(Value::as_str);
                    let value = value.unwrap_or_else(|| panic!("nothing at {path} in {answer}"));
                    saved.insert(name.clone(), value.to_owned());
                }
            }
        }
    }

    /// Makes a call by the generated client, and gives the answer as JSON.
    fn call(
        &self,
        gateway: &Gateway,
        call: &Call,
        deadline_ms: Option<u64>,
        saved: &BTreeMap<String, String>,
    ) -> Result<Value, RefundError> {
        let (service, name) = call.rpc.split_once('/').expect("service/method");
        let service = self.contract.get_service_by_name(service).unwrap();
        let method = service.methods().find(|it| it.name() == name).unwrap();
        let request = match case::fill(&call.request, saved) {
            Value::Null => serde_json::json!({}),
            request => request,
        };
        let request = DynamicMessage::deserialize(method.input(), request).unwrap();
        let mut request = Request::new(request.encode_to_vec());
        for (name, value) in &call.metadata {
            let name: AsciiMetadataKey = name.parse().unwrap();
            request.metadata_mut().insert(name, value.parse().unwrap());
        }
        if let Some(deadline) = deadline_ms {
            request.set_timeout(Duration::from_millis(deadline));
        }
        let answer = self.runtime.block_on(send(gateway, &call.rpc, request))?;
        let answer = DynamicMessage::decode(method.output(), answer.as_slice()).unwrap();
        // Members at their defaults are written too: a case may expect them.
        let options = SerializeOptions::new()
            .use_proto_field_name(true)
            .skip_default_fields(false);
        Ok(answer
            .serialize_with_options(serde_json::value::Serializer, &options)
            .unwrap())
    }
}

/// By the generated client of the service, whose messages are encoded anew: a
/// field that they lack is lost on the way, and missed by the case.
async fn send(gateway: &Gateway, rpc: &str, request: Request<Vec<u8>>) -> Result<Vec<u8>, Status> {
    macro_rules! dispatch {
        ($($name:literal => $client:ident.$method:ident,)*) => {
            match rpc {
                $($name => {
                    let request = typed(request);
                    gateway.$client().$method(request).await.map(encoded)
                })*
                _ => panic!("this runner knows no {rpc}"),
            }
        };
    }
    dispatch! {
        "refund.v1.DouyinRefundService/UpdateThirdRefundInfo" => douyin.update_third_refund_info,
        "refund.v1.EPayRefundService/EndSingleSuccess" => epay.end_single_success,
        "refund.v1.OperationsService/GetCallback" => operations.get_callback,
        "refund.v1.OperationsService/GetRefundTimeline" => operations.get_refund_timeline,
        "refund.v1.OperationsService/ListCallbacks" => operations.list_callbacks,
        "refund.v1.OperationsService/ListDouyinNotices" => operations.list_douyin_notices,
        "refund.v1.OperationsService/ListTaoxiandaRefunds" => operations.list_taoxianda_refunds,
        "refund.v1.OperationsService/ReplayCallback" => operations.replay_callback,
        "refund.v1.OperationsService/ResolveCallback" => operations.resolve_callback,
        "refund.v1.OrderRefundService/Refund" => order_refund.refund,
        "refund.v1.OrderService/GetOrder" => orders.get_order,
        "refund.v1.OrderService/UpsertOrders" => orders.upsert_orders,
        "refund.v1.PartnerAuthService/SignHawkResponse" => partner_auth.sign_hawk_response,
        "refund.v1.PartnerAuthService/VerifyHawk" => partner_auth.verify_hawk,
        "refund.v1.PartnerAuthService/VerifyTopSignature" => partner_auth.verify_top_signature,
        "refund.v1.TaoxiandaRefundService/InformRefundSuccess" => taoxianda.inform_refund_success,
    }
}

fn typed<M: Message + Default>(request: Request<Vec<u8>>) -> Request<M> {
    request.map(|bytes| M::decode(bytes.as_slice()).unwrap())
}

fn encoded<M: Message>(response: Response<M>) -> Vec<u8> {
    response.into_inner().encode_to_vec()
}

/// Compares, and gives the answer if there is one.
fn check(
    call: &Call,
    expected: &Expectation,
    answer: Result<Value, RefundError>,
    saved: &BTreeMap<String, String>,
) -> Option<Value> {
    match (&expected.error, answer) {
        (Some(expected), Err(error)) => {
            expected.check(&error);
            None
        }
        (Some(_), Ok(answer)) => panic!("{}: not refused: {answer}", call.rpc),
        (None, Err(error)) => panic!("{}: {error}", call.rpc),
        (None, Ok(answer)) => {
            let response = expected.response.as_ref();
            let response = response.map(|response| case::fill(response, saved));
            if let Some(difference) =
                response.and_then(|response| case::difference("response", &response, &answer))
            {
                panic!("{}: {difference}", call.rpc);
            }
            Some(answer)
        }
    }
}

fn start(listen: &str, flags: &[String]) -> (Server, String) {
    let server = Server::spawn(listen, flags);
    let address = server.address();
    (server, address)
}

/// What lets the cases reach the limits of a gateway.
fn limits() -> Vec<String> {
    let limits = fs::read_to_string(fixture("limits")).unwrap();
    limits.lines().map(str::to_owned).collect()
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

fn plaintext(address: &str) -> Gateway {
    let options = Options {
        plaintext: true,
        ..Options::default()
    };
    Gateway::connect(address, &options).unwrap()
}

fn tls_options(told: &TransportOptions) -> Options {
    Options {
        ca: told.ca.then(|| fixture("ca.pem")),
        token: match told.token.as_str() {
            "good" => Some(token("token")),
            "limited" => Some(token("token-limited")),
            "wrong" => Some("wrong".into()),
            "none" => None,
            other => panic!("this runner knows no token {other:?}"),
        },
        ..Options::default()
    }
}
