//! Who may call which action.
//!
//! The old server knew its partners by HAWK on `api/Order/Refund` and asked
//! nobody on `api/WebInterface/*`, which only servers beside it could reach.
//! Here that neighbourhood is a setting.

use std::net::SocketAddr;

use super::route::Action;
use crate::legacy::settings::WebInterfaceAccess;

/// What a caller of an action has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// Nothing: it may call from where it is.
    Nothing,
    /// A HAWK signature.
    Hawk,
    /// Nothing helps: it may not call from where it is.
    Refused,
}

/// What a caller at `peer` has to show.
#[must_use]
pub(super) fn demand(action: Action, access: &WebInterfaceAccess, peer: SocketAddr) -> Demand {
    match (action, access) {
        (Action::OrderRefund, _) | (_, WebInterfaceAccess::Hawk) => Demand::Hawk,
        (_, WebInterfaceAccess::Peers(peers)) if peers.contain(peer.ip()) => Demand::Nothing,
        (_, WebInterfaceAccess::Peers(_)) => Demand::Refused,
    }
}

/// Whether a path lies where everything is signed, whether or not there is
/// anything: the existence of a page is not told to whoever signs wrongly.
#[must_use]
pub(super) fn is_partners_ground(path: &str, base_path: &str) -> bool {
    const GROUND: &str = "/api/Order/";
    let path = path.get(base_path.len()..).unwrap_or_default();
    path.get(..GROUND.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(GROUND))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> SocketAddr {
        format!("{address}:1").parse().unwrap()
    }

    #[test]
    fn refunds_are_signed_whatever_the_setting() {
        for access in ["hawk", "loopback", "0.0.0.0/0"] {
            let access = access.parse().unwrap();
            let demand = demand(Action::OrderRefund, &access, peer("127.0.0.1"));
            assert_eq!(demand, Demand::Hawk);
        }
    }

    #[test]
    fn the_web_interface_is_for_the_neighbours() {
        let to_epay = |access: &str, address| {
            let access = access.parse().unwrap();
            demand(Action::EpayEndSingleSuccess, &access, peer(address))
        };
        assert_eq!(to_epay("loopback", "127.0.0.1"), Demand::Nothing);
        assert_eq!(to_epay("loopback", "[::1]"), Demand::Nothing);
        assert_eq!(to_epay("loopback", "[::ffff:127.0.0.1]"), Demand::Nothing);
        assert_eq!(to_epay("loopback", "192.0.2.1"), Demand::Refused);
        assert_eq!(to_epay("192.0.2.0/24", "192.0.2.1"), Demand::Nothing);
        assert_eq!(to_epay("192.0.2.0/24", "127.0.0.1"), Demand::Refused);
        assert_eq!(to_epay("hawk", "127.0.0.1"), Demand::Hawk);
    }

    #[test]
    fn the_ground_of_partners_is_below_api_order() {
        assert!(is_partners_ground("/api/order/Cancel", ""));
        assert!(is_partners_ground("/tour/api/Order/Refund;v=1", "/tour"));
        assert!(!is_partners_ground("/api/WebInterface/Order/x", ""));
        assert!(!is_partners_ground("/api/Orde", ""));
        assert!(!is_partners_ground("/é", "/tour"));
    }
}
