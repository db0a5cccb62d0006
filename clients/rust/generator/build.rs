//! Makes the client's messages and services from the contract, with what the
//! gateway's own build script is built from.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let proto = Path::new("../../../proto");
    println!("cargo:rerun-if-changed={}", proto.display());
    let mut files = fs::read_dir(proto.join("refund/v1"))?
        .map(|entry| Ok(Path::new("refund/v1").join(entry?.file_name())))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort();

    tonic_prost_build::configure()
        .build_server(false)
        // The client is made for the transport that `Gateway` brings.
        .build_transport(false)
        .compile_fds(protox::compile(files, [proto])?)?;
    Ok(())
}
