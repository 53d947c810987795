//! Finds published documents: in a file, in a folder, at an address, or at the addresses of `specs/sources.toml`.

use std::fs;
use std::path::Path;

use dust_sdk_codegen::{is_spec, read_text};

use crate::download::{Downloads, below, is_address, is_file_address};
use crate::failure::{Failure, Result};
use crate::published::Published;
use crate::sources::{PATH, Sources};

/// Takes the documents that `--from` points to; without it, those that the sources list.
pub(crate) fn load_specs(
    from: Option<&str>,
    sources: &Sources,
    downloads: &Downloads,
) -> Result<Vec<Published>> {
    match from {
        None => listed(sources, downloads),
        Some(address) if is_address(address) && is_file_address(address) => {
            Ok(vec![Published::read(address, downloads.text(address)?)?])
        }
        Some(base) if is_address(base) => based(base, sources, downloads),
        Some(path) if Path::new(path).is_dir() => folder(Path::new(path)),
        Some(path) => Ok(vec![file(Path::new(path))?]),
    }
}

fn listed(sources: &Sources, downloads: &Downloads) -> Result<Vec<Published>> {
    let addresses = sources
        .files
        .values()
        .filter_map(|source| source.url.as_deref());
    let published: Vec<Published> = addresses
        .map(|address| Published::read(address, downloads.text(address)?))
        .collect::<Result<_>>()?;
    if published.is_empty() {
        return Err(Failure::new(format!(
            "{PATH}: expected an address, found none; say where to look with --from"
        )));
    }
    Ok(published)
}

fn based(base: &str, sources: &Sources, downloads: &Downloads) -> Result<Vec<Published>> {
    if sources.files.is_empty() {
        return Err(Failure::new(format!(
            "{PATH}: expected a file to look for below {base}, found none; list one"
        )));
    }
    let addresses = sources.files.keys().map(|name| below(base, name));
    addresses
        .map(|address| Published::read(&address, downloads.text(&address)?))
        .collect()
}

/// Every published document of a folder, in order of the names.
pub(crate) fn folder(path: &Path) -> Result<Vec<Published>> {
    let unreadable = |cause| Failure::file(path, "read", &cause);
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if entry.file_name().to_str().is_some_and(is_spec) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    if paths.is_empty() {
        let folder = path.display();
        return Err(Failure::new(format!(
            "{folder}: expected a spec (*.yml, *.yaml, *.json), found none; check the path"
        )));
    }
    paths.iter().map(|path| file(path)).collect()
}

/// One published document.
pub(crate) fn file(path: &Path) -> Result<Published> {
    Published::read(&path.display().to_string(), read_text(path)?)
}
