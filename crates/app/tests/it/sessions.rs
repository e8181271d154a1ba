//! Sessions and passwords, with a clock that is moved by hand.

use std::time::Duration;

use colloquy_app::directory::{people, users};
use colloquy_app::keys::Caller;
use colloquy_app::sessions::{self, Attempts, NotSignedIn, Place, SignIn, SignedIn};
use colloquy_app::setup::{self, NewUser};
use colloquy_app::{App, AppError, passwords};
use colloquy_domain::directory::{User, UserRole};
use colloquy_domain::secret::SecretText;
use colloquy_domain::session::{LIVES, Session};
use colloquy_store::sessions as stored;
use colloquy_testkit::TestDatabase;
use sha2::{Digest, Sha256};

use crate::on_both_databases;
use crate::support::{TestApp, eventually};

on_both_databases! {
    a_session_lasts_as_long_as_it_is_used,
    what_has_ended_is_swept_and_when_somebody_was_seen_is_not_forgotten,
    who_guessed_wrong_may_try_again_after_a_quarter_of_an_hour,
    a_link_is_good_for_one_use_within_an_hour,
    a_sign_in_that_overlaps_a_change_of_the_password_does_not_outlive_it,
}

const EMAIL: &str = "kim@firm.example";
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

fn password() -> SecretText {
    SecretText::new("correct horse battery")
}

/// Somebody who can sign in.
async fn person(test: &TestApp) -> User {
    let new = NewUser { email: EMAIL.into(), name: "Kim".into(), phone: None, role: UserRole::Member };
    let workspace_id = test.caller.workspace_id();
    setup::create_user_with_password(&test.app, workspace_id, new, &password()).await.expect("a user")
}

async fn try_with(app: &App, attempts: &Attempts, password: SecretText) -> Result<SignedIn, NotSignedIn> {
    sessions::sign_in(app, attempts, SignIn { email: EMAIL.into(), password, place: Place::default() }).await
}

async fn signed_in(app: &App) -> SignedIn {
    try_with(app, &Attempts::at_passwords(), password()).await.expect("signed in")
}

async fn opens(app: &App, signed_in: &SignedIn) -> Option<(Caller, Session)> {
    match sessions::caller(app, signed_in.token.reveal()).await {
        Ok(found) => Some(found),
        Err(AppError::Unauthorized(_)) => None,
        Err(error) => panic!("{error}"),
    }
}

/// As it is stored.
async fn row(app: &App, signed_in: &SignedIn) -> Option<Session> {
    let hash = Sha256::digest(signed_in.token.reveal().as_bytes()).into();
    stored::find(app.store.reader(), hash).await.expect("no error")
}

async fn a_session_lasts_as_long_as_it_is_used(database: TestDatabase) {
    let test = TestApp::new(database).await;
    person(&test).await;
    let (app, used, unused) = (&test.app, signed_in(&test.app).await, signed_in(&test.app).await);
    for _ in 0..3 {
        test.advance(DAY * 20);
        let (caller, session) = opens(app, &used).await.expect("it is used");
        assert!(caller.may("engagements:read") && !caller.may("keys:write"));
        let until = app.now() + LIVES;
        assert_eq!(session.expires_at, until);
        // Written beside the request.
        eventually("the new end", || async {
            row(app, &used).await.is_some_and(|session| session.expires_at == until)
        })
        .await;
    }
    assert!(opens(app, &unused).await.is_none(), "nobody used it for thirty days");
    sessions::end(app, used.session.id).await.expect("signed out");
    assert!(opens(app, &used).await.is_none());
    // A token of a key is none of a session.
    assert!(sessions::caller(app, "sk-apik_x.y").await.is_err());
}

async fn what_has_ended_is_swept_and_when_somebody_was_seen_is_not_forgotten(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let kim = person(&test).await;
    let app = &test.app;
    let first = signed_in(app).await;
    test.advance(HOUR);
    let second = signed_in(app).await;
    test.advance(HOUR);
    let (third, seen_at) = (signed_in(app).await, app.now());
    for one in [&first, &second, &third] {
        sessions::end(app, one.session.id).await.expect("ended");
    }
    assert_eq!(sessions::sweep(app).await.expect("swept"), 0, "not before it has ended for a moment");
    test.advance(Duration::from_secs(1));
    assert_eq!(sessions::sweep(app).await.expect("swept"), 2);
    assert_eq!(sessions::sweep(app).await.expect("swept"), 0, "the last one says when they were seen");
    let user = users::get(app, kim.workspace_id, kim.id).await.expect("the user");
    assert_eq!(user.last_activity_at, Some(seen_at));
    assert!(row(app, &first).await.is_none() && row(app, &third).await.is_some());
    // Links that are over go with them.
    passwords::link(app, &kim).await.expect("a link");
    test.advance(HOUR + Duration::from_secs(1));
    assert_eq!(sessions::sweep(app).await.expect("swept"), 1);
}

async fn who_guessed_wrong_may_try_again_after_a_quarter_of_an_hour(database: TestDatabase) {
    let test = TestApp::new(database).await;
    person(&test).await;
    let (app, attempts) = (&test.app, Attempts::at_passwords());
    for _ in 0..5 {
        let wrong = try_with(app, &attempts, SecretText::new("wrong password")).await;
        assert!(matches!(wrong, Err(NotSignedIn::Wrong)), "{wrong:?}");
    }
    let early = try_with(app, &attempts, password()).await;
    assert!(matches!(early, Err(NotSignedIn::TooOften { wait_seconds: 901 })), "{early:?}");
    test.advance(Duration::from_secs(899));
    let still = try_with(app, &attempts, password()).await;
    assert!(matches!(still, Err(NotSignedIn::TooOften { wait_seconds: 2 })), "{still:?}");
    test.advance(Duration::from_secs(1));
    try_with(app, &attempts, password()).await.expect("signed in");
}

async fn a_link_is_good_for_one_use_within_an_hour(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let kim = person(&test).await;
    let app = &test.app;
    let word = async || {
        let link = passwords::link(app, &kim).await.expect("a link");
        link.url.reveal().split_once("/reset#").expect("a word").1.to_owned()
    };
    let new = SecretText::new("another horse");
    let late = word().await;
    test.advance(HOUR);
    let refused = passwords::confirm(app, &late, &new).await.expect_err("too late");
    assert!(matches!(refused, AppError::NotFound(_)), "{refused:?}");
    // Of two who use it at the same time one does.
    let word = word().await;
    let (one, other) =
        tokio::join!(passwords::confirm(app, &word, &new), passwords::confirm(app, &word, &new));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|is_ok| **is_ok).count(), 1, "{one:?} {other:?}");
    try_with(app, &Attempts::at_passwords(), new).await.expect("signed in");
}

async fn a_sign_in_that_overlaps_a_change_of_the_password_does_not_outlive_it(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let kim = person(&test).await;
    let app = &test.app;
    for round in 0..3 {
        let (before, after) = (password(), SecretText::new(format!("another horse {round}")));
        let attempts = Attempts::at_passwords();
        let (begun, changed) =
            tokio::join!(try_with(app, &attempts, before), people::set_password(app, &kim, after),);
        changed.expect("changed");
        if let Ok(begun) = begun {
            assert!(opens(app, &begun).await.is_none(), "round {round}: it was begun with the old password");
        }
        people::set_password(app, &kim, password()).await.expect("changed back");
    }
}
