//! The help pages in Chromium, which `scripts/install-peers` installs: every
//! page, in the windows of phones and of desks, in light and in dark, and the
//! scripts on them.

use std::{path::Path, process::Command};

use crate::{support::Sidecar, upstream::Upstream};

#[tokio::test]
async fn a_browser_reads_every_page_and_the_scripts_on_them_sign_rightly() {
    let upstream = Upstream::start().await;
    let sidecar = Sidecar::before(&upstream, |_| {}).await;
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers/help/check_pages.py");
    let mut reader = Command::new(program);
    reader.arg(format!("http://{}", sidecar.address()));
    // The sidecar answers meanwhile, on this thread.
    let output = tokio::task::spawn_blocking(move || reader.output())
        .await
        .expect("the reader does not panic")
        .expect("Chromium can be driven: scripts/install-peers");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
