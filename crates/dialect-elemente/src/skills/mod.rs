//! `/api/v1/skills`: the tasks that agents carry out in calls.

mod body;
mod create;
mod delete;
mod get;
mod list;
mod update;
mod wire;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(create::create_skill, list::list_skills)).routes(routes!(
        get::get_skill,
        update::update_skill,
        delete::delete_skill
    ))
}
