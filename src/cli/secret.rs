//! Secrets that come by standard input, where neither the list of processes nor
//! the shell's history shows them.

use std::io::{self, Read};

use zeroize::Zeroizing;

/// The longest secret that anybody has.
const MAX_BYTES: u64 = 4096;

/// A secret cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum SecretError {
    /// It cannot be read at all.
    #[error("the {0} cannot be read from standard input")]
    Unreadable(&'static str, #[source] io::Error),
    /// Nobody has so long a one.
    #[error("the {0} is longer than {MAX_BYTES} bytes")]
    TooLong(&'static str),
    /// It is no text.
    #[error("the {0} is not UTF-8")]
    NotText(&'static str),
}

/// Reads the secret called `name`, to the end of the input.
pub(super) fn from_stdin(name: &'static str) -> Result<Zeroizing<String>, SecretError> {
    read(io::stdin().lock(), name)
}

fn read(input: impl Read, name: &'static str) -> Result<Zeroizing<String>, SecretError> {
    let mut octets = Zeroizing::new(Vec::new());
    input
        .take(MAX_BYTES + 1)
        .read_to_end(&mut octets)
        .map_err(|error| SecretError::Unreadable(name, error))?;
    if u64::try_from(octets.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(SecretError::TooLong(name));
    }
    let text = str::from_utf8(&octets).map_err(|_| SecretError::NotText(name))?;
    // The line break that ends the line, be it `echo`'s or a person's.
    let line = text.strip_suffix('\n');
    let line = line.map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    Ok(Zeroizing::new(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(input: &[u8]) -> Option<String> {
        read(input, "password").ok().map(|text| text.to_string())
    }

    #[test]
    fn one_line_break_at_the_end_is_no_part_of_it() {
        for (input, expected) in [
            ("a", "a"),
            ("a\n", "a"),
            ("a\r\n", "a"),
            ("a\n\n", "a\n"),
            ("a ", "a "),
            ("密码123\n", "密码123"),
            ("", ""),
        ] {
            assert_eq!(secret(input.as_bytes()).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_no_text_or_too_long_is_refused() {
        assert_eq!(secret(b"\xff"), None);
        assert!(secret(&[b'a'; 4096]).is_some());
        assert_eq!(secret(&[b'a'; 4097]), None);
    }
}
