//! What the disk does by itself, while something else is measured.

use std::{
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::Path,
    sync::mpsc::{self, RecvTimeoutError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::{latency::Latencies, target::Failure};

/// Seldom enough to be no load.
const PAUSE: Duration = Duration::from_millis(20);

/// What PostgreSQL flushes at the least.
const PAGE: [u8; 8192] = [1; 8192];

/// Flushes a page of a file of its own now and then. Nothing but the disk and the
/// system can make that slow.
pub(crate) struct Probe {
    thread: JoinHandle<io::Result<Latencies>>,
    /// Dropped to end it.
    running: mpsc::Sender<()>,
}

impl Probe {
    pub(crate) fn begin(directory: &Path) -> Result<Self, Failure> {
        let file = File::create(directory.join("probe"))?;
        file.write_all_at(&PAGE, 0)?;
        file.sync_all()?;
        let (running, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            let mut latencies = Latencies::new();
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                let begun = Instant::now();
                file.write_all_at(&PAGE, 0)?;
                file.sync_data()?;
                latencies.record(begun.elapsed());
            }
            Ok(latencies)
        });
        Ok(Self { thread, running })
    }

    /// How long the flushes took.
    pub(crate) fn end(self) -> Result<Latencies, Failure> {
        drop(self.running);
        let latencies = self.thread.join().map_err(|_| "the probe panicked")?;
        Ok(latencies?)
    }
}
