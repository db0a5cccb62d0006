//! How many calls or requests are being answered right now.

use tokio::sync::watch;

/// Counts calls from their arrival to the end of their answers. Clones share
/// the count.
#[derive(Clone, Debug)]
pub struct InFlight {
    count: watch::Sender<usize>,
}

/// A call that is being answered.
#[derive(Debug)]
pub struct Counted {
    count: watch::Sender<usize>,
}

impl InFlight {
    /// Nothing is being answered yet.
    #[must_use]
    pub fn none() -> Self {
        Self {
            count: watch::Sender::new(0),
        }
    }

    /// Counts one more call, until what is returned is dropped.
    #[must_use]
    pub fn count(&self) -> Counted {
        self.count.send_modify(|count| *count += 1);
        Counted {
            count: self.count.clone(),
        }
    }

    /// Waits until nothing is being answered.
    pub async fn settled(&self) {
        // Fails only without a sender, and this is one.
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.count.send_modify(|count| *count -= 1);
    }
}
