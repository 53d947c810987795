//! Writes an export to a file, all of it or nothing.
//!
//! The file system is slow and blocks, so every call to it runs on the runtime's blocking threads, a batch of chunks at a
//! time. The temporary file belongs to a guard that removes it when dropped: an error, a cancelled future and a panic all
//! leave the directory as it was.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use super::blocking::blocking;
use super::export::Export;
use super::save_target::Target;
use crate::error::{Error, Result, Secrets, excerpt};

/// Bytes that wait before they are written: enough to make the trip to another thread worth it.
const BATCH: usize = 512 * 1024;

type OnProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// An export on its way to a file; await it.
///
/// Made by [`Export::save_to`]. Nothing is read or written before it is awaited, and dropping it half-way removes what was
/// written.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::AnalyticsTable;
///
/// let export = dust.workspace().analytics(AnalyticsTable::Messages, "2026-10-01", "2026-10-31").csv().await?;
/// let saving = export.save_to("messages.csv").on_progress(|bytes, all| println!("{bytes} of {all:?}"));
/// saving.await?;
/// # Ok(())
/// # }
/// ```
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
        let mut target = blocking(move || Target::open(&path))
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
                target = blocking(move || target.write(full)).await.map_err(failed)?;
            }
        }
        blocking(move || target.write(batch)?.finish())
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

fn cannot_write(path: &Path, error: io::Error) -> Error {
    // Errors of the system are told by their kind alone; ours say more.
    let why = match error.get_ref() {
        Some(ours) => ours.to_string(),
        None => error.kind().to_string(),
    };
    let path = excerpt(&path.display().to_string(), &Secrets::default());
    let message = format!("cannot write the export to {path}: {why}");
    Error::invalid_argument(message).with_source(error)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use bytes::Bytes;

    use super::super::export::tests::{cut, export};
    use super::super::save_target::tests::Directory;
    #[cfg(unix)]
    use super::super::save_target::tests::device;
    use super::*;
    use crate::error::ErrorKind;

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
        let test = "transfer::save::tests::a_full_disk_leaves_the_target_as_it_was";
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

    #[cfg(unix)]
    #[tokio::test]
    async fn a_link_is_written_through_and_a_device_written_to() {
        let directory = Directory::new();
        std::os::unix::fs::symlink("real.csv", directory.file()).unwrap();
        let elsewhere = Directory::new();
        for path in [directory.file(), device(&elsewhere, "null")] {
            let saved = export(&[], vec![text("ab"), text("c")]).save_to(path).await;
            assert_eq!(saved.unwrap(), 3);
        }
        assert_eq!(fs::read(directory.0.join("real.csv")).unwrap(), b"abc");
        assert_eq!(directory.names(), ["real.csv", "table.csv"]);
    }

    #[test]
    fn an_error_of_ours_says_what_is_wrong() {
        let error = Target::open(Path::new("/")).err().unwrap();
        let told = cannot_write(Path::new("/"), error).to_string();
        assert!(told.ends_with("/: the path names a directory"), "{told}");
    }

    #[test]
    fn a_save_can_be_spawned() {
        fn assert<T: Send + 'static>(_: &T) {}
        let save = export(&[], vec![]).save_to("x");
        assert(&save);
        assert(&save.into_future());
    }
}
