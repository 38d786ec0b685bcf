//! A document named on the command line, with everything that is said about it: → what the generator makes of it.

use std::io;
use std::path::{Path, PathBuf};

use octogen::config::{self, Overlay, Selection};
use octogen::diagnostics::code::ALL;
use octogen::{Config, Diagnostics, Generated, Reading, Source, guard, ir};

use crate::files::{bounded, bytes, shown, text};
use crate::names::Lock;
use crate::root::Root;
use crate::terminal::Terminal;
use crate::{Failure, progress, url};

#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    /// The document, JSON or YAML: a file, an `https://` URL, or `-` for standard input
    spec: String,
    /// The name of the crate; by default it is made from the document's title
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    selection: SelectionArgs,
}

/// What two documents that are compared have in common.
#[derive(clap::Args)]
#[group(skip)]
pub struct Settings {
    /// A file with more settings than the command line has; `specs/octolens/api.toml` is an example
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// An OpenAPI Overlay to apply first; may be repeated, and is applied in this order
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Accept an error of this code, as in `error[CODE]`, and leave out the part of the document that causes it; may be
    /// repeated
    #[arg(long = "allow", value_name = "CODE", value_parser = code)]
    allowed: Vec<String>,
    /// The folder in which the document may refer to other files; by default it may refer to none
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

#[derive(clap::Args)]
#[group(skip)]
struct SelectionArgs {
    /// Include only operations with this tag; may be repeated
    #[arg(long, value_name = "TAG")]
    include_tag: Vec<String>,
    /// Include only this operation, given by its operationId or as `GET /path`; may be repeated
    #[arg(long, value_name = "OPERATION")]
    include_operation: Vec<String>,
    /// Leave out operations with this tag; may be repeated
    #[arg(long, value_name = "TAG")]
    exclude_tag: Vec<String>,
    /// Leave out this operation; may be repeated
    #[arg(long, value_name = "OPERATION")]
    exclude_operation: Vec<String>,
}

impl Args {
    /// Makes the crate. The outer error is ours or the command line's, the inner one the document's.
    pub fn generate(
        &self,
        driver: bool,
        runtime: Option<config::Runtime>,
        names: &Lock,
        terminal: Terminal,
    ) -> Result<Result<Generated, Diagnostics>, Failure> {
        let mut config = self.config()?;
        (config.names, config.prune) = (names.read()?, names.prune);
        config.runtime = runtime.unwrap_or(config.runtime);
        config.driver |= driver;
        let what = format!("generating from {}", named(&self.spec));
        let made = with_source(&self.spec, &self.settings, |source| {
            progress::during(terminal, &what, || octogen::generate(source, &config))
        })?;
        made.as_ref().map_or(Ok(()), |it| nonempty(&config, &it.api))?;
        Ok(made)
    }

    /// Reads the document, no more. The errors are those of [`generate`](Self::generate).
    pub fn read(&self, terminal: Terminal) -> Result<Result<Reading, Diagnostics>, Failure> {
        let config = self.config()?;
        let made = read(&self.spec, &self.settings, &config, terminal)?;
        made.as_ref().map_or(Ok(()), |it| nonempty(&config, &it.revision.api))?;
        Ok(made)
    }

    /// Makes what a mock server needs. The errors are those of [`generate`](Self::generate).
    #[cfg(feature = "mock")]
    pub fn mock(&self, terminal: Terminal) -> Result<Result<octogen::Mock, Diagnostics>, Failure> {
        let config = self.config()?;
        let what = format!("reading {}", named(&self.spec));
        let made = with_source(&self.spec, &self.settings, |source| {
            progress::during(terminal, &what, || octogen::mock(source, &config))
        })?;
        made.as_ref().map_or(Ok(()), |it| nonempty(&config, &it.api))?;
        Ok(made)
    }

    /// The settings with what the command line says beyond them.
    fn config(&self) -> Result<Config, Failure> {
        let mut config = self.settings.config()?;
        if self.name.is_some() {
            config.package.name.clone_from(&self.name);
        }
        let SelectionArgs { include_tag, include_operation, exclude_tag, exclude_operation } = &self.selection;
        extend(&mut config.include, include_tag, include_operation);
        extend(&mut config.exclude, exclude_tag, exclude_operation);
        match config.mistake() {
            Some((_, mistake)) => Err(format!("error[usage]: {mistake}").into()),
            None => Ok(config),
        }
    }
}

/// Refuses a selection that leaves nothing.
fn nonempty(config: &Config, api: &ir::Api) -> Result<(), Failure> {
    let selects = !config.include.is_empty() || !config.exclude.is_empty();
    if selects && api.operations.is_empty() {
        return Err("error[usage]: none of the document's operations is selected\n  \
            help spell tags and operationIds as the document does; an operation may also be given as `GET /path`"
            .into());
    }
    Ok(())
}

impl Settings {
    /// The settings file with the overlays.
    pub fn config(&self) -> Result<Config, Failure> {
        let mut config = match &self.settings {
            Some(file) => Config::parse(&shown(file), &text(file)?)?,
            None => Config::default(),
        };
        config.allow.extend(self.allowed.iter().cloned());
        for file in &self.overlays {
            config.overlays.push(Overlay::new(shown(file), text(file)?));
        }
        Ok(config)
    }
}

/// Reads one document.
pub fn read(
    spec: &str,
    settings: &Settings,
    config: &Config,
    terminal: Terminal,
) -> Result<Result<Reading, Diagnostics>, Failure> {
    let what = format!("reading {}", named(spec));
    with_source(spec, settings, |source| progress::during(terminal, &what, || octogen::read(source, config)))
}

/// A document in messages.
fn named(spec: &str) -> String {
    match spec {
        "-" => "standard input".to_owned(),
        spec if url::is_url(spec) => url::shown(spec),
        spec => shown(Path::new(spec)),
    }
}

/// Runs the library over one document.
fn with_source<T: Send>(
    spec: &str,
    settings: &Settings,
    work: impl FnOnce(&Source<'_>) -> T + Send,
) -> Result<T, Failure> {
    let is_url = url::is_url(spec);
    let bytes = match spec {
        "-" => bounded("standard input", io::stdin().lock())?,
        spec if is_url => url::bytes(spec)?,
        spec => bytes(Path::new(spec))?,
    };
    let root = settings.root.as_deref().map(Root::open).transpose()?;
    let name = match &root {
        _ if spec == "-" => "stdin".to_owned(),
        _ if is_url => url::shown(spec),
        Some(root) => root.relative(Path::new(spec))?,
        None => shown(Path::new(spec)),
    };
    Ok(guard::run(|| work(&Source::new(&name, &bytes).with_files(Root::files(root.as_ref()))))?)
}

/// One of the codes that there are.
fn code(text: &str) -> Result<String, String> {
    match octogen::near(text, ALL.iter().copied()) {
        _ if ALL.contains(&text) => Ok(text.to_owned()),
        Some(meant) => Err(format!("no error has this code; did you mean `{meant}`?")),
        None => Err("no error has this code".to_owned()),
    }
}

fn extend(selection: &mut Selection, tags: &[String], operations: &[String]) {
    selection.tags.extend(tags.iter().cloned());
    selection.operations.extend(operations.iter().cloned());
}
