//! An application laid out below `target/servers`, with all that it needs: nothing is installed in the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::process::{self, Deadline, Server};
use super::recipe::Recipe;
use crate::Failure;

/// The only credential that an application takes: as a bearer token it is all that RFC 6750 (section 2.1) allows, and
/// as a cookie it has to be sent as it is.
pub const KEY: &str = "octogen-test/key+0==";

/// The application and where it is.
pub struct Stage<'a> {
    recipe: &'a Recipe,
    folder: PathBuf,
}

impl<'a> Stage<'a> {
    /// Copies the application, installs what is locked unless that was done before, and builds it.
    pub fn new(recipe: &'a Recipe, deadline: &Deadline) -> Result<Self, Failure> {
        let folder = recipe.work().join("app");
        let stage = Self { recipe, folder };
        fs::create_dir_all(&stage.folder)?;
        copy(&recipe.folder, &stage.folder)?;
        let (stamp, locked) = (recipe.work().join("installed"), fs::read(recipe.folder.join(&recipe.locked))?);
        if fs::read(&stamp).ok() != Some(locked.clone()) {
            eprintln!("{}: installing …", recipe.name);
            stage.all("install", &recipe.install, deadline)?;
            fs::write(&stamp, locked)?;
        }
        stage.all("build", &recipe.build, deadline)?;
        Ok(stage)
    }

    fn all(&self, what: &str, commands: &[Vec<String>], deadline: &Deadline) -> Result<(), Failure> {
        for (index, words) in commands.iter().enumerate() {
            let log = self.recipe.work().join(format!("{what}-{index}.log"));
            process::run(&mut self.recipe.command(words, &self.folder, 0)?, &log, deadline)?;
        }
        Ok(())
    }

    /// The document that the framework writes.
    pub fn document(&self, deadline: &Deadline) -> Result<PathBuf, Failure> {
        let work = self.recipe.work();
        let (document, log) = (work.join("openapi.json"), work.join("document.log"));
        let mut command = self.recipe.command(&self.recipe.document, &self.folder, 0)?;
        command.stdout(fs::File::create(&document)?).stderr(fs::File::create(&log)?);
        match process::exit_code(&mut command, &log, deadline)? {
            Some(0) => Ok(document),
            code => Err(format!("error[build]: {command:?} gave {code:?}\n{}", fs::read_to_string(&log)?).into()),
        }
    }

    /// The application, serving.
    pub fn start(&self, deadline: &Deadline) -> Result<Server, Failure> {
        let work = self.recipe.work();
        let (port, transcript) = (process::free_port()?, work.join("transcript.jsonl"));
        fs::write(&transcript, "")?;
        let mut command = self.recipe.command(&self.recipe.serve, &self.folder, port)?;
        command.env("TRANSCRIPT", &transcript).env("API_KEY", KEY).env("PORT", port.to_string());
        command.stdin(Stdio::null());
        Server::start(command, port, &work.join("server.log"), transcript, deadline)
    }
}

/// Copies the files of a folder; what is already the same is left alone, so that builds stay incremental.
fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    for entry in fs::read_dir(from)? {
        let (path, name) = entry.map(|it| (it.path(), it.file_name()))?;
        let copy = to.join(&name);
        if ["target", "node_modules", "__pycache__"].iter().any(|it| name == *it) {
            continue;
        }
        if path.is_dir() {
            fs::create_dir_all(&copy)?;
            self::copy(&path, &copy)?;
        } else {
            let bytes = fs::read(&path)?;
            if fs::read(&copy).ok().as_ref() != Some(&bytes) {
                fs::write(&copy, bytes)?;
            }
        }
    }
    Ok(())
}
