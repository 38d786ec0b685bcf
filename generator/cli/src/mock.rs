//! `octogen mock`: a local server that responds with the examples of the document.

mod leaked;
mod xml;

use std::io;

use octogen::ir::{Api, ApiKeyLocation, SchemeKind};
use octogen_runtime as spec;
use octogen_runtime::mock::{Document, Exchange, Server};

use self::leaked::{leaked, text};
use crate::findings::{self, Format};
use crate::terminal::Terminal;
use crate::{Failure, Verdict, document};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// The port to listen on at 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// Serves until the process is interrupted. The address is the first line on standard output; each request is one line.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let mock = match args.document.mock(terminal)? {
        Ok(mock) => mock,
        Err(diagnostics) => {
            findings::failed(&diagnostics, Format::Text, terminal);
            return Ok(Verdict::Fail);
        }
    };
    let api = api(&mock.api);
    let tables = xml::tables(&mock.api, &mock.document);
    let document = leaked(Document::new(leaked(mock.document).as_str(), tables));
    let log = move |exchange: &Exchange| terminal.summarize(&exchange.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    let served: io::Result<()> = runtime.block_on(async {
        let server = Server::serve_examples(api, document, args.port, log).await?;
        terminal.say(&server.url());
        terminal.summarize(&format!(
            "{} {}: {} operations; any credentials will do; end with Ctrl-C",
            mock.api.title,
            mock.api.version,
            mock.api.operations.len()
        ));
        std::future::pending().await
    });
    served.map_err(|error| format!("error[files]: 127.0.0.1:{}: {error}", args.port))?;
    Ok(Verdict::Pass)
}

/// What a crate would state of the API in constants. They live as long as the process, which serves one API.
fn api(api: &Api) -> &'static spec::ApiSpec {
    let path = api.default_path.iter().map(|url| spec::ServerSpec { url: text(url), variables: &[] });
    let servers = api.servers.iter().map(server).chain(path).collect::<Vec<_>>();
    let schemes = api.schemes.iter().map(|it| spec::SchemeSpec {
        name: text(&it.wire),
        setter: text(it.name.as_str()),
        kind: kind(&it.kind),
    });
    leaked(spec::ApiSpec {
        name: text(&api.package.name),
        version: text(&api.package.version),
        user_agent: "",
        servers: leaked(servers),
        schemes: leaked(schemes.collect::<Vec<_>>()),
        tracer: None,
    })
}

fn server(server: &octogen::ir::Server) -> spec::ServerSpec {
    let variables = server.variables.iter().map(|it| {
        let values: Vec<&'static str> = it.values.iter().map(|it| text(it)).collect();
        spec::ServerVariableSpec { name: text(&it.wire), default: text(&it.default), values: leaked(values) }
    });
    spec::ServerSpec { url: text(&server.url), variables: leaked(variables.collect::<Vec<_>>()) }
}

fn kind(kind: &SchemeKind) -> spec::SchemeKind {
    match kind {
        SchemeKind::ApiKey { location: ApiKeyLocation::Header, parameter } => {
            spec::SchemeKind::ApiKeyHeader(text(parameter))
        }
        SchemeKind::ApiKey { location: ApiKeyLocation::Query, parameter } => {
            spec::SchemeKind::ApiKeyQuery(text(parameter))
        }
        SchemeKind::ApiKey { location: ApiKeyLocation::Cookie, parameter } => {
            spec::SchemeKind::ApiKeyCookie(text(parameter))
        }
        SchemeKind::Basic => spec::SchemeKind::Basic,
        SchemeKind::Bearer => spec::SchemeKind::Bearer,
        SchemeKind::Http(scheme) => spec::SchemeKind::Http(text(scheme)),
        SchemeKind::OAuth2(_) => spec::SchemeKind::OAuth2 { token_url: None },
        SchemeKind::OpenId { .. } => spec::SchemeKind::OpenId,
        SchemeKind::MutualTls => spec::SchemeKind::MutualTls,
    }
}
