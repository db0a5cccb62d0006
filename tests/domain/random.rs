//! How random tests run: cases, and where failing seeds are kept.

use std::{cell::Cell, panic, sync::Once};

use proptest::test_runner::{Config, FileFailurePersistence};

/// `cases` unless `PROPTEST_CASES` asks for another number. A failing seed is
/// kept beside the test's source and tried first from then on.
pub(crate) fn config(cases: u32) -> Config {
    let from_environment = Config::default();
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => from_environment.cases,
        None => cases,
    };
    let persistence = FileFailurePersistence::WithSource("proptest-regressions");
    Config {
        cases,
        failure_persistence: Some(Box::new(persistence)),
        ..from_environment
    }
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Runs something whose panics on this thread are caught and told by others.
/// While a failure is made smaller, it panics hundreds of times.
pub(crate) fn quietly<T>(run: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |information| {
            if !QUIET.get() {
                loud(information);
            }
        }));
    });
    QUIET.set(true);
    let result = run();
    QUIET.set(false);
    result
}
