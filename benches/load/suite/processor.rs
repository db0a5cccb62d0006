//! Who has had the processor for how long.

use std::{fs, time::Duration};

use crate::target::Failure;

/// The clock of `/proc`: 100 ticks a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// The time of a process, and that of its children that have ended.
pub(crate) fn time_of(process: u32) -> Result<Duration, Failure> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name stands in parentheses and may contain anything.
    let (_, fields) = stat.rsplit_once(')').ok_or("no name in stat")?;
    let fields: Vec<_> = fields.split_whitespace().collect();
    let mut ticks = 0;
    for field in fields.get(11..15).ok_or("too few fields in stat")? {
        ticks += field.parse::<u32>()?;
    }
    Ok(TICK * ticks)
}

/// The time of a process and all its children.
pub(crate) fn time_of_family(parent: u32) -> Result<Duration, Failure> {
    let mut time = time_of(parent)?;
    let children = fs::read_to_string(format!("/proc/{parent}/task/{parent}/children"))?;
    for child in children.split_whitespace() {
        // One may end while it is looked at.
        time += time_of(child.parse()?).unwrap_or_default();
    }
    Ok(time)
}
