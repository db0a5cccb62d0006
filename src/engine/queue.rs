//! Where commands wait for a lane: one queue for all lanes.
//!
//! A lane that has finished its batch takes whatever has accumulated since any
//! lane took some, so nothing waits for one lane while another is free.
//!
//! Commands on one key go one after another: what waits behind a command that a
//! lane is running is kept back from the others, which it would only make fail.

use std::{
    collections::VecDeque,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

/// While others are busy, a lane waits for so many commands, or for one of the
/// others to finish, rather than to make a small batch of what could be part of a
/// large one.
const BATCH_LEAST: usize = 32;

/// Keys are told apart by hashes of so many values. Two with the same one wait for
/// each other in vain, which few do where some hundreds are under way.
const KEYS: u64 = 4096;

/// What a command is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(usize);

impl Key {
    pub(super) fn of(key: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        Self(usize::try_from(hasher.finish() % KEYS).unwrap_or(0))
    }
}

/// Why a command cannot wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PushError {
    /// There is no room left.
    Full,
    /// Nothing is accepted any more.
    Closed,
}

/// How a queue is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueueSettings {
    /// How many lanes take from it.
    pub(super) lanes: usize,
    /// How many commands may wait.
    pub(super) capacity: usize,
    /// How many commands a batch has at most.
    pub(super) batch_max: usize,
}

/// A bounded queue that lanes take batches from.
pub(super) struct Queue<T> {
    state: Mutex<State<T>>,
    /// Wakes a lane that has found too little.
    is_ready: Notify,
    settings: QueueSettings,
}

impl<T> Queue<T> {
    pub(super) fn new(settings: QueueSettings) -> Self {
        Self {
            state: Mutex::default(),
            is_ready: Notify::new(),
            settings,
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        // Nothing panics while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a command, which waits until a lane takes it.
    pub(super) fn push(&self, key: Key, command: T) -> Result<(), PushError> {
        let mut state = self.state();
        if state.is_closed {
            return Err(PushError::Closed);
        }
        if state.waiting.len() >= self.settings.capacity {
            return Err(PushError::Full);
        }
        state.push(key, command);
        self.wake_if_ready(state);
        Ok(())
    }

    /// Waits until there is enough for a batch, and takes it. None once the queue
    /// is closed and empty.
    ///
    /// The batch that the lane has run until now ends here: ended before, it would
    /// wake another lane for what this one takes.
    pub(super) async fn take(
        self: &Arc<Self>,
        mut ended: Option<Running<T>>,
    ) -> Option<(Vec<T>, Running<T>)> {
        loop {
            let mut woken = pin!(self.is_ready.notified());
            // Before the look, so that nothing is missed after it.
            woken.as_mut().enable();
            {
                let mut state = self.state();
                if let Some(keys) = ended.take().and_then(|mut ended| ended.keys.take()) {
                    state.release(&keys);
                }
                if state.is_ready(self.settings) {
                    let (commands, keys) = state.take(self.settings.batch_max);
                    self.wake_if_ready(state);
                    let (queue, keys) = (Arc::clone(self), Some(keys));
                    return Some((commands, Running { queue, keys }));
                }
                if state.is_closed && state.waiting.is_empty() {
                    self.wake_if_ready(state);
                    return None;
                }
            }
            woken.await;
        }
    }

    /// Accepts no more commands. Those that wait can still be taken.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.is_closed = true;
        self.wake_if_ready(state);
    }

    /// How many commands may wait.
    pub(super) fn capacity(&self) -> usize {
        self.settings.capacity
    }

    /// How many more may wait than do.
    pub(super) fn room(&self) -> usize {
        self.capacity().saturating_sub(self.len())
    }

    /// How many commands wait.
    pub(super) fn len(&self) -> usize {
        self.state().waiting.len()
    }

    fn wake_if_ready(&self, state: MutexGuard<'_, State<T>>) {
        let (is_ready, is_closed) = (state.is_ready(self.settings), state.is_closed);
        drop(state);
        if is_closed {
            // For some it may be the end.
            self.is_ready.notify_waiters();
        } else if is_ready {
            // The one that has just come to rest: what its connection needs is still
            // in the processors' caches.
            self.is_ready.notify_last();
        }
    }
}

struct State<T> {
    waiting: VecDeque<(Key, T)>,
    /// By key.
    on_key: Vec<OnKey>,
    /// Those that wait and are not kept back.
    free: usize,
    /// Those that lanes are running.
    running: usize,
    /// How many batches were taken.
    batches: u64,
    is_closed: bool,
}

/// The commands on one key.
#[derive(Clone, Copy, Default)]
struct OnKey {
    waiting: usize,
    /// All in one batch.
    running: usize,
    batch: u64,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            on_key: (0..KEYS).map(|_| OnKey::default()).collect(),
            free: 0,
            running: 0,
            batches: 0,
            is_closed: false,
        }
    }
}

impl<T> State<T> {
    /// Whether a lane shall take a batch: at once if no other one is busy, and else
    /// as soon as it will be as large as theirs.
    fn is_ready(&self, settings: QueueSettings) -> bool {
        let enough = if self.running == 0 || self.is_closed {
            1
        } else {
            let share = (self.free + self.running) / (settings.lanes + 1);
            share.max(BATCH_LEAST).min(settings.batch_max)
        };
        self.free >= enough
    }

    fn push(&mut self, key: Key, command: T) {
        self.waiting.push_back((key, command));
        let on_key = &mut self.on_key[key.0];
        on_key.waiting += 1;
        if on_key.running == 0 {
            self.free += 1;
        }
    }

    /// Takes at most `most` commands that are not kept back, in their order.
    fn take(&mut self, most: usize) -> (Vec<T>, Vec<Key>) {
        self.batches += 1;
        let (mut commands, mut keys, mut kept_back) = (Vec::new(), Vec::new(), Vec::new());
        while commands.len() < most
            && let Some((key, command)) = self.waiting.pop_front()
        {
            let on_key = &mut self.on_key[key.0];
            if on_key.running == 0 {
                on_key.batch = self.batches;
                self.free -= on_key.waiting;
            }
            if on_key.batch != self.batches {
                kept_back.push((key, command));
                continue;
            }
            on_key.waiting -= 1;
            on_key.running += 1;
            commands.push(command);
            keys.push(key);
        }
        for waiting in kept_back.into_iter().rev() {
            self.waiting.push_front(waiting);
        }
        self.running += commands.len();
        (commands, keys)
    }

    /// A batch of commands on `keys` has been run.
    fn release(&mut self, keys: &[Key]) {
        for key in keys {
            let on_key = &mut self.on_key[key.0];
            on_key.running -= 1;
            if on_key.running == 0 {
                self.free += on_key.waiting;
            }
        }
        self.running -= keys.len();
    }
}

/// That a batch is being run: what follows on its keys is kept back until another
/// one is taken instead, or this is dropped.
pub(super) struct Running<T> {
    queue: Arc<Queue<T>>,
    /// None: it has ended.
    keys: Option<Vec<Key>>,
}

impl<T> Drop for Running<T> {
    fn drop(&mut self) {
        if let Some(keys) = self.keys.take() {
            let mut state = self.queue.state();
            state.release(&keys);
            self.queue.wake_if_ready(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use tokio::task::{JoinHandle, yield_now};

    use super::*;

    const SETTINGS: QueueSettings = QueueSettings {
        lanes: 2,
        capacity: 1000,
        batch_max: 512,
    };

    fn queue(settings: QueueSettings) -> Arc<Queue<u32>> {
        Arc::new(Queue::new(settings))
    }

    /// Keys that are not the same by chance.
    fn key(number: u32) -> Key {
        Key(number as usize)
    }

    fn push(queue: &Queue<u32>, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            queue.push(key(number), number).unwrap();
        }
    }

    /// What a lane takes now, if it need not wait.
    fn take(queue: &Arc<Queue<u32>>) -> Option<(Vec<u32>, Running<u32>)> {
        queue.take(None).now_or_never().flatten()
    }

    #[test]
    fn whoever_is_alone_takes_what_there_is() {
        let queue = queue(SETTINGS);
        assert!(take(&queue).is_none());
        for batch in [vec![1], vec![2, 3]] {
            push(&queue, batch.clone());
            assert_eq!(take(&queue).unwrap().0, batch);
            assert_eq!(queue.len(), 0);
        }
    }

    #[test]
    fn beside_another_it_takes_as_much() {
        let queue = queue(SETTINGS);
        push(&queue, 0..120);
        let (_, first) = take(&queue).unwrap();
        push(&queue, 200..259);
        let (taken, second) = take(&queue).unwrap();
        assert_eq!(taken.len(), 59, "a third of 179");
        push(&queue, 300..359);
        assert!(take(&queue).is_none(), "of 238 it is 79");
        drop(first);
        let (taken, third) = take(&queue).unwrap();
        assert_eq!(taken.len(), 59, "of 118 it is 39");
        drop((second, third));

        push(&queue, 400..410);
        let (_, first) = take(&queue).unwrap();
        push(&queue, 500..531);
        assert!(take(&queue).is_none(), "it is too little beside another");
        push(&queue, [531]);
        let (taken, second) = take(&queue).unwrap();
        assert_eq!(taken, (500..532).collect::<Vec<_>>());
        push(&queue, [600]);
        drop(first);
        assert!(take(&queue).is_none());
        drop(second);
        assert_eq!(take(&queue).unwrap().0, [600], "it is alone");
    }

    #[test]
    fn a_batch_is_no_larger_than_it_may_be() {
        let batch_max = 2;
        let queue = queue(QueueSettings {
            batch_max,
            ..SETTINGS
        });
        push(&queue, 0..5);
        let (first, _first) = take(&queue).unwrap();
        let (second, _second) = take(&queue).unwrap();
        assert_eq!([first, second], [[0, 1], [2, 3]]);
        assert!(take(&queue).is_none(), "a full one would be 2");
    }

    #[test]
    fn what_is_on_one_key_is_run_in_turn() {
        let queue = queue(QueueSettings {
            batch_max: 3,
            ..SETTINGS
        });
        let push = |key: u32, command| queue.push(self::key(key), command).unwrap();
        for command in 0..4 {
            push(7, command);
        }
        let (taken, first) = take(&queue).unwrap();
        assert_eq!(taken, [0, 1, 2]);
        push(8, 10);
        push(7, 4);
        push(8, 11);
        assert!(take(&queue).is_none(), "two are free");
        push(9, 12);
        let (taken, second) = take(&queue).unwrap();
        assert_eq!(taken, [10, 11, 12], "3 and 4 are kept back");
        push(8, 13);
        drop(first);
        assert!(take(&queue).is_none(), "13 is kept back now");
        drop(second);
        let (taken, _running) = take(&queue).unwrap();
        assert_eq!(taken, [3, 4, 13]);
    }

    #[tokio::test]
    async fn what_was_kept_back_is_taken_by_whoever_kept_it_back() {
        let queue = queue(SETTINGS);
        push(&queue, [1]);
        let (_, running) = take(&queue).unwrap();
        push(&queue, [1, 2]);
        let other = waiting_lane(&queue).await;
        let (taken, running) = queue.take(Some(running)).await.unwrap();
        assert_eq!(taken, [1, 2]);
        yield_now().await;
        push(&queue, [1]);
        assert!(!other.is_finished());
        drop(running);
        assert_eq!(other.await.unwrap(), [1]);
    }

    #[test]
    fn what_finds_no_room_is_refused() {
        let queue = queue(QueueSettings {
            capacity: 2,
            ..SETTINGS
        });
        push(&queue, 0..2);
        assert_eq!(queue.push(key(2), 2), Err(PushError::Full));
        let _running = take(&queue).unwrap();
        push(&queue, [2]);
    }

    #[test]
    fn what_waits_when_the_queue_is_closed_is_taken() {
        let queue = queue(SETTINGS);
        push(&queue, [1, 2]);
        let (_, first) = take(&queue).unwrap();
        push(&queue, [1, 3]);
        let mut waiting = [queue.take(None).boxed(), queue.take(None).boxed()];
        let mut poll = |lane: usize| waiting[lane].as_mut().now_or_never();
        assert!(poll(0).is_none() && poll(1).is_none());

        queue.close();
        assert_eq!(queue.push(key(4), 4), Err(PushError::Closed));
        let (taken, second) = poll(0).unwrap().unwrap();
        assert_eq!(taken, [3], "however few there are");
        assert!(poll(1).is_none(), "there is another one to come");
        drop(first);
        let (taken, _running) = poll(1).unwrap().unwrap();
        assert_eq!(taken, [1]);
        drop(second);
        assert!(queue.take(None).now_or_never().unwrap().is_none());
    }

    /// A lane that takes what there is as soon as it can.
    async fn waiting_lane(queue: &Arc<Queue<u32>>) -> JoinHandle<Vec<u32>> {
        let queue = Arc::clone(queue);
        let lane = tokio::spawn(async move { queue.take(None).await.unwrap().0 });
        yield_now().await;
        lane
    }

    #[tokio::test]
    async fn whoever_has_waited_least_is_woken() {
        let queue = queue(SETTINGS);
        let long = waiting_lane(&queue).await;
        for batch in [[1], [2]] {
            let short = waiting_lane(&queue).await;
            push(&queue, batch);
            yield_now().await;
            assert!(short.is_finished());
            assert_eq!(short.await.unwrap(), batch);
        }
        push(&queue, [3]);
        assert_eq!(long.await.unwrap(), [3]);
    }

    #[tokio::test]
    async fn who_ends_a_batch_wakes_others_for_what_was_kept_back() {
        let queue = queue(SETTINGS);
        push(&queue, [2]);
        let (_, running) = take(&queue).unwrap();
        let lane = waiting_lane(&queue).await;
        push(&queue, [2]);
        yield_now().await;
        assert!(!lane.is_finished());
        drop(running);
        assert_eq!(lane.await.unwrap(), [2]);
    }
}
