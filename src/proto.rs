//! The contract, generated from `proto/` at build time.

/// Package `refund`.
pub mod refund {
    /// Package `refund.v1`: the messages, and the clients and servers of every
    /// service.
    #[expect(clippy::pedantic, reason = "generated; documented in the contract")]
    pub mod v1 {
        tonic::include_proto!("refund.v1");
    }
}

pub use refund::v1;

/// The metadata of a call that names the agent on whose behalf a refund is asked
/// for; `order_refund.proto` tells what it means.
pub const AGENT_METADATA: &str = "refund-gateway-agent";

/// The contract's encoded `FileDescriptorSet`, as reflection serves it.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/refund_descriptor.bin"));
