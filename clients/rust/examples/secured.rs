//! Refunds an order on behalf of an agent, over TLS and with a token:
//! `secured ADDRESS CA_FILE TOKEN`.

use std::{env, error::Error, time::Duration};

use refund_gateway_client::{Gateway, Options, RefundError, tonic::Request, v1::RefundParm};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [address, ca_file, token] = arguments.as_slice() else {
        return Err("secured ADDRESS CA_FILE TOKEN".into());
    };
    let options = Options {
        ca: Some(ca_file.into()),   // unless the system knows the authority
        token: Some(token.clone()), // or `certificate` and `key`
        ..Options::default()
    };
    let gateway = Gateway::connect(address, &options)?;

    let mut request = Request::new(RefundParm {
        orderid: "RS-1002".into(),
        refundallticket: "yes".into(),
        ..Default::default()
    });
    // The agent's orders are then the only ones that may be refunded.
    request
        .metadata_mut()
        .insert("refund-gateway-agent", "agent-1".parse()?);
    request.set_timeout(Duration::from_secs(5));
    if let Err(status) = gateway.order_refund().refund(request).await {
        let error = RefundError::from(status);
        println!("{:?} {}", error.code, error.reason);
        for violation in &error.violations {
            println!("{}: {}", violation.field, violation.rule);
        }
    }
    Ok(())
}
