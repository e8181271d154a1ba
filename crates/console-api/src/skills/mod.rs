//! Skills: the tasks that agents carry out in dialogues.

mod answer;
mod body;
mod create;
mod delete;
mod get;
mod list;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(list::list_skills, create::create_skill)).routes(routes!(
        get::get_skill,
        update::update_skill,
        delete::delete_skill
    ))
}
