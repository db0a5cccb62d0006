//! An instance that stopped between its two transactions.

use std::time::{Duration, SystemTime};

use refund_gateway::{
    domain::{
        callback::receive::{Receipt, ReceiveCallback},
        command::{Command as _, Context, Keys, RecoveryPolicy},
        timestamp::Timestamp,
    },
    proto::v1::{CallbackState, Order, OrderState, SignalOutcome},
    store::{Batching, Expect, Plan, SavedBatch, Store, StoreSettings},
};

use crate::support::*;

/// Runs transaction 1 of callbacks and nothing else, as an instance does that
/// stops right after it.
async fn save_only(database: &Database, keys: &[(&str, &str)], grace: Duration) {
    let store = Store::open(database.url(), StoreSettings::default())
        .await
        .unwrap();
    let commands: Vec<_> = keys
        .iter()
        .map(|&(batchno, trandeno)| {
            ReceiveCallback::new(batchno.into(), trandeno.into(), Some("10")).unwrap()
        })
        .collect();
    let mut keys = Keys::default();
    for command in &commands {
        command.keys(&mut keys);
    }
    let now = SystemTime::UNIX_EPOCH.elapsed().unwrap();
    let context = Context {
        now: Timestamp::from_micros(now.as_micros().try_into().unwrap()),
        recovery: RecoveryPolicy {
            grace,
            max_attempts: 12,
        },
    };
    let mut save = |rows: &mut _| {
        for command in &commands {
            let receipt = command.decide(rows, &context).unwrap();
            assert_eq!(receipt, Receipt::First);
        }
    };
    let mut session = store.session();
    let plan = Plan {
        name: "save",
        keys: &keys,
        expect: Expect::Nothing,
        batching: Batching::Begin(&SavedBatch::unique()),
        load_ahead: None,
    };
    session.transact(plan, &mut save).await.unwrap();
}

/// An order being refunded under `B1`, and a gateway that was stopped.
async fn refunding(database: &Database) {
    let gateway = Gateway::start(database).await;
    let state = OrderState::ThirdPartyRefunding.into();
    let applications = vec![application("B1", "pay-O1", "10")];
    gateway
        .feed(Order {
            state,
            applications,
            ..simple_order("O1", 1)
        })
        .await;
    gateway.stop().await;
}

/// A gateway that looks for callbacks at its start only.
async fn looking_once(database: &Database) -> Gateway {
    Gateway::start_with(database, |config| {
        config.engine.recovery_interval = Duration::from_hours(1);
    })
    .await
}

/// 300 orders being refunded under `B1`, and a gateway that was stopped. Tells
/// their trade numbers.
async fn refunding_many(database: &Database) -> Vec<String> {
    let gateway = Gateway::start(database).await;
    let orderids: Vec<_> = (0..300).map(|number| format!("O{number}")).collect();
    let trades: Vec<_> = orderids
        .iter()
        .map(|orderid| format!("pay-{orderid}"))
        .collect();
    let orders = orderids
        .iter()
        .zip(&trades)
        .map(|(orderid, trandeno)| Order {
            state: OrderState::ThirdPartyRefunding.into(),
            applications: vec![application("B1", trandeno, "10")],
            ..simple_order(orderid, 1)
        });
    gateway.upsert(upsert(orders)).await.unwrap();
    gateway.stop().await;
    trades
}

on_every_database! {
    async fn a_callback_that_was_only_saved_is_applied_after_a_restart(database: Database) {
        refunding(&database).await;
        save_only(&database, &[("B1", "pay-O1")], Duration::ZERO).await;

        let gateway = Gateway::start(&database).await;

        let applied = gateway.callback_becomes("B1", "pay-O1", CallbackState::Applied).await;
        assert_eq!(applied.attempts, 1);
        let order = gateway.order("O1").await;
        assert_eq!(order.state(), OrderState::Closed);
        assert_eq!(order.payments[0].refunded, decimal("10"));
    }

    async fn a_callback_that_another_instance_only_saved_is_applied(database: Database) {
        refunding(&database).await;
        let gateway = Gateway::start(&database).await;

        save_only(&database, &[("B1", "pay-O1")], Duration::ZERO).await;

        gateway.callback_becomes("B1", "pay-O1", CallbackState::Applied).await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn the_platform_repeating_one_that_was_only_saved_applies_it(database: Database) {
        refunding(&database).await;
        save_only(&database, &[("B1", "pay-O1")], Duration::from_hours(1)).await;
        let gateway = Gateway::start(&database).await;

        let answer = gateway.send(callback("B1", "pay-O1", "10")).await.unwrap();

        assert_eq!(answer.outcome(), SignalOutcome::Applied);
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }

    async fn an_instance_that_may_still_be_at_it_is_not_disturbed(database: Database) {
        refunding(&database).await;
        let gateway = Gateway::start(&database).await;
        save_only(&database, &[("B1", "pay-O1")], Duration::from_hours(1)).await;

        // Those that are due show that recovery has passed by.
        for batchno in ["B2", "B3"] {
            save_only(&database, &[(batchno, "pay-O1")], Duration::ZERO).await;
            gateway.callback_becomes(batchno, "pay-O1", CallbackState::NeedsAttention).await;
        }

        let waiting = gateway.callback("B1", "pay-O1").await;
        assert_eq!((waiting.state(), waiting.attempts), (CallbackState::Received, 0));
    }

    async fn many_that_were_only_saved_are_all_applied_once(database: Database) {
        let trades = refunding_many(&database).await;
        let keys: Vec<_> = trades.iter().map(|trandeno| ("B1", &**trandeno)).collect();
        save_only(&database, &keys, Duration::ZERO).await;

        // More than it claims at once.
        let gateway = looking_once(&database).await;

        for trandeno in &trades {
            let applied = gateway.callback_becomes("B1", trandeno, CallbackState::Applied).await;
            assert_eq!(applied.attempts, 1, "{trandeno}");
        }
        let order = gateway.order("O299").await;
        assert_eq!(order.payments[0].refunded, decimal("10"));
    }

    async fn what_an_instance_began_to_recover_is_not_held_up_by_its_stop(database: Database) {
        let trades = refunding_many(&database).await;
        let keys: Vec<_> = trades.iter().map(|trandeno| ("B1", &**trandeno)).collect();
        save_only(&database, &keys, Duration::ZERO).await;

        Gateway::start(&database).await.stop().await;

        let gateway = looking_once(&database).await;
        for trandeno in &trades {
            gateway.callback_becomes("B1", trandeno, CallbackState::Applied).await;
        }
    }

    async fn a_callback_waits_for_its_payment_across_a_restart(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "pay-O1", "10")).await.unwrap_err();
        gateway.stop().await;

        refunding(&database).await;
        let gateway = Gateway::start(&database).await;

        gateway.callback_becomes("B1", "pay-O1", CallbackState::Applied).await;
        assert_eq!(gateway.order("O1").await.state(), OrderState::Closed);
    }
}
