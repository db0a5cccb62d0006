//! A directory for the demonstration's database.

use std::{
    env,
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::PathBuf,
};

/// A new directory of the user's own. It goes when this is dropped.
pub(super) struct Scratch {
    directory: PathBuf,
}

impl Scratch {
    pub(super) fn create() -> Result<Self, String> {
        let name = format!("refund-gateway-demo-{:016x}", rand::random::<u64>());
        let directory = env::temp_dir().join(name);
        let created = DirBuilder::new().mode(0o700).create(&directory);
        created.map_err(|error: io::Error| format!("{}: {error}", directory.display()))?;
        Ok(Self { directory })
    }

    /// The address of a database that does not exist yet.
    pub(super) fn database_url(&self) -> String {
        format!("sqlite://{}", self.directory.join("demo.db").display())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the temporary
        // directory.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_is_fresh_and_goes_with_its_content() {
        let (one, other) = (Scratch::create().unwrap(), Scratch::create().unwrap());
        assert_ne!(one.directory, other.directory);
        fs::write(one.directory.join("demo.db"), "").unwrap();
        let directory = one.directory.clone();
        drop(one);
        assert!(!directory.exists());
    }
}
