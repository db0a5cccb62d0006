//! The end of the demonstration: what the gateway has on record.

use super::{stage::Stage, tell::timeline};

/// Shows the timeline of every order that was spoken of.
pub(super) async fn show(stage: &mut Stage) {
    for orderid in stage.orders().to_vec() {
        let events = stage.timeline(&orderid).await;
        stage.scene(&format!("Timeline of {orderid}"));
        match events {
            Ok(events) => {
                for event in &events {
                    stage.line(&format!("  {}", timeline::line(event)));
                }
            }
            Err(status) => {
                let done = format!("read the timeline of {orderid}");
                stage.step(&done, "its events", &Err::<(), _>(status), |()| {
                    String::new()
                });
            }
        }
    }
}
