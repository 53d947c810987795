//! Where an export is written: a file that is replaced as a whole, or a device that takes the bytes as they come.
//!
//! Everything here blocks. A symbolic link stays, and what it leads to is replaced; a file keeps its mode. Renaming over a
//! pipe, a socket or a device would put a regular file in its place, so none is renamed over. A character device such as
//! `/dev/null` is written to. A pipe is refused, since to open it can wait for ever for its reader.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

/// Symbolic links that are followed, one after the other.
const MOST_LINKS: usize = 40;

/// What takes the bytes.
pub(crate) enum Target {
    File(Temporary),
    Device(File),
}

impl Target {
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        if path.file_name().is_none() {
            return Err(is_a_directory());
        }
        // What a link leads to, or nothing if it leads nowhere yet.
        let there = match fs::metadata(path) {
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match there {
            Some(there) if there.is_dir() => Err(is_a_directory()),
            Some(there) if is_device(&there) => {
                let device = OpenOptions::new().write(true).open(path)?;
                Ok(Self::Device(device))
            }
            Some(there) if !there.is_file() => {
                let message = "the path names a pipe, a socket or a disk, and no file";
                Err(io::Error::new(io::ErrorKind::InvalidInput, message))
            }
            there => {
                let permissions = there.map(|there| there.permissions());
                let file = Temporary::create_for(follow_links(path)?, permissions)?;
                Ok(Self::File(file))
            }
        }
    }

    pub(crate) fn write(mut self, batch: Vec<Bytes>) -> io::Result<Self> {
        let file = match &mut self {
            Self::File(temporary) => temporary.file.as_mut(),
            Self::Device(device) => Some(device),
        };
        if let Some(file) = file {
            for chunk in batch {
                file.write_all(&chunk)?;
            }
        }
        Ok(self)
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::File(temporary) => temporary.persist(),
            // It holds nothing back, and most cannot be told to sync.
            Self::Device(_) => Ok(()),
        }
    }
}

/// A file beside its target, removed when dropped before it has taken the target's place.
pub(crate) struct Temporary {
    target: PathBuf,
    path: PathBuf,
    /// Those of the target, if it is there.
    permissions: Option<Permissions>,
    /// Absent once it is closed.
    file: Option<File>,
}

impl Temporary {
    fn create_for(target: PathBuf, permissions: Option<Permissions>) -> io::Result<Self> {
        loop {
            let path = target.with_file_name(unused_name());
            match options(permissions.is_some()).open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        target,
                        path,
                        permissions,
                        file: Some(file),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn persist(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            // Elsewhere it is no more than whether the file may be written to.
            if let (true, Some(permissions)) = (cfg!(unix), self.permissions.take()) {
                file.set_permissions(permissions)?;
            }
            file.sync_all()?;
        }
        fs::rename(&self.path, &self.target)?;
        // The path is free again, and its next owner must not lose it to this guard.
        self.path.clear();
        sync_directory(&self.target);
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Closed first: not every system removes an open file.
        self.file = None;
        if !self.path.as_os_str().is_empty() {
            // There is no caller to be told.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// How a temporary file is made; one that replaces another is its owner's alone until it has the other's mode.
fn options(replaces: bool) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if replaces {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = replaces;
    options
}

/// Whether bytes can be written there one after the other, at once.
fn is_device(there: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::FileTypeExt::is_char_device(&there.file_type());
    #[cfg(not(unix))]
    return {
        let _ = there;
        false
    };
}

/// The path that a chain of symbolic links leads to; there need not be anything at it.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let is_link = fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink());
        if !is_link {
            return Ok(path);
        }
        let to = fs::read_link(&path)?;
        // A relative one is read from its own directory.
        path = path.parent().unwrap_or(Path::new("")).join(to);
    }
    let message = "the symbolic links lead round";
    Err(io::Error::new(io::ErrorKind::InvalidInput, message))
}

fn is_a_directory() -> io::Error {
    io::Error::new(io::ErrorKind::IsADirectory, "the path names a directory")
}

/// Makes the renaming last through a power cut where the system can; the file itself is safe already.
fn sync_directory(target: &Path) {
    if cfg!(unix) {
        let directory = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let _ = File::open(directory).and_then(|directory| directory.sync_all());
    }
}

/// Short whatever the target is called, and its own for each process and each export.
fn unused_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!(".dust-export-{}-{count}.part", std::process::id())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A directory of its own for each test, removed at the end.
    pub(crate) struct Directory(pub(crate) PathBuf);

    impl Directory {
        pub(crate) fn new() -> Self {
            let path = std::env::temp_dir().join(unused_name());
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        pub(crate) fn file(&self) -> PathBuf {
            self.0.join("table.csv")
        }

        pub(crate) fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        }
    }

    impl Drop for Directory {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    /// A device like `/dev/null` or `/dev/full`, of the test's own where it may make one: one of the system would be lost to
    /// a fault in what is tested.
    #[cfg(unix)]
    pub(crate) fn device(directory: &Directory, name: &str) -> PathBuf {
        let own = directory.0.join(name);
        let minor = if name == "null" { "3" } else { "7" };
        let made = std::process::Command::new("mknod")
            .arg(&own)
            .args(["c", "1", minor])
            .stderr(std::process::Stdio::null())
            .status();
        let opens = || OpenOptions::new().write(true).open(&own).is_ok();
        if cfg!(target_os = "linux") && made.is_ok_and(|made| made.success()) && opens() {
            return own;
        }
        let _ = fs::remove_file(own);
        Path::new("/dev").join(name)
    }

    #[test]
    fn what_is_dropped_half_way_is_removed() {
        let directory = Directory::new();
        let target = Target::open(&directory.file()).unwrap();
        let target = target.write(vec![Bytes::from_static(b"half")]).unwrap();
        assert_eq!(directory.names().len(), 1);
        drop(target);
        assert!(directory.names().is_empty());
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;

        use super::*;

        fn save(path: &Path) -> io::Result<()> {
            let target = Target::open(path)?;
            let target = target.write(vec![Bytes::from_static(b"new")])?;
            target.finish()
        }

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o7777
        }

        #[test]
        fn links_stay_and_what_they_lead_to_is_replaced() {
            let directory = Directory::new();
            fs::create_dir(directory.0.join("deep")).unwrap();
            fs::write(directory.0.join("deep/old.csv"), "old").unwrap();
            let links = [
                ("absolute", directory.0.join("deep/old.csv")),
                ("relative", PathBuf::from("deep/old.csv")),
                ("chain", PathBuf::from("relative")),
                ("deep/up", PathBuf::from("../chain")),
                ("dangling", PathBuf::from("deep/none.csv")),
            ];
            for (name, to) in &links {
                symlink(to, directory.0.join(name)).unwrap();
            }
            for (name, to) in &links {
                let link = directory.0.join(name);
                let leads_to = match *name {
                    "dangling" => directory.0.join("deep/none.csv"),
                    _ => directory.0.join("deep/old.csv"),
                };
                fs::write(directory.0.join("deep/old.csv"), "old").unwrap();
                save(&link).unwrap();
                assert_eq!(fs::read_link(&link).unwrap(), *to, "{name}");
                assert_eq!(fs::read(&leads_to).unwrap(), b"new", "{name}");
                assert!(
                    !fs::symlink_metadata(leads_to).unwrap().is_symlink(),
                    "{name}"
                );
            }
            let names = directory.names();
            assert_eq!(names, ["absolute", "chain", "dangling", "deep", "relative"]);
        }

        #[test]
        fn links_that_lead_to_no_file_are_refused() {
            let directory = Directory::new();
            symlink("b", directory.0.join("a")).unwrap();
            symlink("a", directory.0.join("b")).unwrap();
            symlink(&directory.0, directory.0.join("folder")).unwrap();
            symlink("none/x.csv", directory.0.join("nowhere")).unwrap();
            for name in ["a", "folder", "nowhere"] {
                save(&directory.0.join(name)).unwrap_err();
            }
            assert_eq!(directory.names(), ["a", "b", "folder", "nowhere"]);
        }

        #[test]
        fn a_file_keeps_its_mode_and_is_never_open_to_others() {
            let directory = Directory::new();
            for kept in [0o600, 0o640, 0o666, 0o400] {
                fs::write(directory.file(), "old").unwrap();
                fs::set_permissions(directory.file(), Permissions::from_mode(kept)).unwrap();
                let target = Target::open(&directory.file()).unwrap();
                let part = directory
                    .names()
                    .into_iter()
                    .find(|name| name != "table.csv");
                assert_eq!(
                    mode(&directory.0.join(part.unwrap())) & 0o077,
                    0,
                    "{kept:o}"
                );
                target.finish().unwrap();
                assert_eq!(mode(&directory.file()), kept, "{kept:o}");
                fs::remove_file(directory.file()).unwrap();
            }
            let usual = directory.0.join("usual");
            fs::write(&usual, "").unwrap();
            save(&directory.file()).unwrap();
            assert_eq!(mode(&directory.file()), mode(&usual));
        }

        #[test]
        fn a_device_takes_the_bytes_and_stays_one() {
            let directory = Directory::new();
            let device = device(&directory, "null");
            let link = directory.0.join("link");
            symlink(&device, &link).unwrap();
            let before = directory.names();
            for path in [&device, &link] {
                save(path).unwrap();
                let there = fs::metadata(path).unwrap();
                assert!(there.file_type().is_char_device(), "{path:?}");
            }
            assert_eq!(directory.names(), before);
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_device_that_takes_no_more_is_an_error() {
            let directory = Directory::new();
            let error = save(&device(&directory, "full")).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }

        #[test]
        fn pipes_and_sockets_are_refused_and_stay() {
            let directory = Directory::new();
            let (pipe, socket) = (directory.0.join("pipe"), directory.0.join("socket"));
            let made = std::process::Command::new("mkfifo").arg(&pipe).status();
            assert!(made.unwrap().success());
            let _listener = UnixListener::bind(&socket).unwrap();
            symlink("pipe", directory.0.join("link")).unwrap();
            for name in ["pipe", "socket", "link"] {
                let error = save(&directory.0.join(name)).unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{name}");
            }
            assert!(fs::metadata(pipe).unwrap().file_type().is_fifo());
            assert!(fs::metadata(socket).unwrap().file_type().is_socket());
            assert_eq!(directory.names(), ["link", "pipe", "socket"]);
        }
    }
}
