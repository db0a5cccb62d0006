//! Which addresses may ask for something that carries no proof of its own.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// What stands for this machine in a list of networks.
const LOOPBACK: &str = "loopback";

/// The bits before an IPv4 address that is written as an IPv6 one.
const MAPPED_PREFIX: u8 = 96;

/// Networks whose addresses are let in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Peers(Vec<IpNet>);

/// A list of networks that cannot be understood.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PeersError {
    /// Neither a word we know nor a network.
    #[error("`{0}` is neither `{LOOPBACK}` nor a network such as 10.0.0.0/8 or fd00::/8")]
    NotANetwork(String),
    /// Whoever writes 10.1.2.3/8 may have meant either.
    #[error("`{written}` has bits beyond its prefix, write {network} or {address}")]
    Ambiguous {
        /// As it stands in the list.
        written: String,
        /// The network that it lies in.
        network: IpNet,
        /// The address alone.
        address: IpAddr,
    },
}

impl Peers {
    /// This machine alone.
    #[must_use]
    pub fn loopback() -> Self {
        Self(loopback_networks().into())
    }

    /// Whether an address is let in. One of IPv4 is the same however a socket
    /// of IPv6 shows it.
    #[must_use]
    pub fn contain(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl FromStr for Peers {
    type Err = PeersError;

    fn from_str(text: &str) -> Result<Self, PeersError> {
        let mut networks = Vec::new();
        for item in text.split(',').map(str::trim) {
            if item == LOOPBACK {
                networks.extend(loopback_networks());
            } else {
                networks.push(network(item)?);
            }
        }
        Ok(Self(networks))
    }
}

fn loopback_networks() -> [IpNet; 2] {
    let v4 = Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, 8).trunc();
    let v6 = Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128);
    [v4.into(), v6.into()]
}

fn network(text: &str) -> Result<IpNet, PeersError> {
    let network = match text.parse::<IpNet>() {
        Ok(network) => network,
        Err(_) => text
            .parse::<IpAddr>()
            .map_err(|_| PeersError::NotANetwork(text.to_owned()))?
            .into(),
    };
    if network.addr() != network.network() {
        return Err(PeersError::Ambiguous {
            written: text.to_owned(),
            network: network.trunc(),
            address: network.addr(),
        });
    }
    Ok(canonical(network))
}

/// A network of IPv4 addresses written as IPv6 ones becomes what the addresses
/// themselves become.
fn canonical(network: IpNet) -> IpNet {
    let (IpAddr::V4(address), IpNet::V6(mapped)) = (network.addr().to_canonical(), network) else {
        return network;
    };
    let prefix = mapped.prefix_len().checked_sub(MAPPED_PREFIX);
    prefix
        .and_then(|prefix| Ipv4Net::new(address, prefix).ok())
        .map_or(network, IpNet::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(list: &str, address: &str) -> bool {
        let peers: Peers = list.parse().unwrap();
        peers.contain(address.parse().unwrap())
    }

    #[test]
    fn loopback_is_this_machine_and_nobody_else() {
        for address in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert!(contains("loopback", address), "{address}");
            assert!(Peers::loopback().contain(address.parse().unwrap()));
        }
        for address in ["10.0.0.1", "0.0.0.0", "::2", "::ffff:10.0.0.1", "fe80::1"] {
            assert!(!contains("loopback", address), "{address}");
        }
    }

    #[test]
    fn networks_and_addresses_are_listed() {
        let list = "10.0.0.0/8, 192.0.2.7,fd00::/8,loopback";
        for address in ["10.9.9.9", "192.0.2.7", "fd12::1", "::1", "::ffff:10.1.1.1"] {
            assert!(contains(list, address), "{address}");
        }
        for address in ["11.0.0.1", "192.0.2.8", "fe80::1"] {
            assert!(!contains(list, address), "{address}");
        }
    }

    #[test]
    fn an_ipv4_network_written_as_ipv6_is_the_same_network() {
        assert!(contains("::ffff:10.0.0.0/104", "10.1.2.3"));
        assert!(contains("::ffff:10.0.0.0/104", "::ffff:10.1.2.3"));
        assert!(!contains("::ffff:10.0.0.0/104", "11.1.2.3"));
    }

    #[test]
    fn what_is_no_network_is_refused_by_name() {
        for (list, expected) in [
            ("", "``"),
            ("loopback,", "``"),
            ("10.0.0.0/33", "`10.0.0.0/33`"),
            ("localhost", "`localhost`"),
            ("10.1.2.3/8", "write 10.0.0.0/8 or 10.1.2.3"),
        ] {
            let error = list.parse::<Peers>().unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
