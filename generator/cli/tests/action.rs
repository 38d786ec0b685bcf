//! The composite action for other repositories: its steps are run as scripts, with this build of octogen, in a repository
//! with a changed document. The code host's command is one that writes down how it is called.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use action::{Step, inputs, steps};
use tempfile::TempDir;

/// What of the action's file is looked at.
mod action {
    use serde_yaml::Value;

    const ACTION: &str = include_str!("../../../.github/actions/octogen/action.yml");

    pub struct Step {
        pub name: String,
        pub script: String,
        /// Variables, each with the input that it holds.
        pub env: Vec<(String, String)>,
    }

    fn action() -> Value {
        serde_yaml::from_str(ACTION).unwrap()
    }

    /// The inputs with their defaults; what the event gives is empty.
    pub fn inputs() -> Vec<(String, String)> {
        let action = action();
        let inputs = action["inputs"].as_mapping().unwrap().iter();
        let default =
            |it: &Value| it["default"].as_str().filter(|it| !it.contains("${{")).unwrap_or_default().to_owned();
        inputs.map(|(name, it)| (name.as_str().unwrap().to_owned(), default(it))).collect()
    }

    pub fn steps() -> Vec<Step> {
        let action = action();
        let steps = action["runs"]["steps"].as_sequence().unwrap().iter();
        steps
            .map(|step| {
                assert!(step.get("uses").is_none(), "no other action is fetched");
                assert_eq!(step["shell"].as_str(), Some("bash"));
                let env = step.get("env").and_then(Value::as_mapping).into_iter().flatten();
                let input = |it: &Value| {
                    let input = it.as_str().unwrap().strip_prefix("${{ inputs.").and_then(|it| it.strip_suffix(" }}"));
                    input.unwrap().to_owned()
                };
                Step {
                    name: step["name"].as_str().unwrap().to_owned(),
                    script: step["run"].as_str().unwrap().to_owned(),
                    env: env.map(|(name, it)| (name.as_str().unwrap().to_owned(), input(it))).collect(),
                }
            })
            .collect()
    }
}

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Widgets, version: '1'}
paths:
  /widgets:
    get:
      operationId: listWidgets
      responses: {'204': {description: none}}
  /gone:
    get:
      operationId: gone
      responses: {'204': {description: none}}
";

/// A repository whose document has changed since its first commit, and what stands around it on a runner.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let it = Self(tempfile::tempdir().unwrap());
        for folder in ["work", "temp/octogen/bin", "bin"] {
            fs::create_dir_all(it.path(folder)).unwrap();
        }
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_octogen"), it.path("temp/octogen/bin/octogen")).unwrap();
        // It keeps the bodies that it is given, and knows of no comment yet.
        let gh = "#!/bin/sh\necho \"$@\" >> ../gh.log\nfor it; do case $it in body=@*) cat \"${it#body=@}\" >> ../gh.body;; esac; done\n";
        fs::write(it.path("bin/gh"), gh).unwrap();
        fs::set_permissions(it.path("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        it.put("work/api.yaml", DOCUMENT);
        for arguments in
            ["init -q", "add .", "-c user.name=a -c user.email=a@b -c commit.gpgsign=false commit -qm first"]
        {
            let git = Command::new("git").args(arguments.split(' ')).current_dir(it.path("work")).output().unwrap();
            assert!(git.status.success(), "{git:?}");
        }
        it.put("work/api.yaml", DOCUMENT.split("  /gone:").next().unwrap());
        it
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    fn base(&self) -> String {
        let head = Command::new("git").args(["rev-parse", "HEAD"]).current_dir(self.path("work")).output().unwrap();
        String::from_utf8(head.stdout).unwrap().trim().to_owned()
    }

    /// Runs one step as a runner does: `bash -eo pipefail`, paths that earlier steps named before the others.
    fn run(&self, step: &Step, given: &[(&str, &str)]) -> Output {
        let defaults = inputs();
        let value = |input: &str| {
            let given = given.iter().find(|(name, _)| *name == input).map(|(_, value)| (*value).to_owned());
            let default = || defaults.iter().find(|(name, _)| name == input).unwrap().1.clone();
            given.unwrap_or_else(default)
        };
        let added = self.text("github-path").lines().map(|it| format!("{it}:")).collect::<String>();
        let path = format!("{added}{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap());
        self.put("script", &step.script);
        Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "../script"])
            .current_dir(self.path("work"))
            .env("PATH", path)
            .env("RUNNER_TEMP", self.path("temp"))
            .env("GITHUB_PATH", self.path("github-path"))
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_ACTION_PATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions/octogen"))
            .env("GITHUB_REPOSITORY", "owner/widgets")
            .env("GITHUB_SHA", "0123")
            .env("GITHUB_REF", "refs/pull/7/merge")
            .envs(step.env.iter().map(|(name, input)| (name, value(input))))
            .output()
            .unwrap()
    }

    /// Runs all steps up to the first one that fails, and names that one.
    fn run_all(&self, given: &[(&str, &str)]) -> Option<(String, String)> {
        steps().iter().find_map(|step| {
            let ran = self.run(step, given);
            let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
            (!ran.status.success()).then(|| (step.name.clone(), said))
        })
    }
}

#[test]
fn a_change_is_commented_and_a_stale_crate_fails() {
    let repository = Repository::new();
    let base = repository.base();
    let given = [("spec", "api.yaml"), ("out", "client"), ("base", &base), ("pull-request", "7")];
    let (step, said) = repository.run_all(&given).expect("there is no crate yet");
    assert_eq!(step, "Check the crate", "{said}");
    assert!(said.contains("new      Cargo.toml"), "{said}");
    let log = repository.text("gh.log");
    assert!(log.contains("--method POST repos/owner/widgets/code-scanning/sarifs --silent -f commit_sha=0123 -f ref=refs/pull/7/merge"), "{log}");
    assert!(log.contains("--method POST repos/owner/widgets/issues/7/comments"), "{log}");
    let comment = repository.text("gh.body");
    assert!(
        comment.starts_with("<!-- octogen: api.yaml -->\n") && comment.contains("wire breaking, rust major"),
        "{comment}"
    );
    assert_eq!(repository.text("summary"), comment);
    let sarif: serde_json::Value = serde_json::from_str(&repository.text("temp/octogen.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");

    let octogen = || Command::new(env!("CARGO_BIN_EXE_octogen"));
    let made =
        octogen().args(["generate", "api.yaml", "--out", "client"]).current_dir(repository.path("work")).output();
    assert!(made.unwrap().status.success());
    assert_eq!(repository.run_all(&given), None);
    let failing = given.into_iter().chain([("fail-on", "breaking")]).collect::<Vec<_>>();
    let (step, said) = repository.run_all(&failing).expect("an operation is gone");
    assert_eq!(step, "Comment what the change of the document does");
    assert!(said.contains("::error file="), "{said}");
}

#[test]
fn what_comes_in_is_no_script() {
    let repository = Repository::new();
    let evil = "$(touch evil)`touch evil`.yaml";
    repository.put(&format!("work/{evil}"), DOCUMENT);
    let base = repository.base();
    let failed = repository.run_all(&[("spec", evil), ("base", &base), ("generate-arguments", "$(touch evil)")]);
    assert_eq!(failed, None);
    assert!(!repository.path("work/evil").exists());
    // A comment that is there is brought up to date, and nothing is uploaded where nobody wants it.
    repository.put("bin/gh", "#!/bin/sh\necho \"$@\" >> ../gh.log\ncase $2 in --paginate) echo 42;; esac\n");
    fs::remove_file(repository.path("gh.log")).unwrap();
    let given = [("spec", "api.yaml"), ("base", &base), ("pull-request", "7"), ("sarif", "false")];
    assert_eq!(repository.run_all(&given), None);
    let log = repository.text("gh.log");
    assert!(log.contains("--method PATCH repos/owner/widgets/issues/comments/42") && !log.contains("sarifs"), "{log}");
}

#[test]
fn errors_of_the_document_are_uploaded_before_the_job_fails() {
    let repository = Repository::new();
    repository.put("work/api.yaml", &format!("{DOCUMENT}  /b: {{$ref: '#/no'}}\n"));
    let (step, said) =
        repository.run_all(&[("spec", "api.yaml"), ("out", "client")]).expect("the document has an error");
    assert_eq!(step, "Check the crate", "{said}");
    let sarif: serde_json::Value = serde_json::from_str(&repository.text("temp/octogen.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "dangling-ref");
}
