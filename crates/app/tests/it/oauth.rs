//! Tokens for programs: what is used twice, what runs out, and what ends with what.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use colloquy_app::AppError;
use colloquy_app::directory::users::UserChange;
use colloquy_app::keys::{self, NewKey, Presented, authenticate};
use colloquy_app::oauth::authorize::{Asked, NotApproved, approve, look};
use colloquy_app::oauth::clients::{self, ClientChange, ClientContent};
use colloquy_app::oauth::{ErrorCode, Issued, OAuthError, TokenRequest, issue, revoke, sweep};
use colloquy_app::{directory, work};
use colloquy_domain::credential::Scopes;
use colloquy_domain::directory::UserRole;
use colloquy_domain::oauth::{GrantType, OAuthClient};
use colloquy_domain::secret::SecretText;
use colloquy_testkit::TestDatabase;
use futures::future::join_all;
use sha2::{Digest, Sha256};

use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    a_code_is_good_once_and_its_second_use_ends_what_came_of_the_first,
    of_many_who_bring_a_code_or_a_refresh_token_at_once_none_keeps_a_token,
    a_refresh_token_is_good_once_and_its_second_use_ends_its_family,
    a_code_is_bound_to_its_client_address_verifier_and_minute,
    what_runs_out_is_refused_and_then_removed,
    a_token_ends_with_whatever_it_rests_on,
    a_token_may_never_do_more_than_its_client_its_user_and_its_request,
    secrets_rotate_and_public_clients_have_none,
}

const CALLBACK: &str = "https://app.example/callback";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters";

struct House {
    test: TestApp,
    /// A key of the owner's.
    key: String,
    client: OAuthClient,
}

impl House {
    async fn open(database: TestDatabase) -> Self {
        let test = TestApp::new(database).await;
        let key = key_of_owner(&test, Scopes::admin()).await;
        let (client, secret) =
            clients::create(&test.app, test.caller.workspace_id(), content(), true).await.expect("client");
        assert!(secret.is_some());
        Self { test, key, client }
    }

    async fn code_with(&self, key: &str) -> Result<String, NotApproved> {
        let consent = look(&self.test.app, self.asked()).await.expect("shown");
        let url = approve(&self.test.app, consent, key).await?;
        let code = url.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
        Ok(code)
    }

    async fn code(&self) -> String {
        self.code_with(&self.key).await.expect("approved")
    }

    fn asked(&self) -> Asked {
        Asked {
            client_id: Some(self.client.id),
            redirect_uri: Some(CALLBACK.into()),
            response_type: Some("code".into()),
            scope: None,
            state: Some("a state".into()),
            code_challenge: Some(URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))),
            code_challenge_method: Some("S256".into()),
            repeated: None,
        }
    }

    async fn exchange(&self, code: &str) -> Result<Issued, OAuthError> {
        issue(&self.test.app, self.client.clone(), with_code(code)).await
    }

    async fn tokens(&self) -> Issued {
        self.exchange(&self.code().await).await.expect("tokens")
    }

    async fn refresh(&self, token: &Issued, scope: Option<&str>) -> Result<Issued, OAuthError> {
        issue(&self.test.app, self.client.clone(), with_refresh(token, scope)).await
    }

    async fn for_itself(&self) -> Issued {
        let request = TokenRequest::ClientCredentials { scope: None };
        issue(&self.test.app, self.client.clone(), request).await.expect("a token")
    }

    async fn is_accepted(&self, token: &Issued) -> bool {
        let presented = Presented::Token(token.access_token.reveal().to_owned());
        match authenticate(&self.test.app, &presented).await {
            Ok(_) => true,
            Err(AppError::Unauthorized(_)) => false,
            Err(error) => panic!("{error}"),
        }
    }

    fn advance(&self, by: Duration) {
        self.test.advance(by);
    }
}

fn content() -> ClientContent {
    ClientContent {
        name: "Recap bot".into(),
        redirect_uris: vec![CALLBACK.into()],
        scopes: Scopes::parse(["engagements:read", "tags:read"]).expect("scopes"),
        grant_types: Some(GrantType::ALL.to_vec()),
        user_id: None,
    }
}

async fn key_of_owner(test: &TestApp, scopes: Scopes) -> String {
    let new = NewKey {
        workspace_id: test.caller.workspace_id(),
        user_id: test.caller.user_id(),
        name: "owner".into(),
        scopes,
    };
    keys::create(&test.app, new).await.expect("a key").api_key
}

fn with_code(code: &str) -> TokenRequest {
    TokenRequest::AuthorizationCode {
        code: code.into(),
        redirect_uri: Some(CALLBACK.into()),
        code_verifier: VERIFIER.into(),
    }
}

fn with_refresh(token: &Issued, scope: Option<&str>) -> TokenRequest {
    let refresh_token = token.refresh_token.as_ref().expect("a refresh token").reveal().to_owned();
    TokenRequest::RefreshToken { refresh_token, scope: scope.map(str::to_owned) }
}

#[track_caller]
fn refused(result: Result<Issued, OAuthError>, expected: ErrorCode) {
    match result {
        Err(OAuthError::Refused { code, .. }) => assert_eq!(code, expected),
        other => panic!("{expected:?} was expected: {other:?}"),
    }
}

async fn a_code_is_good_once_and_its_second_use_ends_what_came_of_the_first(database: TestDatabase) {
    let house = House::open(database).await;
    let code = house.code().await;
    let tokens = house.exchange(&code).await.expect("tokens");
    assert!(house.is_accepted(&tokens).await);
    // Also after the code itself would have run out.
    house.advance(Duration::from_secs(600));
    refused(house.exchange(&code).await, ErrorCode::InvalidGrant);
    assert!(!house.is_accepted(&tokens).await);
    refused(house.refresh(&tokens, None).await, ErrorCode::InvalidGrant);
}

async fn of_many_who_bring_a_code_or_a_refresh_token_at_once_none_keeps_a_token(database: TestDatabase) {
    let house = House::open(database).await;
    let code = house.code().await;
    let all = join_all((0..8).map(|_| house.exchange(&code))).await;
    let first = the_one_of_many(all);
    assert!(!house.is_accepted(&first).await, "nobody knows which of them was the thief");
    let tokens = house.tokens().await;
    let all = join_all((0..8).map(|_| house.refresh(&tokens, None))).await;
    let next = the_one_of_many(all);
    for token in [&next, &tokens] {
        assert!(!house.is_accepted(token).await);
    }
}

/// The only one that was answered with tokens; the others were told that what they brought is used up.
#[track_caller]
fn the_one_of_many(all: Vec<Result<Issued, OAuthError>>) -> Issued {
    let (good, others): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1, "it is good once");
    for other in others {
        refused(other, ErrorCode::InvalidGrant);
    }
    good.into_iter().find_map(Result::ok).expect("tokens")
}

async fn a_refresh_token_is_good_once_and_its_second_use_ends_its_family(database: TestDatabase) {
    let house = House::open(database).await;
    let first = house.tokens().await;
    let second = house.refresh(&first, Some("tags:read")).await.expect("refreshed");
    assert_eq!(second.scopes.names(), "tags:read");
    // A narrower access token does not narrow those after it, but nothing becomes wider than what was approved.
    let third = house.refresh(&second, None).await.expect("refreshed");
    assert_eq!(third.scopes.names(), "engagements:read tags:read");
    refused(house.refresh(&third, Some("users:read")).await, ErrorCode::InvalidScope);
    let fourth = house.refresh(&third, None).await.expect("a refusal uses nothing up");
    assert!(house.is_accepted(&fourth).await);
    refused(house.refresh(&second, None).await, ErrorCode::InvalidGrant);
    for token in [&first, &second, &third, &fourth] {
        assert!(!house.is_accepted(token).await);
    }
    refused(house.refresh(&fourth, None).await, ErrorCode::InvalidGrant);
}

async fn a_code_is_bound_to_its_client_address_verifier_and_minute(database: TestDatabase) {
    let house = House::open(database).await;
    let app = &house.test.app;
    let code = house.code().await;
    let request = |redirect_uri: Option<&str>, code_verifier: &str| TokenRequest::AuthorizationCode {
        code: code.clone(),
        redirect_uri: redirect_uri.map(str::to_owned),
        code_verifier: code_verifier.into(),
    };
    let (stranger, _) =
        clients::create(app, house.client.workspace_id, content(), true).await.expect("another client");
    refused(issue(app, stranger.clone(), request(Some(CALLBACK), VERIFIER)).await, ErrorCode::InvalidGrant);
    for (redirect_uri, verifier) in [
        (Some(CALLBACK), "another-verifier-of-at-least-forty-three-characters"),
        (Some(CALLBACK), "short"),
        (Some("https://app.example/other"), VERIFIER),
        (None, VERIFIER),
    ] {
        refused(
            issue(app, house.client.clone(), request(redirect_uri, verifier)).await,
            ErrorCode::InvalidGrant,
        );
    }
    // None of these used it up.
    let tokens = house.exchange(&code).await.expect("tokens");
    refused(issue(app, stranger, with_refresh(&tokens, None)).await, ErrorCode::InvalidGrant);
    assert!(house.is_accepted(&tokens).await, "a stranger's try ends nothing");
    let late = house.code().await;
    house.advance(Duration::from_secs(59));
    house.exchange(&late).await.expect("within the minute");
    let too_late = house.code().await;
    house.advance(Duration::from_secs(60));
    refused(house.exchange(&too_late).await, ErrorCode::InvalidGrant);
}

async fn what_runs_out_is_refused_and_then_removed(database: TestDatabase) {
    let house = House::open(database).await;
    let (own, users) = (house.for_itself().await, house.tokens().await);
    assert!(own.refresh_token.is_none(), "a client can ask for itself again");
    house.advance(Duration::from_secs(3_599));
    assert!(house.is_accepted(&own).await && house.is_accepted(&users).await);
    house.advance(Duration::from_secs(1));
    assert!(!house.is_accepted(&own).await && !house.is_accepted(&users).await);
    // The client's own grant has nothing left; the user's still has its refresh token.
    house.advance(Duration::from_secs(1));
    assert_eq!(sweep(&house.test.app).await.expect("swept"), 3, "two access tokens and a grant");
    let next = house.refresh(&users, None).await.expect("refreshed");
    house.advance(Duration::from_secs(30 * 86_400));
    refused(house.refresh(&next, None).await, ErrorCode::InvalidGrant);
    house.advance(Duration::from_secs(1));
    // The access token, both refresh tokens and the grant with its code.
    assert_eq!(sweep(&house.test.app).await.expect("swept"), 4);
    assert_eq!(sweep(&house.test.app).await.expect("swept"), 0);
    let unused = house.code().await;
    let workers = work::Workers::start(house.test.app.clone(), work::WorkerOptions::default());
    eventually("workers sweep by themselves", || async {
        house.advance(Duration::from_secs(3_600));
        match house.exchange(&unused).await {
            Err(OAuthError::Refused { description, .. }) => description == "the code is unknown",
            other => panic!("{other:?}"),
        }
    })
    .await;
    workers.stop().await;
}

async fn a_token_ends_with_whatever_it_rests_on(database: TestDatabase) {
    let house = House::open(database).await;
    let (app, workspace_id) = (&house.test.app, house.client.workspace_id);
    let owner_id = house.test.caller.user_id().expect("a user");
    let set_role = async |role| {
        let change = UserChange { role: Some(role), ..UserChange::default() };
        directory::users::update(app, workspace_id, owner_id, change).await.expect("role");
    };
    // The user.
    let (tokens, unused) = (house.tokens().await, house.code().await);
    set_role(UserRole::Inactive).await;
    assert!(!house.is_accepted(&tokens).await);
    refused(house.exchange(&unused).await, ErrorCode::InvalidGrant);
    refused(house.refresh(&tokens, None).await, ErrorCode::InvalidGrant);
    assert!(matches!(house.code_with(&house.key).await, Err(NotApproved::WrongKey)));
    set_role(UserRole::Owner).await;
    assert!(house.is_accepted(&tokens).await);
    // The key with which it was approved.
    let second_key = key_of_owner(&house.test, Scopes::admin()).await;
    let code = house.code_with(&second_key).await.expect("approved");
    let of_second = house.exchange(&code).await.expect("tokens");
    let presented = Presented::Token(second_key.clone());
    let credential = authenticate(app, &presented).await.expect("the key").credential;
    keys::revoke(app, workspace_id, credential.id).await.expect("revoked");
    assert!(!house.is_accepted(&of_second).await && house.is_accepted(&tokens).await);
    assert!(matches!(house.code_with(&second_key).await, Err(NotApproved::WrongKey)));
    // A token that its client ends; a refresh token takes its family with it.
    revoke(app, house.client.clone(), tokens.access_token.reveal()).await.expect("ended");
    assert!(!house.is_accepted(&tokens).await);
    let next = house.refresh(&tokens, None).await.expect("refreshed");
    let refresh_token = next.refresh_token.as_ref().expect("one").reveal();
    revoke(app, house.client.clone(), refresh_token).await.expect("ended");
    assert!(!house.is_accepted(&next).await);
    // The client.
    let (own, tokens) = (house.for_itself().await, house.tokens().await);
    clients::delete(app, workspace_id, house.client.id).await.expect("deleted");
    assert!(!house.is_accepted(&own).await && !house.is_accepted(&tokens).await);
    refused(house.refresh(&tokens, None).await, ErrorCode::InvalidGrant);
}

async fn a_token_may_never_do_more_than_its_client_its_user_and_its_request(database: TestDatabase) {
    let house = House::open(database).await;
    let (app, workspace_id) = (&house.test.app, house.client.workspace_id);
    let caller = async |issued: &Issued| {
        authenticate(app, &Presented::Token(issued.access_token.reveal().into())).await.expect("accepted")
    };
    // The user's own key may read tags only; the client asks for more.
    let narrow = key_of_owner(&house.test, Scopes::parse(["tags:read", "users:read"]).expect("scopes")).await;
    let code = house.code_with(&narrow).await.expect("approved");
    let tokens = house.exchange(&code).await.expect("tokens");
    assert_eq!(tokens.scopes.names(), "tags:read");
    let other = key_of_owner(&house.test, Scopes::parse(["users:read"]).expect("scopes")).await;
    assert!(matches!(house.code_with(&other).await, Err(NotApproved::NothingToGrant)));
    // One id through all refreshes, and another one where the client asks for itself.
    let first = caller(&tokens).await;
    let refreshed = caller(&house.refresh(&tokens, None).await.expect("refreshed")).await;
    let own = caller(&house.for_itself().await).await;
    assert_eq!(first.credential.id, refreshed.credential.id);
    assert_ne!(first.credential.id, own.credential.id);
    assert_eq!((first.user_id(), own.user_id()), (house.test.caller.user_id(), None));
    // A client that loses a scope takes it from the tokens that are out.
    let change = ClientChange {
        scopes: Some(Scopes::parse(["engagements:read"]).expect("scopes")),
        user_id: Some(house.test.caller.user_id()),
        ..ClientChange::default()
    };
    let tokens = house.tokens().await;
    let changed = clients::update(app, workspace_id, house.client.id, change).await.expect("changed");
    assert_eq!(caller(&tokens).await.credential.scopes.names(), "engagements:read");
    let next = issue(app, changed.clone(), with_refresh(&tokens, None)).await.expect("refreshed");
    assert_eq!(next.scopes.names(), "engagements:read", "a refresh tells what the token may do");
    let request = TokenRequest::ClientCredentials { scope: None };
    let own = caller(&issue(app, changed, request).await.expect("a token")).await;
    assert_eq!(own.user_id(), house.test.caller.user_id(), "it acts for its user now");
    // An access token approves nothing further.
    let as_key = tokens.access_token.reveal();
    assert!(matches!(house.code_with(as_key).await, Err(NotApproved::WrongKey)));
}

async fn secrets_rotate_and_public_clients_have_none(database: TestDatabase) {
    let house = House::open(database).await;
    let (app, workspace_id) = (&house.test.app, house.client.workspace_id);
    let (client, first) = clients::create(app, workspace_id, content(), true).await.expect("client");
    let first = first.expect("a secret");
    let shows =
        async |secret: Option<&SecretText>| clients::authenticate(app, Some(client.id), secret).await.is_ok();
    assert!(shows(Some(&first)).await && !shows(None).await);
    let (_, second) = clients::rotate_secret(app, workspace_id, client.id).await.expect("rotated");
    assert!(shows(Some(&second)).await && !shows(Some(&first)).await);
    let public = ClientContent { grant_types: None, ..content() };
    let (public, secret) = clients::create(app, workspace_id, public, false).await.expect("client");
    assert!(secret.is_none());
    assert!(clients::authenticate(app, Some(public.id), None).await.is_ok());
    assert!(clients::authenticate(app, Some(public.id), Some(&second)).await.is_err());
    let rotated = clients::rotate_secret(app, workspace_id, public.id).await;
    assert!(matches!(rotated, Err(AppError::Conflict(_))));
}
