//! A server with one operation for each thing that axum can take and give. `servers-axum document` writes the document,
//! `servers-axum PORT` serves.

mod bodies;
mod credentials;
mod files;
mod models;
mod parameters;
mod transcript;

use credentials::Schemes;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(info(title = "axum", version = "1.0.0"), modifiers(&Schemes))]
struct Api;

fn router() -> OpenApiRouter {
    let bodies = OpenApiRouter::new()
        .routes(routes!(bodies::create))
        .routes(routes!(bodies::replace, bodies::change, bodies::remove))
        .routes(routes!(bodies::pay))
        .routes(routes!(bodies::draw))
        .routes(routes!(bodies::tagged))
        .routes(routes!(bodies::anything))
        .routes(routes!(bodies::list))
        .routes(routes!(bodies::errors));
    let parameters = OpenApiRouter::new()
        .routes(routes!(parameters::path))
        .routes(routes!(parameters::tail))
        .routes(routes!(parameters::query))
        .routes(routes!(parameters::styles))
        .routes(routes!(parameters::headers))
        .routes(routes!(parameters::cookies));
    let files = OpenApiRouter::new()
        .routes(routes!(files::form))
        .routes(routes!(files::upload))
        .routes(routes!(files::raw))
        .routes(routes!(files::csv))
        .routes(routes!(files::download))
        .routes(routes!(files::events))
        .routes(routes!(files::lines));
    let me = OpenApiRouter::new()
        .routes(routes!(credentials::header))
        .routes(routes!(credentials::cookie))
        .routes(routes!(credentials::query))
        .routes(routes!(credentials::bearer))
        .routes(routes!(credentials::basic));
    OpenApiRouter::with_openapi(Api::openapi()).merge(bodies).merge(parameters).merge(files).merge(me)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let what = std::env::args().nth(1).ok_or("usage: servers-axum document|PORT")?;
    let (router, document) = router().split_for_parts();
    if what == "document" {
        println!("{}", document.to_pretty_json()?);
        return Ok(());
    }
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", what.parse()?)).await?;
    axum::serve(listener, router.layer(axum::middleware::from_fn(transcript::responses))).await?;
    Ok(())
}
