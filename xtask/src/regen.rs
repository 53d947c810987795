//! `cargo xtask regen`: takes new versions of the specs, reports what they change for users, and writes the generated files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dust_sdk_codegen::{
    Corrected, Input, NamedOperation, Overlay, Redundant, SpecFile, read_input, read_text,
};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::atomic_write::{self, Difference, Wanted};
use crate::diff::{Class, Row, Snapshot, Subject, compare, weightiest};
use crate::download::{Downloads, TIMEOUT};
use crate::failure::{Failure, Result};
use crate::load_specs::load_specs;
use crate::pipeline::{self, Compiled};
use crate::published::Published;
use crate::report::{self, Format};
use crate::sandbox_data;
use crate::sources::{self, Sources};
use crate::spec_set::{Member, SpecSet};

/// The corrected document, below the root.
const CORRECTED: &str = "specs/dust.openapi.json";
const GENERATED: &str = "src/generated";

/// What is left to do after the generated code has changed.
const FOLLOW_UP: &str = "Now `cargo test --workspace` shows what has to follow by hand.";

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
regen [--from PATH|URL]     take new specs (default: the addresses in specs/sources.toml), report what changes,
                            and write specs/, specs/sources.toml, specs/dust.openapi.json, src/generated/ and
                            crates/sandbox/data/
      --check               write nothing; fail with a diff if a generated file is not up to date
      --dry-run             print the report and write nothing
      --report table|json   the form of the report on standard output
      --strict              fail where upstream has made a correction of ours
      --timeout SECONDS     for one download (default: 60)";

struct Options {
    root: PathBuf,
    from: Option<String>,
    strict: bool,
    check: bool,
    dry_run: bool,
    format: Format,
    timeout: Duration,
}

impl Options {
    fn parse(mut arguments: Arguments) -> Result<Self> {
        let options = Self {
            root: arguments.root()?,
            from: arguments.option("--from")?,
            strict: arguments.switch("--strict"),
            check: arguments.switch("--check"),
            dry_run: arguments.switch("--dry-run"),
            format: Format::parse(arguments.option("--report")?.as_deref())?,
            timeout: timeout(arguments.option("--timeout")?)?,
        };
        arguments.done()?;
        if options.check && (options.from.is_some() || options.dry_run) {
            return Err(Failure::usage(
                "--check looks at what is checked in; it takes no --from and no --dry-run",
            ));
        }
        Ok(options)
    }
}

/// Reads `--timeout`.
pub(crate) fn timeout(seconds: Option<String>) -> Result<Duration> {
    let Some(text) = seconds else {
        return Ok(TIMEOUT);
    };
    let seconds = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds
        .filter(|timeout| !timeout.is_zero())
        .ok_or_else(|| Failure::usage(format!("--timeout takes a number of seconds, not `{text}`")))
}

/// Runs the command.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let options = Options::parse(arguments)?;
    let root = &options.root;
    let mut sources = Sources::read(root)?;
    let project = Project::read(root)?;
    let set = if options.check {
        project.as_it_is()?
    } else {
        let downloads = Downloads::new(options.timeout)?;
        project.with(load_specs(options.from.as_deref(), &sources, &downloads)?)?
    };
    let compiled = pipeline::compile(&project.input(&set))?;
    let mut wanted = wanted(&mut sources, &set, &project.base, &compiled)?;
    wanted.extend(sandbox_files(root, &compiled.corrected)?);
    let differences = atomic_write::differences(root, wanted)?;
    if options.check {
        check(&options, &compiled.corrected, &differences)
    } else {
        update(&options, &compiled, &differences)
    }
}

fn update(options: &Options, compiled: &Compiled, differences: &[Difference]) -> Result<()> {
    let root = &options.root;
    let rows = checked_in(root)?.map(|old| -> Result<_> {
        let new = Snapshot::of(&compiled.corrected.document, &compiled.generated)?;
        let mut rows = compare(&old, &new);
        rows.extend(redundant_rows(&compiled.corrected));
        Ok(rows)
    });
    let rows = rows.transpose()?;
    report::print(rows.as_deref(), options.format, version(root).as_deref())?;
    refuse_redundant(options.strict, &compiled.corrected.redundant)?;

    let paths = paths(differences);
    match (options.dry_run, paths.is_empty()) {
        (_, true) => eprintln!("Nothing to write: all of it is checked in."),
        (true, false) => eprintln!("Would write {paths}."),
        (false, false) => {
            atomic_write::write(differences)?;
            eprintln!("Wrote {paths}.");
            if let Some(Class::Breaking | Class::Addition) = weightiest(&rows.unwrap_or_default()) {
                eprintln!("{FOLLOW_UP}");
            }
        }
    }
    Ok(())
}

fn paths(differences: &[Difference]) -> String {
    let paths: Vec<&str> = differences.iter().map(Difference::path).collect();
    paths.join(", ")
}

fn check(options: &Options, corrected: &Corrected, differences: &[Difference]) -> Result<()> {
    for redundant in &corrected.redundant {
        let targets = redundant.targets.join(", ");
        eprintln!("redundant: {} ({targets})", redundant.id);
    }
    for difference in differences {
        print!("{}", difference.unified());
    }
    if !differences.is_empty() {
        return Err(Failure::new(format!(
            "these files are not up to date with the specs and the overlay: {}\n\
             `cargo xtask regen --from specs` writes them.",
            paths(differences)
        )));
    }
    refuse_redundant(options.strict, &corrected.redundant)?;
    eprintln!("Generated files are up to date.");
    Ok(())
}

/// What is checked in: the published specs, those that the project writes, and the overlays.
pub(crate) struct Project {
    base: Vec<Published>,
    /// No published document takes the place of these.
    written: Vec<SpecFile>,
    overlays: Vec<SpecFile>,
    /// The published operations that the overlays name.
    named: Vec<NamedOperation>,
}

impl Project {
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let input = read_input(&root.join("specs"))?;
        // A published file is checked in as `*.yml`, whatever it was.
        let published = input
            .specs
            .into_iter()
            .filter(|file| file.name.ends_with(".yml"));
        let base = published.map(|file| Published::read(&file.name, file.text));
        let base = base.collect::<Result<Vec<_>>>()?;
        let named = Overlay::parse(&input.overlays)?.operations();
        Ok(Self {
            base,
            written: input.written,
            overlays: input.overlays,
            named,
        })
    }

    /// The specs with new documents in the place of those that they stand for.
    pub(crate) fn with(&self, incoming: Vec<Published>) -> Result<SpecSet> {
        let set = SpecSet::assemble(self.base.clone(), incoming, &self.named)?;
        for note in &set.notes {
            eprintln!("{note}");
        }
        set.check_names(&self.named)?;
        Ok(set)
    }

    fn as_it_is(&self) -> Result<SpecSet> {
        let set = SpecSet::of(self.base.clone());
        set.check_names(&self.named)?;
        Ok(set)
    }

    /// A set of published specs, together with the written ones and the overlays.
    pub(crate) fn input(&self, set: &SpecSet) -> Input {
        let spec = |(name, member): (&String, &Member)| SpecFile {
            name: name.clone(),
            text: member.published.text.clone(),
        };
        Input {
            specs: set.files.iter().map(spec).collect(),
            written: self.written.clone(),
            overlays: self.overlays.clone(),
        }
    }
}

/// What is checked in, to compare with. Nothing, and said to be, if there is nothing or if this generator is too new for
/// it: then no class would be right.
fn checked_in(root: &Path) -> Result<Option<Snapshot>> {
    let path = root.join(CORRECTED);
    if !path.exists() {
        eprintln!("{CORRECTED} is not there: nothing to compare with");
        return Ok(None);
    }
    let old =
        pipeline::compile_corrected(CORRECTED, pipeline::parse(CORRECTED, &read_text(&path)?)?);
    match old {
        Ok(old) => Ok(Some(Snapshot::of(&old.corrected.document, &old.generated)?)),
        Err(failure) => {
            eprintln!("nothing to compare with: {failure}");
            Ok(None)
        }
    }
}

/// The files of the mock server that follow from the corrected document.
fn sandbox_files(root: &Path, corrected: &Corrected) -> Result<Vec<Wanted>> {
    let files = sandbox_data::files(root, &corrected.document)?;
    let wanted = files.into_iter();
    Ok(wanted
        .map(|(path, text)| Wanted::text(path, text))
        .collect())
}

/// Every file that is generated from the set, and the files that are to be removed.
fn wanted(
    sources: &mut Sources,
    set: &SpecSet,
    base: &[Published],
    compiled: &Compiled,
) -> Result<Vec<Wanted>> {
    let mut wanted = Vec::new();
    for (name, member) in &set.files {
        let published = &member.published;
        sources.record(name, &published.text, published.version(), member.left_out);
        let new = sources.files.entry(name.clone()).or_default();
        if new.url.is_none() && crate::download::is_address(&published.origin) {
            new.url = Some(published.origin.clone());
        }
        wanted.push(Wanted::text(
            format!("specs/{name}"),
            published.text.clone(),
        ));
    }
    let gone = base.iter().map(|file| &file.name);
    wanted.extend(
        gone.filter(|name| !set.files.contains_key(*name))
            .map(|name| Wanted {
                path: format!("specs/{name}"),
                text: None,
            }),
    );
    sources.files.retain(|name, _| set.files.contains_key(name));
    wanted.push(Wanted::text(sources::PATH, sources.render()?));
    let corrected = pipeline::to_json(&compiled.corrected.document);
    wanted.push(Wanted::text(CORRECTED, corrected));
    let generated = &compiled.generated;
    for (name, content) in [
        ("types.rs", &generated.types),
        ("requests.rs", &generated.requests),
        ("calls.rs", &generated.calls),
    ] {
        wanted.push(Wanted::text(format!("{GENERATED}/{name}"), content.clone()));
    }
    Ok(wanted)
}

/// One row for each place of each correction that upstream has made itself.
pub(crate) fn redundant_rows(corrected: &Corrected) -> Vec<Row> {
    let rows = corrected.redundant.iter().flat_map(|redundant| {
        let row = |target: &String| {
            Row::redundant(subject(target, &corrected.document), &redundant.id, target)
        };
        redundant.targets.iter().map(row)
    });
    rows.collect()
}

/// What a target is about, as far as its text tells.
fn subject(target: &str, document: &Value) -> Subject {
    let steps: Vec<&str> = target
        .split(['[', ']', '\'', '"'])
        .filter(|step| !step.is_empty())
        .collect();
    let after = |word: &str| target.split_once(word).map(|(_, rest)| rest);
    if let Some(rest) = after("components.schemas.") {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let key = &rest[..end];
        let title = document["components"]["schemas"][key]["title"].as_str();
        return Subject::Schema(title.unwrap_or(key).to_owned());
    }
    let path = steps.iter().find(|step| step.starts_with('/'));
    let method = path
        .and_then(|path| after(path))
        .map(|rest| rest.trim_start_matches(['\'', '"', ']', '.']));
    let method = method.map(|rest| &rest[..rest.find(['.', '[']).unwrap_or(rest.len())]);
    let id = path
        .zip(method)
        .and_then(|(path, method)| document["paths"][*path][method]["operationId"].as_str());
    Subject::Operation(id.unwrap_or("*").to_owned())
}

fn refuse_redundant(strict: bool, redundant: &[Redundant]) -> Result<()> {
    if !strict || redundant.is_empty() {
        return Ok(());
    }
    let ids: Vec<&str> = redundant
        .iter()
        .map(|redundant| redundant.id.as_str())
        .collect();
    Err(Failure::new(format!(
        "--strict: upstream has made these corrections itself; take them out of specs/overlay/: {}",
        ids.join(", ")
    )))
}

/// The crate's version, as far as the manifest says one.
pub(crate) fn version(root: &Path) -> Option<String> {
    let text = std::fs::read_to_string(root.join("Cargo.toml")).ok()?;
    let manifest: toml_edit::DocumentMut = text.parse().ok()?;
    let own = manifest
        .get("package")
        .and_then(|package| package.get("version")?.as_str());
    let shared = || {
        manifest
            .get("workspace")?
            .get("package")?
            .get("version")?
            .as_str()
    };
    own.or_else(shared).map(str::to_owned)
}
