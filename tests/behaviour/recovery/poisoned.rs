//! A batch with a command that the database refuses: only that one fails.

use futures_util::future::join_all;
use refund_gateway::proto::v1::{CallbackState, Order, OrderState, SignalOutcome};
use tonic::Code;

use crate::support::*;

const ORDERS: usize = 60;
const POISONED: usize = 37;

/// A gateway with one lane, so that the callbacks of all these orders come into
/// few batches.
async fn with_orders(database: &Database) -> Gateway {
    let gateway = Gateway::start_with(database, |config| {
        config.engine.lanes = Some(1);
        config.engine.recovery_grace = std::time::Duration::from_hours(1);
    })
    .await;
    let orders = (0..ORDERS).map(|number| Order {
        state: OrderState::ThirdPartyRefunding.into(),
        applications: vec![application("B1", &trandeno(number), "10")],
        ..simple_order(&format!("O{number}"), 1)
    });
    gateway.upsert(upsert(orders)).await.unwrap();
    gateway
}

fn trandeno(number: usize) -> String {
    format!("pay-O{number}")
}

on_every_database! {
    async fn a_callback_that_cannot_be_applied_does_not_hold_up_its_batch(database: Database) {
        let gateway = with_orders(&database).await;
        database.trouble_with_payment(&trandeno(POISONED), Trouble::Lasting).await;

        let sending =
            (0..ORDERS).map(|number| gateway.send(callback("B1", &trandeno(number), "10")));
        let answers = join_all(sending).await;

        for (number, answer) in answers.into_iter().enumerate() {
            let poisoned = number == POISONED;
            let outcome =
                if poisoned { SignalOutcome::Pending } else { SignalOutcome::Applied };
            let state = if poisoned { CallbackState::Received } else { CallbackState::Applied };
            assert_eq!(answer.unwrap().outcome(), outcome, "{number}");
            let stored = gateway.callback("B1", &trandeno(number)).await;
            assert_eq!(stored.state(), state, "{number}");
        }
    }

    async fn a_callback_that_cannot_be_saved_is_never_told_to_be(database: Database) {
        let gateway = with_orders(&database).await;
        database.trouble_with_saving(&trandeno(POISONED)).await;

        let sending =
            (0..ORDERS).map(|number| gateway.send(callback("B1", &trandeno(number), "10")));
        let answers = join_all(sending).await;

        for (number, answer) in answers.into_iter().enumerate() {
            let key = callback_key("B1", &trandeno(number));
            if number == POISONED {
                answer.unwrap_err().is(Code::Internal, "INTERNAL");
                let refused = gateway.get_callback(key).await.unwrap_err();
                refused.is(Code::NotFound, "CALLBACK_NOT_FOUND");
            } else {
                assert_eq!(answer.unwrap().outcome(), SignalOutcome::Applied, "{number}");
                let stored = gateway.get_callback(key).await.unwrap();
                assert_eq!(stored.state(), CallbackState::Applied);
            }
        }
    }
}
