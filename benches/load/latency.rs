//! How long calls took.

use std::{fmt, time::Duration};

use hdrhistogram::Histogram;

/// Latencies from a microsecond to a minute, to three digits.
pub(crate) struct Latencies(Histogram<u64>);

impl Latencies {
    pub(crate) fn new() -> Self {
        Self(Histogram::new_with_bounds(1, 60_000_000, 3).expect("bounds that fit"))
    }

    pub(crate) fn record(&mut self, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.0.saturating_record(micros);
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.len()
    }

    /// The latency that a share of all calls does not exceed, in milliseconds.
    pub(crate) fn millis(&self, quantile: f64) -> f64 {
        Duration::from_micros(self.0.value_at_quantile(quantile)).as_secs_f64() * 1e3
    }
}

impl fmt::Display for Latencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [p50, p99, p999] = [0.5, 0.99, 0.999].map(|quantile| self.millis(quantile));
        let most = self.millis(1.0);
        write!(
            f,
            "p50 {p50:.2} p99 {p99:.2} p99.9 {p999:.2} max {most:.2} ms"
        )
    }
}
