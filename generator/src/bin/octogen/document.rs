//! A document named on the command line, with everything that is said about it: → what the generator makes of it.

use std::io;
use std::path::{Path, PathBuf};

use octogen::config::{self, Overlay, Selection};
use octogen::{Config, Diagnostics, Generated, Reading, Source, guard, ir};

use crate::Failure;
use crate::files::{bounded, bytes, shown, text};
use crate::names::Lock;
use crate::root::Root;

#[derive(clap::Args)]
#[group(skip)]
pub struct Args {
    /// The document, JSON or YAML; `-` reads standard input.
    spec: String,
    /// The crate's name; made from the document's title where it is not given.
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
    /// Settings beyond those of the command line, in the form of `api.toml`.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// An OpenAPI Overlay to apply first; may be repeated, the order counts.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Go on though a finding of this code, as `error[CODE]` names it, leaves a part of the document out; may be repeated.
    #[arg(long = "allow", value_name = "CODE")]
    allowed: Vec<String>,
    /// The folder inside which the document may refer to other files; without it, it may refer to none.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

#[derive(clap::Args)]
#[group(skip)]
struct SelectionArgs {
    /// Take only operations with this tag; may be repeated.
    #[arg(long, value_name = "TAG")]
    include_tag: Vec<String>,
    /// Take only this operation, by operationId or as `GET /path`; may be repeated.
    #[arg(long, value_name = "OPERATION")]
    include_operation: Vec<String>,
    /// Leave out operations with this tag; may be repeated.
    #[arg(long, value_name = "TAG")]
    exclude_tag: Vec<String>,
    /// Leave out this operation; may be repeated.
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
    ) -> Result<Result<Generated, Diagnostics>, Failure> {
        let mut config = self.config()?;
        (config.names, config.prune) = (names.read()?, names.prune);
        config.runtime = runtime.unwrap_or(config.runtime);
        config.driver |= driver;
        let made = with_source(&self.spec, &self.settings, |source| octogen::generate(source, &config))?;
        made.as_ref().map_or(Ok(()), |it| nonempty(&config, &it.api))?;
        Ok(made)
    }

    /// Reads the document, no more. The errors are those of [`generate`](Self::generate).
    pub fn read(&self) -> Result<Result<Reading, Diagnostics>, Failure> {
        let config = self.config()?;
        let made = read(&self.spec, &self.settings, &config)?;
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
        return Err("error[usage]: the tags and operations that were asked for leave no operation\n  \
            help tags and operationIds are taken as the document spells them; an operation may be named as `GET /path`, too"
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
            config.overlays.push(Overlay { name: shown(file), text: text(file)? });
        }
        Ok(config)
    }
}

/// Reads one document.
pub fn read(spec: &str, settings: &Settings, config: &Config) -> Result<Result<Reading, Diagnostics>, Failure> {
    with_source(spec, settings, |source| octogen::read(source, config))
}

/// Runs the library over one document.
fn with_source<T: Send>(
    spec: &str,
    settings: &Settings,
    work: impl FnOnce(&Source<'_>) -> T + Send,
) -> Result<T, Failure> {
    let bytes = if spec == "-" { bounded("standard input", io::stdin().lock())? } else { bytes(Path::new(spec))? };
    let root = settings.root.as_deref().map(Root::open).transpose()?;
    let name = match &root {
        _ if spec == "-" => "stdin".to_owned(),
        Some(root) => root.relative(Path::new(spec))?,
        None => shown(Path::new(spec)),
    };
    Ok(guard::run(|| work(&Source::new(&name, &bytes).with_files(Root::files(root.as_ref()))))?)
}

fn extend(selection: &mut Selection, tags: &[String], operations: &[String]) {
    selection.tags.extend(tags.iter().cloned());
    selection.operations.extend(operations.iter().cloned());
}
