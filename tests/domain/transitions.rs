//! The table of transitions, written out a second time and compared whole.

use refund_gateway::domain::{
    order::OrderState,
    transition::{FeedContext, FeedVerdict, Trigger, after, by_feed},
};

use OrderState::{
    Closed, DepositAuthorized, Paid, RebateBalanceAuthorized, Settled, ThirdPartyRefunding, Unpaid,
};

/// What a feed does: rows are the order's state, columns the feed's.
///
/// `t` taken. `.` forbidden. `k` the gateway's decision is kept. `a` taken if
/// applications wait for their callback, else forbidden. `r` kept if the
/// gateway closed the order by its refund, else forbidden. `n` kept if
/// applications wait for their callback, else taken.
const BY_FEED: [(OrderState, [char; 7]); 7] = [
    // Unpaid, paid, deposit, rebate, refunding, settled, closed.
    (Unpaid, ['t', 't', 't', 't', 'a', 't', 't']),
    (Paid, ['.', 't', '.', '.', 'a', 't', 't']),
    (DepositAuthorized, ['.', 't', 't', '.', 'a', 't', 't']),
    (RebateBalanceAuthorized, ['.', 't', '.', 't', 'a', 't', 't']),
    (ThirdPartyRefunding, ['k', 'k', 'k', 'k', 't', 't', 'n']),
    (Settled, ['.', '.', '.', '.', '.', 't', 't']),
    (Closed, ['r', 'r', 'r', 'r', 'r', 'r', 't']),
];

/// What the table above says.
pub(crate) fn expected_by_feed(
    state: OrderState,
    fed: OrderState,
    context: FeedContext,
) -> FeedVerdict {
    let (_, row) = BY_FEED
        .iter()
        .find(|(row, _)| *row == state)
        .expect("every state has a row");
    let column = OrderState::ALL.iter().position(|column| *column == fed);
    match row[column.expect("every state has a column")] {
        'n' if context.has_pending_applications => FeedVerdict::Keep,
        't' | 'n' => FeedVerdict::Take,
        'k' => FeedVerdict::Keep,
        'a' if context.has_pending_applications => FeedVerdict::Take,
        'r' if context.closed_by_refund => FeedVerdict::Keep,
        _ => FeedVerdict::Forbidden,
    }
}

#[test]
fn a_feed_moves_an_order_exactly_as_the_table_says() {
    for state in OrderState::ALL {
        for fed in OrderState::ALL {
            for (closed_by_refund, has_pending_applications) in
                [(false, false), (false, true), (true, false), (true, true)]
            {
                let context = FeedContext {
                    closed_by_refund,
                    has_pending_applications,
                };
                assert_eq!(
                    by_feed(state, fed, context),
                    expected_by_feed(state, fed, context),
                    "{state:?} fed {fed:?} with {context:?}"
                );
            }
        }
    }
}

#[test]
fn no_feed_brings_an_order_back_from_a_refund() {
    for fed in OrderState::ALL {
        for has_pending_applications in [false, true] {
            let context = FeedContext {
                closed_by_refund: true,
                has_pending_applications,
            };
            let refunding = by_feed(ThirdPartyRefunding, fed, context);
            let refundable_again = refunding == FeedVerdict::Take && fed.is_refundable();
            assert!(!refundable_again, "{fed:?}");
            if fed != Closed {
                assert_eq!(by_feed(Closed, fed, context), FeedVerdict::Keep, "{fed:?}");
            }
        }
    }
}

#[test]
fn a_refund_that_leaves_no_ticket_moves_only_the_three_refundable_states() {
    for state in OrderState::ALL {
        let expected = match state {
            Paid | DepositAuthorized | RebateBalanceAuthorized => ThirdPartyRefunding,
            other => other,
        };
        assert_eq!(after(state, Trigger::NoTicketLeft), expected, "{state:?}");
    }
}

#[test]
fn the_last_callback_closes_only_an_order_that_is_being_refunded() {
    for state in OrderState::ALL {
        let expected = match state {
            ThirdPartyRefunding => Closed,
            other => other,
        };
        assert_eq!(after(state, Trigger::AllHandled), expected, "{state:?}");
    }
}

#[test]
fn exactly_three_states_are_refundable() {
    let refundable: Vec<_> = OrderState::ALL
        .into_iter()
        .filter(|state| state.is_refundable())
        .collect();
    assert_eq!(
        refundable,
        [Paid, DepositAuthorized, RebateBalanceAuthorized]
    );
}

#[test]
fn every_state_is_found_by_the_name_it_is_stored_under() {
    for state in OrderState::ALL {
        assert_eq!(OrderState::from_name(state.as_str()), Some(state));
    }
    assert_eq!(OrderState::from_name("paid"), None);
}
