//! The scenes, in the order in which they are played. Each is about one flow,
//! and reads back by other calls what its own calls have done.

mod callbacks;
mod douyin;
mod early_callback;
mod legacy_callbacks;
mod legacy_douyin;
mod legacy_refund;
mod legacy_taoxianda;
mod operations;
mod orders;
mod refunds;
mod taoxianda;

use super::stage::Stage;

/// Plays every scene, whatever became of the ones before.
pub(super) async fn play(stage: &mut Stage) {
    orders::play(stage).await;
    refunds::play(stage).await;
    callbacks::play(stage).await;
    early_callback::play(stage).await;
    douyin::play(stage).await;
    taoxianda::play(stage).await;
    operations::play(stage).await;
    legacy_refund::play(stage).await;
    legacy_callbacks::play(stage).await;
    legacy_douyin::play(stage).await;
    legacy_taoxianda::play(stage).await;
}
