//! Colours, where somebody sees them.

use std::{
    env,
    io::{self, IsTerminal as _},
};

use clap::builder::styling::{AnsiColor, Style};

/// How the parts of the report look. Plain by default.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Palette {
    pub(super) title: Style,
    pub(super) faint: Style,
    pub(super) good: Style,
    pub(super) bad: Style,
}

impl Palette {
    /// Colours on a terminal that wants them (see no-color.org), none
    /// elsewhere.
    pub(super) fn for_stdout() -> Self {
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb {
            Self::colored()
        } else {
            Self::default()
        }
    }

    pub(super) fn colored() -> Self {
        Self {
            title: Style::new().bold(),
            faint: Style::new().dimmed(),
            good: AnsiColor::Green.on_default(),
            bad: AnsiColor::Red.on_default().bold(),
        }
    }
}
