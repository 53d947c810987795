//! `cargo xtask diff`: the report of `regen` for any two sets of specs.

use std::path::{Path, PathBuf};

use dust_sdk_codegen::read_input;

use crate::arguments::Arguments;
use crate::diff::{Snapshot, compare};
use crate::download::{Downloads, is_address};
use crate::failure::{Failure, Result};
use crate::load_specs::load_specs;
use crate::pipeline::{self, Compiled};
use crate::published::Published;
use crate::regen::{self, Project, redundant_rows};
use crate::report::{self, Format};
use crate::sources::Sources;

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
diff OLD NEW                print that report for two sets of specs; each is a folder (with overlay/ and written/ of its
                            own, or under the project's), a published file or an address (in the place of the file
                            that it stands for), or a corrected document (dust.openapi.json)
      --report table|json   as above";

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let format = Format::parse(arguments.option("--report")?.as_deref())?;
    let timeout = regen::timeout(arguments.option("--timeout")?)?;
    let (Some(old), Some(new)) = (arguments.next(), arguments.next()) else {
        return Err(Failure::usage("diff takes two sets of specs: OLD NEW"));
    };
    arguments.done()?;
    let sides = Sides {
        root,
        downloads: Downloads::new(timeout)?,
    };
    let (old, new) = (sides.compiled(&old)?, sides.compiled(&new)?);
    let snapshot = |side: &Compiled| Snapshot::of(&side.corrected.document, &side.generated);
    let mut rows = compare(&snapshot(&old)?, &snapshot(&new)?);
    rows.extend(redundant_rows(&new.corrected));
    report::print(Some(&rows), format, regen::version(&sides.root).as_deref())
}

struct Sides {
    root: PathBuf,
    downloads: Downloads,
}

impl Sides {
    /// What an argument stands for.
    fn compiled(&self, side: &str) -> Result<Compiled> {
        let path = Path::new(side);
        // A folder that brings its own overlays is a set by itself.
        if !is_address(side) && path.join("overlay").is_dir() {
            return pipeline::compile(&read_input(path)?);
        }
        let incoming = load_specs(Some(side), &Sources::read(&self.root)?, &self.downloads)?;
        if let [only] = incoming.as_slice()
            && is_corrected(only)
        {
            return pipeline::compile_corrected(side, only.document.clone());
        }
        let project = Project::read(&self.root)?;
        pipeline::compile(&project.input(&project.with(incoming)?))
    }
}

/// Our own output says by its title what it is; published files have other titles.
fn is_corrected(published: &Published) -> bool {
    published.title() == "Dust API"
        && published
            .operations()
            .values()
            .all(|operation| operation.value.get("operationId").is_some())
}
