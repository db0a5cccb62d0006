//! Where the master key comes from: a file, the environment, or, for the
//! embedded database, a file beside it that is made when there is none.

use std::{
    env,
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind, Read as _, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use super::seal::{MasterKey, NotAKey};
use crate::config::Config;

/// The variable of the environment that may hold the key itself. No flag does:
/// everybody on the machine sees flags.
pub const VARIABLE: &str = "REFUND_GATEWAY_MASTER_KEY";

/// The key is one line, so a longer file is none.
const FILE_MAX_BYTES: u64 = 4096;
/// Whatever lets others read, write or use a file.
const FOR_OTHERS: u32 = 0o077;

/// Where the master key may be.
#[derive(Clone, Debug)]
pub struct KeySource {
    /// The file that was named.
    pub file: Option<PathBuf>,
    /// What the environment holds.
    pub environment: Option<Zeroizing<String>>,
    /// The file beside the embedded database.
    pub beside_database: Option<PathBuf>,
}

/// The master key cannot be had, or is not that of the database.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Two were given, and might differ.
    #[error("both --master-key-file and {VARIABLE} are set, and one master key is enough")]
    Two,
    /// The file cannot be read.
    #[error("the master key file {} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// Others may read the file.
    #[error(
        "the master key file {path} is open to others (mode {mode:04o}), run `chmod 600 {path}`",
        path = path.display()
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// What was given is no key.
    #[error("{origin}")]
    Malformed {
        /// The file or the variable.
        origin: String,
        /// What a key looks like.
        source: NotAKey,
    },
    /// The file that was made for the database is gone.
    #[error(
        "the master key file {} is missing, and the database holds secrets that were sealed \
         with it: bring it back, or name it by --master-key-file",
        .0.display()
    )]
    Lost(PathBuf),
    /// The file cannot be made.
    #[error("the master key file {} cannot be made", path.display())]
    NotMade {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl KeySource {
    /// What the settings and the environment say.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        let environment = env::var(VARIABLE).ok();
        let environment =
            environment.filter(|value| config.partners.master_key_variable && !value.is_empty());
        Self {
            file: config.partners.master_key_file.clone(),
            environment: environment.map(Zeroizing::new),
            beside_database: config.database.url.file().map(beside),
        }
    }

    /// Reads the key; none where none was given. `has_secrets` tells whether
    /// the database holds any: if not, a missing file beside it is made.
    pub fn read(&self, has_secrets: bool) -> Result<Option<MasterKey>, KeyError> {
        match (&self.file, &self.environment, &self.beside_database) {
            (Some(_), Some(_), _) => Err(KeyError::Two),
            (Some(path), None, _) => from_file(path).map(Some),
            (None, Some(text), _) => parse(text, || format!("the variable {VARIABLE}")).map(Some),
            (None, None, Some(path)) => match from_file(path) {
                Err(KeyError::Unreadable { source, .. })
                    if source.kind() == ErrorKind::NotFound =>
                {
                    if has_secrets {
                        return Err(KeyError::Lost(path.clone()));
                    }
                    make(path).map(Some)
                }
                key => key.map(Some),
            },
            (None, None, None) => Ok(None),
        }
    }
}

/// `refunds.db.key` is the key of `refunds.db`.
fn beside(database: &Path) -> PathBuf {
    let mut path = OsString::from(database);
    path.push(".key");
    path.into()
}

fn from_file(path: &Path) -> Result<MasterKey, KeyError> {
    let unreadable = |source| KeyError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let mode = file.metadata().map_err(unreadable)?.permissions().mode() & 0o7777;
    if mode & FOR_OTHERS != 0 {
        let path = path.to_owned();
        return Err(KeyError::Open { path, mode });
    }
    let mut text = Zeroizing::new(String::new());
    let mut start = file.take(FILE_MAX_BYTES);
    start.read_to_string(&mut text).map_err(unreadable)?;
    parse(&text, || format!("the master key file {}", path.display()))
}

fn parse(text: &str, origin: impl FnOnce() -> String) -> Result<MasterKey, KeyError> {
    let origin = |source| KeyError::Malformed {
        origin: origin(),
        source,
    };
    MasterKey::parse(text).map_err(origin)
}

/// Makes the file whole or not at all, and on disk before anything is sealed.
/// Whoever comes second takes the key of whoever came first.
fn make(path: &Path) -> Result<MasterKey, KeyError> {
    let key = MasterKey::random();
    match write(path, &key) {
        Ok(()) => {
            tracing::info!(path = %path.display(), "a master key was made");
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => from_file(path),
        Err(source) => Err(KeyError::NotMade {
            path: path.to_owned(),
            source,
        }),
    }
}

fn write(path: &Path, key: &MasterKey) -> io::Result<()> {
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    // Only we may read it, from its first moment on.
    let mut file = NamedTempFile::new_in(directory)?;
    file.write_all(key.to_line().as_bytes())?;
    file.write_all(b"\n")?;
    file.as_file()
        .set_permissions(fs::Permissions::from_mode(0o600))?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use tempfile::TempDir;

    use super::*;
    use crate::partners::seal::Owner;

    fn nowhere() -> KeySource {
        KeySource {
            file: None,
            environment: None,
            beside_database: None,
        }
    }

    fn beside_of(directory: &TempDir) -> KeySource {
        KeySource {
            beside_database: Some(directory.path().join("refunds.db.key")),
            ..nowhere()
        }
    }

    fn mode_of(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn same(one: &MasterKey, other: &MasterKey) -> bool {
        let owner = Owner::TopApp("1");
        other.open(owner, &one.seal(owner, b"x")).is_ok()
    }

    #[test]
    fn the_file_beside_the_database_is_made_once_and_only_for_us() {
        let directory = tempfile::tempdir().unwrap();
        let source = beside_of(&directory);
        let made = source.read(false).unwrap().unwrap();
        let path = source.beside_database.clone().unwrap();
        assert_eq!(mode_of(&path), 0o600);
        let again = source.read(true).unwrap().unwrap();
        assert!(same(&made, &again));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
        assert_eq!(beside(Path::new("a/b.db")), Path::new("a/b.db.key"));
    }

    #[test]
    fn a_lost_file_is_not_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let lost = beside_of(&directory).read(true).unwrap_err();
        assert!(matches!(lost, KeyError::Lost(_)), "{lost}");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_that_others_may_read_is_refused_with_the_remedy() {
        let directory = tempfile::tempdir().unwrap();
        let source = beside_of(&directory);
        source.read(false).unwrap();
        let path = source.beside_database.clone().unwrap();
        for mode in [0o640, 0o604, 0o620, 0o601] {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let refused = source.read(false).unwrap_err().to_string();
            assert!(refused.contains(&format!("mode {mode:04o}")), "{refused}");
            assert!(refused.contains("chmod 600"), "{refused}");
        }
        fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
        source.read(false).unwrap();
    }

    #[test]
    fn a_named_file_has_to_be_there_and_to_hold_a_key() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("key");
        let source = KeySource {
            file: Some(file.clone()),
            ..beside_of(&directory)
        };
        let missing = source.read(false).unwrap_err();
        assert!(matches!(missing, KeyError::Unreadable { .. }), "{missing}");
        fs::write(&file, "hunter2\n").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        let malformed = source.read(false).unwrap_err();
        assert!(
            matches!(malformed, KeyError::Malformed { .. }),
            "{malformed}"
        );
        assert!(!malformed.to_string().contains("hunter2"));
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_environment_will_do_and_two_keys_will_not() {
        let key = MasterKey::random();
        let mut source = KeySource {
            environment: Some(key.to_line()),
            ..nowhere()
        };
        assert!(same(&key, &source.read(false).unwrap().unwrap()));
        source.file = Some("key".into());
        assert!(matches!(source.read(false), Err(KeyError::Two)));
        assert!(nowhere().read(false).unwrap().is_none());
    }
}
