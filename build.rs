//! Compiles the contract in `proto/` without a `protoc` on the machine, and
//! writes its descriptor set for gRPC reflection.

use std::{env, error::Error, fs, path::PathBuf};

use prost::Message as _;

fn main() -> Result<(), Box<dyn Error>> {
    let files = [
        "refund/v1/common.proto",
        "refund/v1/douyin.proto",
        "refund/v1/epay.proto",
        "refund/v1/operations.proto",
        "refund/v1/order.proto",
        "refund/v1/order_refund.proto",
        "refund/v1/partner_auth.proto",
        "refund/v1/taoxianda.proto",
    ];
    let descriptors = protox::compile(files, ["proto"])?;
    let out_dir = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(
        out_dir.join("refund_descriptor.bin"),
        descriptors.encode_to_vec(),
    )?;
    tonic_prost_build::configure().compile_fds(descriptors)?;
    println!("cargo:rerun-if-changed=proto");
    // They are embedded by a macro that cargo cannot see through.
    println!("cargo:rerun-if-changed=migrations");
    Ok(())
}
