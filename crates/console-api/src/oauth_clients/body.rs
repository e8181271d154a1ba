//! What creating and changing a program read from their bodies.

use colloquy_app::AppError;
use colloquy_app::oauth::clients::{ClientChange, ClientContent};
use colloquy_domain::UserId;
use colloquy_domain::credential::{KNOWN_SCOPES, Scopes, WORKSPACE_ADMIN};
use colloquy_domain::oauth::GrantType;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::ids;

/// Longest name; the rule on it is the use case's.
const LONGEST_NAME: usize = 1_000;
/// Most redirect URIs and their longest.
const REDIRECT_URIS: (usize, usize) = (20, 2_048);
/// Most scopes and their longest.
const SCOPES: (usize, usize) = (100, 100);

/// A way to get a token.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "the variants are read by the schema derive only")]
pub enum GrantTypeName {
    /// For a user, who approves it in a browser.
    AuthorizationCode,
    /// For the program itself.
    ClientCredentials,
    /// Instead of asking the user again.
    RefreshToken,
}

/// A scope that a program can be given.
pub struct ScopeName;

impl PartialSchema for ScopeName {
    fn schema() -> RefOr<Schema> {
        let given = KNOWN_SCOPES.into_iter().filter(|scope| *scope != WORKSPACE_ADMIN);
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(given)).into()
    }
}

impl ToSchema for ScopeName {}

/// A new program.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CreateOAuthClient {
    /// What users are told that it is called.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    /// Whether it can keep a secret; true where it is left out.
    confidential: Option<bool>,
    /// Where users may be sent back to: https, or http on the own machine, where any port will do.
    #[schema(max_items = 20)]
    redirect_uris: Option<Vec<String>>,
    /// The most that its tokens may do; never `workspace:admin`.
    #[schema(min_items = 1)]
    #[schema(value_type = Vec<ScopeName>)]
    scopes: Vec<String>,
    /// `authorization_code` and `refresh_token` where there are redirect URIs, else `client_credentials`.
    #[schema(min_items = 1)]
    grant_types: Option<Vec<GrantTypeName>>,
    /// The user for whom it acts when it asks for itself.
    user_id: Option<String>,
}

/// A change; what is left out stays.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct UpdateOAuthClient {
    /// What users are told that it is called.
    #[schema(min_length = 1, max_length = 255)]
    name: Option<String>,
    /// Where users may be sent back to.
    #[schema(max_items = 20)]
    redirect_uris: Option<Vec<String>>,
    /// The most that its tokens may do; those that are out lose what is not among them.
    #[schema(min_items = 1)]
    #[schema(value_type = Option<Vec<ScopeName>>)]
    scopes: Option<Vec<String>>,
    /// How it may get tokens.
    #[schema(min_items = 1)]
    grant_types: Option<Vec<GrantTypeName>>,
    /// The user for whom it acts when it asks for itself; null for none.
    user_id: Option<String>,
}

/// Reads a new program, and whether it is to have a secret.
pub fn content(body: &Value) -> Result<(ClientContent, bool), AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("name");
    fields.require("scopes");
    let is_confidential = fields.boolean("confidential").unwrap_or(true);
    let read = read(fields)?;
    let content = ClientContent {
        name: read.name.unwrap_or_default(),
        redirect_uris: read.redirect_uris.unwrap_or_default(),
        scopes: read.scopes.unwrap_or_default(),
        grant_types: read.grant_types,
        user_id: read.user_id.flatten(),
    };
    Ok((content, is_confidential))
}

/// Reads a change.
pub fn change(body: &Value) -> Result<ClientChange, AppError> {
    read(Fields::of_body(body)?)
}

fn read(mut fields: Fields<'_>) -> Result<ClientChange, AppError> {
    let name = fields.string("name", 0, LONGEST_NAME).map(str::to_owned);
    let redirect_uris = fields.strings("redirect_uris", REDIRECT_URIS.0, REDIRECT_URIS.1);
    let scopes = scopes(&mut fields);
    let grant_types = grant_types(&mut fields);
    let user_id = user_id(&mut fields);
    fields.finish()?;
    Ok(ClientChange { name, redirect_uris, scopes, grant_types, user_id })
}

fn scopes(fields: &mut Fields<'_>) -> Option<Scopes> {
    let names = fields.strings("scopes", SCOPES.0, SCOPES.1)?;
    match Scopes::parse(names.iter().map(String::as_str)) {
        Ok(scopes) => Some(scopes),
        Err(name) => {
            fields.refuse("scopes", "unknown", &format!("names {name}, which is no scope"));
            None
        }
    }
}

fn grant_types(fields: &mut Fields<'_>) -> Option<Vec<GrantType>> {
    let names = fields.strings("grant_types", SCOPES.0, SCOPES.1)?;
    let known: Option<Vec<GrantType>> = names.iter().map(|name| GrantType::parse(name)).collect();
    if known.is_none() {
        let rule = "may hold authorization_code, client_credentials and refresh_token only";
        fields.refuse("grant_types", "unknown", rule);
    }
    known
}

/// `Some(None)` clears it.
fn user_id(fields: &mut Fields<'_>) -> Option<Option<UserId>> {
    if fields.is_null("user_id") {
        return Some(None);
    }
    let text = fields.string("user_id", 1, 100)?;
    let known = ids::user(text).ok();
    if known.is_none() {
        fields.refuse("user_id", "invalid_format", "must be a user's id");
    }
    known.map(Some)
}
