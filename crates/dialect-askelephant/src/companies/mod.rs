//! Companies, one by one.

mod body;
mod clear_crm_association;
mod create;
mod delete;
mod get;
mod set_crm_association;
mod update;

use colloquy_http::HttpState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create_company))
        .routes(routes!(get::get_company, update::update_company, delete::delete_company))
        .routes(routes!(
            set_crm_association::set_company_crm_association,
            clear_crm_association::clear_company_crm_association
        ))
}
