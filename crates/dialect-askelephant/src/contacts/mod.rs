//! Contacts, one by one.

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
        .routes(routes!(create::create_contact))
        .routes(routes!(get::get_contact, update::update_contact, delete::delete_contact))
        .routes(routes!(
            set_crm_association::set_contact_crm_association,
            clear_crm_association::clear_contact_crm_association
        ))
}
