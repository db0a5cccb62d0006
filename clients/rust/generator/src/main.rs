//! Makes `src/generated` anew from the contract in `proto/`, without a `protoc`
//! on the machine. The program `generate` beside the client calls it.

fn main() -> std::io::Result<()> {
    std::fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../src/generated/refund.v1.rs"),
        include_str!(concat!(env!("OUT_DIR"), "/refund.v1.rs")),
    )
}
