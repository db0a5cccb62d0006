//! All that was measured, and on what.

use std::{env, fs, io, path::Path};

use super::{postgres, table::Table};
use crate::target::Failure;

const BEGIN: &str = "<!-- figures -->";
const END: &str = "<!-- end of figures -->";

/// What has been measured so far.
#[derive(Default)]
pub(crate) struct Figures(Vec<Table>);

impl Figures {
    /// Adds a table.
    pub(crate) fn add(&mut self, table: Table) {
        self.0.push(table);
    }

    /// All of it, in Markdown.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let mut text = machine()?;
        for table in &self.0 {
            text.push('\n');
            text.push_str(&table.to_string());
        }
        Ok(text)
    }
}

fn machine() -> Result<String, Failure> {
    let processors = fs::read_to_string("/proc/cpuinfo")?;
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |line| line.trim_start_matches(['\t', ' ', ':']));
    let count = std::thread::available_parallelism()?;
    Ok(format!(
        "Machine: {model}, {count} processors shared by all; Linux {}, {}; {}, {}. \
         refund-gateway {}, {}. Date: {}.\n",
        kernel("kernel/osrelease")?,
        write_back(),
        postgres::version()?,
        postgres::durability()?,
        env!("CARGO_PKG_VERSION"),
        build(),
        time::OffsetDateTime::now_utc().date(),
    ))
}

/// How cargo has built it, by what `scripts/with-profile` has told cargo.
fn build() -> &'static str {
    let flags = env::var("RUSTFLAGS").unwrap_or_default();
    if flags.contains("-Cprofile-use=") {
        "built with scripts/with-profile"
    } else {
        "built without a profile"
    }
}

/// How much may be written before the system has the disk write it.
fn write_back() -> String {
    let setting = |name| {
        let value = kernel(&format!("vm/{name}")).ok()?;
        // The one that is not in force.
        (value != "0").then(|| format!("vm.{name}={value}"))
    };
    setting("dirty_background_bytes")
        .or_else(|| setting("dirty_background_ratio"))
        .unwrap_or_else(|| "unknown when it writes back".to_owned())
}

/// A setting of the system.
fn kernel(name: &str) -> io::Result<String> {
    let value = fs::read_to_string(Path::new("/proc/sys").join(name))?;
    Ok(value.trim().to_owned())
}

/// Replaces what stands between the marks of a document.
pub(crate) fn write(document: &Path, text: &str) -> Result<(), Failure> {
    let whole = fs::read_to_string(document)?;
    let parts = whole
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or("the document has no marks for the figures")?;
    fs::write(document, format!("{before}{BEGIN}\n\n{text}\n{END}{after}"))?;
    Ok(())
}
