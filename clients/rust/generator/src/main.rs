//! Makes `src/generated` anew from the contract in `proto/`, without a `protoc`
//! on the machine. The program `generate` beside the client calls it.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let client = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let proto = client.join("../../proto");
    let mut files = fs::read_dir(proto.join("refund/v1"))?
        .map(|entry| Ok(Path::new("refund/v1").join(entry?.file_name())))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    files.sort();

    let generated = client.join("src/generated");
    if generated.exists() {
        fs::remove_dir_all(&generated)?;
    }
    fs::create_dir_all(&generated)?;
    tonic_prost_build::configure()
        .build_server(false)
        // The client is made for the transport that `Gateway` brings.
        .build_transport(false)
        .out_dir(generated)
        .compile_fds(protox::compile(files, [proto])?)?;
    Ok(())
}
