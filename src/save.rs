//! Writes an export to a file, all of it or nothing.
//!
//! The file system is slow and blocks, so every call to it runs on the runtime's blocking threads, a batch of chunks at a
//! time. The temporary file belongs to a guard that removes it when dropped: an error, a cancelled future and a panic all
//! leave the directory as it was.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::future::{Future, IntoFuture};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use crate::blocking::blocking;
use crate::error::{Error, Result, Secrets, excerpt};
use crate::export::Export;

/// Bytes that wait before they are written: enough to make the trip to another thread worth it.
const BATCH: usize = 512 * 1024;

type OnProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// An export on its way to a file; await it.
///
/// Made by [`Export::save_to`]. Nothing is read or written before it is awaited, and dropping it half-way removes what was
/// written.
#[must_use = "nothing is saved unless it is awaited"]
pub struct SaveTo {
    export: Export,
    path: PathBuf,
    on_progress: Option<OnProgress>,
}

impl SaveTo {
    pub(crate) fn new(export: Export, path: PathBuf) -> Self {
        Self {
            export,
            path,
            on_progress: None,
        }
    }

    /// Calls back with the bytes that came so far, and with all that were announced, if any were.
    ///
    /// The first call comes with 0, before anything is read.
    pub fn on_progress(mut self, report: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(report));
        self
    }

    async fn save(mut self) -> Result<u64> {
        let operation = self.export.operation();
        let path = self.path.clone();
        let failed = |error| cannot_write(&self.path, error).with_operation(operation);
        let mut file = blocking(move || Temporary::create_for(path))
            .await
            .map_err(failed)?;
        let total = self.export.content_length();
        let mut report = self.on_progress.unwrap_or_else(|| Box::new(|_, _| {}));
        report(0, total);
        let (mut batch, mut waiting) = (Vec::new(), 0);
        while let Some(chunk) = self.export.chunk().await? {
            waiting += chunk.len();
            batch.push(chunk);
            report(self.export.received(), total);
            if waiting >= BATCH {
                let full = std::mem::take(&mut batch);
                waiting = 0;
                file = blocking(move || file.write(full)).await.map_err(failed)?;
            }
        }
        blocking(move || file.write(batch)?.persist())
            .await
            .map_err(failed)?;
        Ok(self.export.received())
    }
}

impl IntoFuture for SaveTo {
    type Output = Result<u64>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<u64>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.save())
    }
}

impl fmt::Debug for SaveTo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SaveTo")
            .field("export", &self.export)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A file beside its target, removed when dropped before it has taken the target's place.
struct Temporary {
    target: PathBuf,
    path: PathBuf,
    /// Absent once it is closed.
    file: Option<File>,
}

impl Temporary {
    fn create_for(target: PathBuf) -> io::Result<Self> {
        if target.is_dir() || target.file_name().is_none() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "the path names a directory",
            ));
        }
        loop {
            let path = target.with_file_name(unused_name());
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self {
                        target,
                        path,
                        file: Some(file),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn write(mut self, batch: Vec<Bytes>) -> io::Result<Self> {
        if let Some(file) = &mut self.file {
            for chunk in batch {
                file.write_all(&chunk)?;
            }
        }
        Ok(self)
    }

    fn persist(mut self) -> io::Result<()> {
        if let Some(file) = self.file.take() {
            file.sync_all()?;
        }
        fs::rename(&self.path, &self.target)?;
        // The path is free again, and whoever takes it next must not lose it to this guard.
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
            // Nobody is left to be told.
            let _ = fs::remove_file(&self.path);
        }
    }
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

fn cannot_write(path: &Path, error: io::Error) -> Error {
    let message = format!(
        "cannot write the export to {}: {}",
        excerpt(&path.display().to_string(), &Secrets::default()),
        error.kind()
    );
    Error::invalid_argument(message).with_source(error)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::error::ErrorKind;
    use crate::export::tests::{cut, export};

    /// A directory of its own for each test, removed at the end.
    struct Directory(PathBuf);

    impl Directory {
        fn new() -> Self {
            let path = std::env::temp_dir().join(unused_name());
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        fn file(&self) -> PathBuf {
            self.0.join("table.csv")
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        }
    }

    impl Drop for Directory {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn text(text: &'static str) -> Result<Bytes> {
        Ok(Bytes::from_static(text.as_bytes()))
    }

    #[tokio::test]
    async fn replaces_the_file_and_leaves_nothing_else() {
        let directory = Directory::new();
        fs::write(directory.file(), "old and longer").unwrap();
        let large = Bytes::from(vec![b'x'; BATCH + 1]);
        let chunks = vec![text("a"), Ok(large.clone()), text("b"), Ok(large.clone())];
        let total = 2 * large.len() as u64 + 2;
        assert_eq!(
            export(&[], chunks).save_to(directory.file()).await.unwrap(),
            total
        );
        let written = fs::read(directory.file()).unwrap();
        assert_eq!(written, [b"a", &large[..], b"b", &large[..]].concat());
        assert_eq!(directory.names(), ["table.csv"]);
    }

    #[tokio::test]
    async fn reports_from_nothing_to_all() {
        let directory = Directory::new();
        let (sender, reports) = mpsc::channel();
        let save = export(&[("content-length", "3")], vec![text("ab"), text("c")])
            .save_to(directory.file());
        save.on_progress(move |done, total| sender.send((done, total)).unwrap())
            .await
            .unwrap();
        assert_eq!(
            reports.iter().collect::<Vec<_>>(),
            [(0, Some(3)), (2, Some(3)), (3, Some(3))]
        );
    }

    #[tokio::test]
    async fn a_cut_or_wrong_transfer_leaves_the_target_as_it_was() {
        let cases = [
            export(&[], vec![text("new"), Err(cut())]),
            export(&[("content-length", "9")], vec![text("new")]),
            export(&[("content-length", "2")], vec![text("new")]),
        ];
        for export in cases {
            let directory = Directory::new();
            fs::write(directory.file(), "old").unwrap();
            let error = export.save_to(directory.file()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport);
            assert_eq!(fs::read(directory.file()).unwrap(), b"old");
            assert_eq!(directory.names(), ["table.csv"]);
        }
    }

    /// A limit on the size of files stands for the end of the disk: in a child, because it holds for a whole process.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn a_full_disk_leaves_the_target_as_it_was() {
        const CHILD: &str = "DUST_SDK_TEST_TARGET";
        if let Some(target) = std::env::var_os(CHILD) {
            let large = Bytes::from(vec![b'x'; 2 * BATCH]);
            let error = export(&[], vec![Ok(large)])
                .save_to(target)
                .await
                .unwrap_err();
            return assert!(error.to_string().contains("cannot write"), "{error}");
        }
        let directory = Directory::new();
        fs::write(directory.file(), "old").unwrap();
        let test = "save::tests::a_full_disk_leaves_the_target_as_it_was";
        let output = std::process::Command::new("sh")
            .args([
                "-c",
                "trap '' XFSZ; ulimit -f 64; exec \"$0\" --exact \"$1\"",
            ])
            .arg(std::env::current_exe().unwrap())
            .arg(test)
            .env(CHILD, directory.file())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("1 passed"),
            "{said}"
        );
        assert_eq!(fs::read(directory.file()).unwrap(), b"old");
        assert_eq!(directory.names(), ["table.csv"]);
    }

    #[tokio::test]
    async fn a_cancelled_save_removes_what_it_wrote() {
        let directory = Directory::new();
        let file = Temporary::create_for(directory.file()).unwrap();
        let file = file.write(vec![Bytes::from_static(b"half")]).unwrap();
        assert_eq!(directory.names().len(), 1);
        drop(file);
        assert!(directory.names().is_empty());
    }

    #[tokio::test]
    async fn an_impossible_path_is_told_before_anything_is_read() {
        let directory = Directory::new();
        for path in [
            directory.0.clone(),
            directory.0.join("none/table.csv"),
            PathBuf::from("/"),
            PathBuf::new(),
        ] {
            let error = export(&[], vec![Err(cut())])
                .save_to(&path)
                .await
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{path:?}");
            let source = std::error::Error::source(&error).unwrap();
            assert!(source.is::<io::Error>(), "{source:?}");
        }
        assert!(directory.names().is_empty());
    }

    #[test]
    fn a_save_can_be_spawned() {
        fn assert<T: Send + 'static>(_: &T) {}
        let save = export(&[], vec![]).save_to("x");
        assert(&save);
        assert(&save.into_future());
    }
}
