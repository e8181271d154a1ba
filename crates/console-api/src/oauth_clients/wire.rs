//! What answers look like.

use colloquy_domain::oauth::OAuthClient as DomainClient;
use colloquy_domain::secret::SecretText;
use colloquy_http::problem::iso;
use serde::Serialize;
use utoipa::ToSchema;

/// A program that asks for tokens, without its secret.
#[derive(Serialize, ToSchema)]
pub struct OAuthClient {
    #[schema(format = "uuid")]
    id: String,
    /// As the program sends it.
    #[schema(pattern = "^client_[0-9A-Z]{26}$")]
    client_id: String,
    /// What users are told that it is called.
    name: String,
    /// Whether it has a secret.
    confidential: bool,
    /// Where users may be sent back to.
    redirect_uris: Vec<String>,
    /// The most that its tokens may do.
    scopes: Vec<String>,
    /// `authorization_code`, `client_credentials`, `refresh_token`.
    grant_types: Vec<&'static str>,
    /// The user for whom it acts when it asks for itself.
    #[schema(format = "uuid")]
    user_id: Option<String>,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    updated_at: String,
}

impl OAuthClient {
    /// Renders it.
    pub fn of(client: &DomainClient) -> Self {
        Self {
            id: client.id.to_string(),
            client_id: client.id.spelled(),
            name: client.name.clone(),
            confidential: client.is_confidential,
            redirect_uris: client.redirect_uris.clone(),
            scopes: client.scopes.0.iter().map(|scope| scope.as_str().to_owned()).collect(),
            grant_types: client.grant_types.iter().map(|grant_type| grant_type.as_str()).collect(),
            user_id: client.user_id.map(|id| id.to_string()),
            created_at: iso(client.created_at),
            updated_at: iso(client.updated_at),
        }
    }
}

/// A program with its secret: only in answers to creation and rotation.
#[derive(Serialize, ToSchema)]
pub struct OAuthClientWithSecret {
    /// The program.
    #[serde(flatten)]
    client: OAuthClient,
    /// Shown this once; null for a public client.
    client_secret: Option<String>,
}

impl OAuthClientWithSecret {
    /// Renders it.
    pub fn of(client: &DomainClient, secret: Option<&SecretText>) -> Self {
        Self {
            client: OAuthClient::of(client),
            client_secret: secret.map(|secret| secret.reveal().to_owned()),
        }
    }
}
