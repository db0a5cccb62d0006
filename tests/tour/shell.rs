//! A shell that runs the blocks of a document one after the other, so that what
//! one block sets the next ones see.

use std::{
    env,
    io::{BufRead as _, BufReader, Lines, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// Ends the output of a block.
const END: &str = "--end-of-block--";

/// A running shell.
pub(crate) struct Shell {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

/// What a block did.
pub(crate) struct Outcome {
    /// What it printed, on whatever stream.
    pub(crate) output: String,
    /// Its exit status.
    pub(crate) status: i32,
}

impl Shell {
    /// Starts one in `directory`, with no settings in its environment.
    pub(crate) fn start(directory: &Path) -> Self {
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc"])
            .current_dir(directory)
            .env_clear()
            .envs(env::var_os("PATH").map(|path| ("PATH", path)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("bash is needed");
        let mut input = child.stdin.take().unwrap();
        writeln!(input, "exec 2>&1; set -u").unwrap();
        Self {
            output: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
            input,
        }
    }

    /// Sets an environment variable.
    pub(crate) fn export(&mut self, name: &str, value: &str) {
        writeln!(self.input, "export {name}='{value}'").unwrap();
    }

    /// Runs a block to its end.
    pub(crate) fn run(&mut self, block: &str) -> Outcome {
        // Braces, so that the block cannot read the lines that follow it.
        writeln!(
            self.input,
            "{{\n{block}\n}} </dev/null\nprintf '\\n{END} %s\\n' $?"
        )
        .unwrap();
        let mut output = String::new();
        for line in &mut self.output {
            let line = line.unwrap();
            if let Some(status) = line.strip_prefix(END) {
                let status = status.trim().parse().unwrap();
                return Outcome { output, status };
            }
            output.push_str(&line);
            output.push('\n');
        }
        panic!("the shell ended after it printed\n{output}in\n{block}");
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Fails with the name of the first tool that is not installed.
pub(crate) fn demand(tools: &[&str]) {
    let path = env::var_os("PATH").unwrap_or_default();
    for tool in tools {
        let found = env::split_paths(&path).any(|directory| directory.join(tool).is_file());
        assert!(found, "{tool} is not on PATH; scripts/test installs it");
    }
}

#[test]
fn blocks_share_variables_and_tell_their_status() {
    let mut shell = Shell::start(Path::new("."));
    assert_eq!(shell.run("word=$(cat <<WORD\nb\nWORD\n)").status, 0);
    let outcome = shell.run("cat; echo \"a $word\" >&2\n(exit 70)");
    assert_eq!((outcome.output.trim(), outcome.status), ("a b", 70));
}
