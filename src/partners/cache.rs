//! What was read of callers lately, so that a signature costs no read.
//!
//! What is kept is at most a second old, so a partner that was disabled is out
//! within that time. That somebody is not known is not kept at all, so a partner
//! that was added is in at once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How old what is kept may be.
pub(super) const MAX_AGE: Duration = Duration::from_secs(1);

/// What was read lately, by name.
pub(super) struct Cache<T> {
    slots: Mutex<HashMap<String, Arc<Slot<T>>>>,
}

/// Locked while it is read anew: whoever else asks waits for the same read.
type Slot<T> = tokio::sync::Mutex<Option<Kept<T>>>;

/// Something that was read.
pub(super) struct Kept<T> {
    pub(super) value: Arc<T>,
    /// When the read began.
    pub(super) read_at: Instant,
}

impl<T> Cache<T> {
    pub(super) fn new() -> Self {
        let slots = Mutex::default();
        Self { slots }
    }

    /// What is kept under `name` if it is not older than `not_before`, or else
    /// what `read` finds.
    pub(super) async fn get<E, F: Future<Output = Result<Option<T>, E>>>(
        &self,
        name: &str,
        not_before: Instant,
        read: impl FnOnce() -> F,
    ) -> Result<Option<Kept<T>>, E> {
        let slot = self.slot(name);
        let mut kept = slot.lock().await;
        if let Some(kept) = &*kept
            && kept.read_at >= not_before
        {
            return Ok(Some(kept.clone()));
        }
        // If this fails, or nobody waits for it any more, nothing is kept.
        *kept = None;
        let read_at = Instant::now();
        let Some(value) = read().await? else {
            self.forget(name, &slot);
            return Ok(None);
        };
        let value = Arc::new(value);
        let found = Kept { value, read_at };
        *kept = Some(found.clone());
        Ok(Some(found))
    }

    fn slot(&self, name: &str) -> Arc<Slot<T>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = slots.get(name) {
            return slot.clone();
        }
        slots.entry(name.to_owned()).or_default().clone()
    }

    /// Names that nobody has must not fill the memory.
    fn forget(&self, name: &str, slot: &Arc<Slot<T>>) {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.get(name).is_some_and(|kept| Arc::ptr_eq(kept, slot)) {
            slots.remove(name);
        }
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            read_at: self.read_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicU32, Ordering},
    };

    use futures_util::future::join_all;

    use super::*;

    /// Counts its reads, and answers with their number.
    #[derive(Default)]
    struct Source(AtomicU32);

    impl Source {
        async fn read(&self) -> Result<Option<u32>, Infallible> {
            tokio::task::yield_now().await;
            Ok(Some(self.0.fetch_add(1, Ordering::Relaxed) + 1))
        }
    }

    fn long_ago() -> Instant {
        Instant::now().checked_sub(MAX_AGE).unwrap()
    }

    #[tokio::test]
    async fn many_who_ask_at_once_share_one_read() {
        let (cache, source) = (Cache::new(), Source::default());
        let not_before = Instant::now();
        let asking = (0..10).map(|_| cache.get("a", not_before, || source.read()));
        for kept in join_all(asking).await {
            assert_eq!(*kept.unwrap().unwrap().value, 1);
        }
        let kept = cache.get("a", long_ago(), || source.read()).await;
        assert_eq!(*kept.unwrap().unwrap().value, 1);
    }

    #[tokio::test]
    async fn what_is_too_old_is_read_anew() {
        let (cache, source) = (Cache::new(), Source::default());
        for number in 1..4 {
            let kept = cache.get("a", Instant::now(), || source.read()).await;
            assert_eq!(*kept.unwrap().unwrap().value, number);
        }
    }

    #[tokio::test]
    async fn what_is_not_there_is_not_kept() {
        let cache = Cache::<u32>::new();
        let none = async || Ok::<_, Infallible>(None);
        assert!(cache.get("a", long_ago(), none).await.unwrap().is_none());
        assert!(cache.slots.lock().unwrap().is_empty());
        let source = Source::default();
        let kept = cache.get("a", long_ago(), || source.read()).await;
        assert_eq!(*kept.unwrap().unwrap().value, 1);
        // Nor is what was there before.
        let gone = cache.get("a", Instant::now(), none).await;
        assert!(gone.unwrap().is_none());
        let kept = cache.get("a", long_ago(), || source.read()).await;
        assert_eq!(*kept.unwrap().unwrap().value, 2);
    }
}
