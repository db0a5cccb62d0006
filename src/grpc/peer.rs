//! Who is at the other end of a connection.

use std::net::SocketAddr;

/// Who calls, as far as the connection tells. In the extensions of every request
/// that came over the network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    /// Where the connection comes from.
    pub(super) address: SocketAddr,
    /// Whether the handshake verified a certificate.
    pub(super) has_certificate: bool,
}
