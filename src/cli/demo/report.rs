//! What the demonstration says: a line per step, and at the end whether all
//! went as expected.

use std::{process::ExitCode, time::Duration};

use super::palette::Palette;

/// Columns fit what the scenes say; a longer text pushes what follows it.
const DONE_WIDTH: usize = 46;
const EXPECTED_WIDTH: usize = 50;

/// Tells the steps and counts those that went otherwise than expected.
pub(super) struct Report {
    palette: Palette,
    say: fn(&str),
    steps: usize,
    differing: usize,
}

impl Report {
    /// Nothing is told yet. Each line will go to `say`.
    pub(super) fn new(palette: Palette, say: fn(&str)) -> Self {
        Self {
            palette,
            say,
            steps: 0,
            differing: 0,
        }
    }

    /// Begins a part of the report.
    pub(super) fn title(&self, text: &str) {
        let title = self.palette.title;
        self.line(&format!("\n{title}{text}{title:#}"));
    }

    /// Says what the columns of the steps are.
    pub(super) fn columns(&self) {
        let faint = self.palette.faint;
        let columns = columns("done", "expected", "happened");
        self.line(&format!("{faint}      {columns}{faint:#}"));
    }

    /// Says something that is no step.
    pub(super) fn line(&self, text: &str) {
        (self.say)(text);
    }

    /// Tells one step. It is right if what happened is, to the letter, what was
    /// expected.
    pub(super) fn step(&mut self, done: &str, expected: &str, happened: &str) {
        self.steps += 1;
        let right = expected == happened;
        if !right {
            self.differing += 1;
        }
        self.line(&self.step_line(done, expected, happened, right));
    }

    fn step_line(&self, done: &str, expected: &str, happened: &str, right: bool) -> String {
        let (mark, style) = if right {
            ('✓', self.palette.good)
        } else {
            ('✗', self.palette.bad)
        };
        let columns = columns(done, expected, happened);
        format!("{:>3} {style}{mark}{style:#} {columns}", self.steps)
    }

    /// Tells in one line how it went.
    pub(super) fn summary(&self, elapsed: Duration) {
        self.line(&format!("\n{}", self.summary_line(elapsed)));
    }

    fn summary_line(&self, elapsed: Duration) -> String {
        let Palette { good, bad, .. } = self.palette;
        let (steps, seconds) = (self.steps, elapsed.as_secs_f64());
        match (steps, self.differing) {
            (0, _) => format!("{bad}✗ no step was taken{bad:#}"),
            (_, 0) => {
                format!("{good}✓ {steps} steps, all as expected{good:#}, in {seconds:.1} s")
            }
            (_, differing) => {
                format!("{bad}✗ {differing} of {steps} steps differ{bad:#}, in {seconds:.1} s")
            }
        }
    }

    /// Success if there were steps and none of them differed.
    pub(super) fn exit_code(&self) -> ExitCode {
        if self.steps > 0 && self.differing == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn columns(done: &str, expected: &str, happened: &str) -> String {
    let done_width = width_for(done, DONE_WIDTH);
    let expected_width = width_for(expected, EXPECTED_WIDTH);
    format!("{done:<done_width$}  {expected:<expected_width$}  {happened}")
}

/// How many characters fill a column, in a text of which terminals show some
/// twice as wide: Chinese is all of it that the scenes have.
fn width_for(text: &str, column: usize) -> usize {
    let is_wide = |character: &char| *character >= '\u{2e80}';
    column.saturating_sub(text.chars().filter(is_wide).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(steps: &[(&str, &str)]) -> Report {
        let mut report = Report::new(Palette::default(), |_| {});
        for (expected, happened) in steps {
            report.step("do it", expected, happened);
        }
        report
    }

    fn summary(report: &Report) -> String {
        report.summary_line(Duration::from_millis(1234))
    }

    #[test]
    fn steps_as_expected_are_a_success() {
        let report = report(&[("APPLIED 30", "APPLIED 30"), ("1 kept", "1 kept")]);
        assert_eq!(report.exit_code(), ExitCode::SUCCESS);
        assert_eq!(summary(&report), "✓ 2 steps, all as expected, in 1.2 s");
    }

    #[test]
    fn one_difference_is_a_failure_whatever_follows() {
        let report = report(&[("APPLIED 30", "APPLIED 30.0"), ("1 kept", "1 kept")]);
        assert_eq!(report.exit_code(), ExitCode::FAILURE);
        assert_eq!(summary(&report), "✗ 1 of 2 steps differ, in 1.2 s");
    }

    #[test]
    fn no_step_at_all_is_a_failure() {
        assert_eq!(report(&[]).exit_code(), ExitCode::FAILURE);
    }

    #[test]
    fn the_columns_of_all_steps_are_aligned() {
        let report = report(&[("", "")]);
        let plain = report.step_line("do it", "APPLIED", "DUPLICATE", false);
        assert_eq!(
            plain.split_whitespace().collect::<Vec<_>>(),
            ["1", "✗", "do", "it", "APPLIED", "DUPLICATE"]
        );
        let place = |line: &str| line.chars().take_while(|&c| c != 'A').count();
        let other = report.step_line("do something longer", "APPLIED", "APPLIED", true);
        assert_eq!(place(&plain), place(&other));
    }

    #[test]
    fn chinese_takes_twice_the_room() {
        let line = columns("do it", "errcode 1001 无效。", "APPLIED");
        let (before, _) = line.split_once("APPLIED").unwrap();
        let shown = before.chars().count() + 3;
        assert_eq!(shown, DONE_WIDTH + 2 + EXPECTED_WIDTH + 2);
    }

    #[test]
    fn colours_are_for_the_mark_alone() {
        let colored = Report::new(Palette::colored(), |_| {});
        let line = colored.step_line("do it", "APPLIED", "APPLIED", true);
        assert!(
            line.starts_with("  0 \u{1b}[32m✓\u{1b}[0m do it"),
            "{line:?}"
        );
        let plain = Report::new(Palette::default(), |_| {});
        assert!(!plain.step_line("do it", "A", "B", false).contains('\u{1b}'));
    }
}
