//! The suite: everything that is compared, side by side in one run.

mod bench;
mod callbacks;
mod disk;
mod figures;
mod files;
mod flows;
mod growth;
mod pgbench;
mod postgres;
mod processor;
mod rates;
mod server;
mod sqlite;
mod table;
mod train;

use std::{
    fs,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::runtime::Runtime;

pub(crate) use self::train::{Train, train};
use self::{
    bench::{Bench, Rows},
    figures::Figures,
    postgres::Postgres,
    server::{Program, Server},
};
use crate::{sign, target::Failure};

/// What `scripts/bench` asks for.
#[derive(clap::Args)]
pub(crate) struct Suite {
    /// The gateway's program, as it is released.
    #[arg(long)]
    program: PathBuf,
    /// Fewer rows, shorter measurements, and nothing about growth.
    #[arg(long)]
    quick: bool,
    /// A document that gets the tables, between its marks.
    #[arg(long)]
    document: Option<PathBuf>,
}

/// How much of everything.
struct Size {
    /// Orders of the main database.
    orders: u64,
    /// Orders of the small and the large one, if growth is to be measured.
    growth: Option<[u64; 2]>,
    /// How often pgbench, batches of one and ours take turns.
    rounds: usize,
    /// How long each measurement takes.
    duration: Duration,
    /// In how many turns two flows that are compared share that time.
    turns: u32,
    /// How long a fixed rate is kept up, if there are orders enough.
    steady: Duration,
    /// How long pgbench keeps up its own.
    steady_pgbench: Duration,
}

impl Size {
    const FULL: Self = Self {
        orders: 1_000_000,
        growth: Some([10_000, 5_000_000]),
        rounds: 3,
        duration: Duration::from_secs(4),
        turns: 2,
        steady: Duration::from_mins(1),
        steady_pgbench: Duration::from_secs(20),
    };
    const QUICK: Self = Self {
        orders: 600_000,
        growth: None,
        rounds: 1,
        duration: Duration::from_secs(1),
        turns: 1,
        steady: Duration::from_secs(3),
        steady_pgbench: Duration::from_secs(3),
    };

    /// How many orders of the main database wait for a callback.
    fn waiting(&self) -> u64 {
        self.orders / 5 * 3
    }
}

/// The orders on PostgreSQL.
const MAIN: &str = "bench_orders";
/// The directory of the orders on SQLite.
const FILES: &str = "orders";
/// One command at a time. Eight connections did best.
const BATCHES_OF_ONE: [&str; 4] = ["--batch-max", "1", "--lanes", "8"];
/// The same on SQLite, which has one writer.
const BATCHES_OF_ONE_IN_FILES: [&str; 2] = ["--batch-max", "1"];

/// Measures everything.
pub(crate) fn run(suite: &Suite, runtime: Runtime) -> Result<(), Failure> {
    let size = if suite.quick { Size::QUICK } else { Size::FULL };
    // Not stopped but killed: what was acknowledged is on disk already.
    let bench = begin(&suite.program, Server::kill, &size, runtime)?;

    let mut figures = Figures::default();
    let clients = callbacks::measure(&bench, &size, &mut figures)?;
    flows::over_grpc(&bench, &mut figures)?;
    flows::over_http(&bench, &mut figures)?;
    rates::measure(&bench, &size, clients, &mut figures)?;
    files::measure(&bench, &mut figures)?;
    if let Some(orders) = size.growth {
        growth::measure(&bench, orders, &mut figures)?;
    }

    let text = figures.text()?;
    println!("\n{text}");
    if let Some(document) = &suite.document {
        figures::write(document, &text)?;
    }
    Ok(())
}

/// A bench with its databases, whose servers end in a certain way.
fn begin(
    program: &Path,
    end: fn(Server) -> Result<(), Failure>,
    size: &Size,
    runtime: Runtime,
) -> Result<Bench, Failure> {
    let bench = Bench {
        runtime,
        program: Program::new(program)?,
        end,
        postgres: Postgres::find()?,
        directory: tempfile::Builder::new()
            .prefix("refund-gateway-bench.")
            .tempdir()?,
        duration: size.duration,
        turns: size.turns,
    };
    prepare(&bench, size)?;
    Ok(bench)
}

/// Makes the databases, each with a partner and an application that may call.
fn prepare(bench: &Bench, size: &Size) -> Result<(), Failure> {
    println!("making {} orders on PostgreSQL and on SQLite", size.orders);
    let Bench {
        program, postgres, ..
    } = bench;
    make_master_key(bench)?;
    postgres.seed(program, MAIN, size.orders)?;
    let files = bench.directory.path().join(FILES);
    sqlite::seed(program, &files, size.orders)?;
    for url in [postgres.url(MAIN), sqlite::url(&files)] {
        let key = bench.master_key();
        let common = ["--database-url", &url, "--master-key-file", &key];
        let partner = ["partner", "add", "--password-stdin"];
        let secret = ["--id", sign::PARTNER, "--key", sign::KEY];
        let partner = [&partner[..], &secret, &common].concat();
        program.run(&partner, sign::PASSWORD)?;
        let app = ["top-app", "add", "--secret-stdin"];
        let app = [&app[..], &["--app-key", sign::APP_KEY], &common].concat();
        program.run(&app, sign::APP_SECRET)?;
    }
    Ok(())
}

fn make_master_key(bench: &Bench) -> Result<(), Failure> {
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(bench.master_key())?;
    let key = "0123456789abcdef".repeat(4);
    std::io::Write::write_all(&mut file, key.as_bytes())?;
    Ok(())
}

impl Rows {
    /// The main database.
    const MAIN: Self = Self::Postgres(MAIN);
    /// The same orders in a file.
    const FILES: Self = Self::Sqlite(FILES);
}
