//! One table says how a feed may move an order.

use refund_gateway::proto::v1::{Order, OrderState, UpsertOutcome};
use tonic::Code;

use super::told;
use crate::support::*;

const STATES: [OrderState; 7] = [
    OrderState::Unpaid,
    OrderState::Paid,
    OrderState::DepositAuthorized,
    OrderState::RebateBalanceAuthorized,
    OrderState::ThirdPartyRefunding,
    OrderState::Settled,
    OrderState::Closed,
];

/// Where an order without refund applications comes to when a feed says `fed`;
/// none where the feed is refused.
fn expected(from: OrderState, fed: OrderState) -> Option<OrderState> {
    use OrderState::{
        Closed, DepositAuthorized, Paid, RebateBalanceAuthorized, Settled, ThirdPartyRefunding,
        Unpaid,
    };
    let forward: &[OrderState] = match from {
        Unpaid => &[
            Paid,
            DepositAuthorized,
            RebateBalanceAuthorized,
            Settled,
            Closed,
        ],
        DepositAuthorized | RebateBalanceAuthorized => &[Paid, Settled, Closed],
        // Of the latter, nothing waits for a callback that would close it.
        Paid | ThirdPartyRefunding => &[Settled, Closed],
        Settled => &[Closed],
        Closed | OrderState::Unspecified => &[],
    };
    if forward.contains(&fed) || from == fed {
        return Some(fed);
    }
    // What is being refunded is decided by the refund.
    (from == ThirdPartyRefunding).then_some(from)
}

on_every_database! {
    async fn every_transition_is_taken_kept_or_refused_as_the_table_says(database: Database) {
        let gateway = Gateway::start(&database).await;
        let pairs = STATES.iter().flat_map(|&from| STATES.iter().map(move |&fed| (from, fed)));
        let numbered: Vec<_> = pairs.zip(0..).map(|(pair, n)| (pair, format!("O{n}"))).collect();
        let first = numbered.iter().map(|((from, _), orderid)| Order {
            state: (*from).into(),
            ..simple_order(orderid, 1)
        });
        gateway.upsert(upsert(first)).await.unwrap();

        for ((from, fed), orderid) in &numbered {
            let second = Order { version: 2, state: (*fed).into(), ..simple_order(orderid, 1) };
            let answer = gateway.upsert(upsert([second])).await;

            let stored = gateway.order(orderid).await;
            if let Some(state) = expected(*from, *fed) {
                let updated = told(orderid, UpsertOutcome::Updated, state, 2);
                assert_eq!(answer.unwrap(), [updated], "{from:?} fed {fed:?}");
                assert_eq!((stored.state(), stored.version), (state, 2));
            } else {
                let refused = answer.expect_err(&format!("{from:?} fed {fed:?}"));
                let reason = "ORDER_TRANSITION_FORBIDDEN";
                refused.is_of(Code::FailedPrecondition, reason, "orders[0].state");
                assert_eq!((stored.state(), stored.version), (*from, 1));
            }
        }
    }

    async fn another_system_may_start_a_refund_if_it_names_its_applications(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        let refunding = Order {
            version: 2,
            state: OrderState::ThirdPartyRefunding.into(),
            ..simple_order("O1", 1)
        };

        let refused = gateway.upsert(upsert([refunding.clone()])).await.unwrap_err();
        refused.is(Code::FailedPrecondition, "ORDER_TRANSITION_FORBIDDEN");

        let applications = vec![application("B1", "pay-O1", "10")];
        gateway.feed(Order { applications, ..refunding }).await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::ThirdPartyRefunding);

        gateway.confirm("B1", "pay-O1", "10").await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }
}
