//! How many calls or requests are being answered right now.

use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};

/// Counts calls from their arrival to the end of their answers. Clones share
/// the count.
#[derive(Clone, Debug)]
pub struct InFlight(TaskTracker);

/// A call that is being answered.
#[derive(Debug)]
pub struct Counted(#[expect(dead_code, reason = "counts until it is dropped")] TaskTrackerToken);

impl InFlight {
    /// Nothing is being answered yet.
    #[must_use]
    pub fn none() -> Self {
        Self(TaskTracker::new())
    }

    /// Counts one more call, until what is returned is dropped.
    #[must_use]
    pub fn count(&self) -> Counted {
        Counted(self.0.token())
    }

    /// Waits until nothing is being answered.
    pub async fn settled(&self) {
        // Closed trackers go on counting; it is what they wait for.
        self.0.close();
        self.0.wait().await;
    }
}
