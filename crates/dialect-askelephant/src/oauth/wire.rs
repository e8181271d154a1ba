//! What goes over the wire, and its description.

use serde::Serialize;
use utoipa::ToSchema;

/// What a client sends for a token. Who the client is stands here or in the header `Authorization` (HTTP Basic).
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TokenForm {
    grant_type: GrantTypeName,
    /// `client_…`; where the header `Authorization` does not say it.
    client_id: Option<String>,
    /// Where the header `Authorization` does not say it; a public client has none.
    client_secret: Option<String>,
    /// Names separated by spaces. Left out: all that the client may have, or all that was granted.
    scope: Option<String>,
    /// With `authorization_code`.
    code: Option<String>,
    /// With `authorization_code`: where the code was sent.
    redirect_uri: Option<String>,
    /// With `authorization_code`: what the challenge was made from.
    code_verifier: Option<String>,
    /// With `refresh_token`.
    refresh_token: Option<String>,
}

/// A way to get a token.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "the variants are read by the schema derive only")]
#[schema(as = OAuthGrantType)]
pub enum GrantTypeName {
    /// For the client itself.
    ClientCredentials,
    /// For a user who approved it.
    AuthorizationCode,
    /// With a refresh token.
    RefreshToken,
}

/// A token.
#[derive(Serialize, ToSchema)]
pub struct TokenAnswer {
    /// Goes into the header `Authorization: Bearer …`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds that it is accepted.
    pub expires_in: i64,
    /// What it may do: names separated by spaces.
    pub scope: String,
    /// Gets the next token, once; where a user approved it and the client may refresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
}

/// Why it was refused (RFC 6749, section 5.2).
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct OAuthErrorAnswer {
    /// `invalid_request`, `invalid_client`, `invalid_grant`, `unauthorized_client`, `unsupported_grant_type`,
    /// `invalid_scope`, `temporarily_unavailable` or `server_error`.
    error: String,
    /// What is wrong, for people.
    error_description: String,
}

/// A token that a client has, with who it is as in a token request.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TokenInQuestion {
    /// The token.
    token: String,
    /// Makes no difference: tokens tell what they are.
    token_type_hint: Option<String>,
    /// `client_…`; where the header `Authorization` does not say it.
    client_id: Option<String>,
    /// Where the header `Authorization` does not say it.
    client_secret: Option<String>,
}

/// What a token is (RFC 7662). Of one that is not accepted nothing is told but that.
#[derive(Default, Serialize, ToSchema)]
pub struct IntrospectionAnswer {
    /// Whether it is accepted.
    pub active: bool,
    /// What it may do: names separated by spaces.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub scope: Option<String>,
    /// Who has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub client_id: Option<String>,
    /// E-mail address of the user for whom it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// `Bearer`, of an access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub token_type: Option<&'static str>,
    /// Until when, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub exp: Option<i64>,
    /// Since when, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub iat: Option<i64>,
    /// The user, or the client where it acts for itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub sub: Option<String>,
    /// This server.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub iss: Option<String>,
}
