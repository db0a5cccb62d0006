//! Compiles the contract's messages, which TOP's calls become.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let files = [
        "refund/v1/partner_auth.proto",
        "refund/v1/taoxianda.proto",
    ];
    let descriptors = protox::compile(files, ["../proto"])?;
    prost_build::Config::new().compile_fds(descriptors)?;
    println!("cargo:rerun-if-changed=../proto");
    Ok(())
}
