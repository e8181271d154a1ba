//! What is counted, what is warned of, and keys with new secrets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use colloquy_app::events::{EventDialect, EventDialects};
use colloquy_app::ingest::{self, NewConversation};
use colloquy_app::keys::{self, NewKey, Presented, authenticate};
use colloquy_app::usage::{self, Quotas};
use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_app::{App, AppError};
use colloquy_domain::credential::Scopes;
use colloquy_domain::event::{Event, EventKind, Subject};
use colloquy_domain::filter::Slice;
use colloquy_domain::usage::{ApiCall, BillingPeriod};
use colloquy_domain::{CredentialId, EndpointId};
use colloquy_testkit::TestDatabase;

use crate::apps::{conversation, receiver, with_quotas};
use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    requests_are_counted_and_a_quota_told_of_once,
    a_rotated_key_is_the_same_key_with_new_secrets,
    a_receiver_that_may_not_see_private_ones_is_not_told_of_them,
}

/// A dialect that tells of quotas and keys, and keeps what it told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Event>>>);

impl EventDialect for Told {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn event_types(&self) -> Vec<&'static str> {
        vec!["warning", "rotated"]
    }

    fn event_type(&self, kind: EventKind) -> Option<&'static str> {
        match kind {
            EventKind::QuotaWarning => Some("warning"),
            EventKind::KeyRotated => Some("rotated"),
            _ => None,
        }
    }

    fn render(&self, event: &Event) -> Vec<u8> {
        self.0.lock().expect("not poisoned").push(event.clone());
        b"{}".to_vec()
    }
}

impl Told {
    fn subjects(&self) -> Vec<Subject> {
        let told = self.0.lock().expect("not poisoned");
        told.iter().filter_map(|event| event.snapshot.subject.clone()).collect()
    }
}

async fn listening(test: &TestApp, quotas: Quotas) -> (App, Told) {
    let told = Told::default();
    let app = with_quotas(&test.app, EventDialects::new(vec![Arc::new(told.clone())]), quotas);
    receiver(&app, &test.caller, "http://127.0.0.1:9/").await;
    (app, told)
}

fn ask(app: &App, test: &TestApp, count: usize) {
    for number in 0..count {
        app.usage().record(ApiCall {
            workspace_id: test.caller.workspace_id(),
            credential_id: test.caller.credential.id,
            at: app.now(),
            method: "GET".into(),
            path: format!("/v1/engagements/{number}"),
            status: 200,
        });
    }
}

async fn requests_are_counted_and_a_quota_told_of_once(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test, Quotas { calls: 1_000, ..Quotas::default() }).await;
    let (workspace_id, period) = (test.caller.workspace_id(), BillingPeriod::of(app.now()));
    ask(&app, &test, 700);
    assert_eq!(usage::summary(&app, workspace_id, period).await.expect("read").calls, 700);
    assert!(told.subjects().is_empty());

    // Compared again a while later, whether or not something is asked for then.
    ask(&app, &test, 100);
    usage::flush_now(&app).await.expect("written");
    test.advance(Duration::from_secs(11));
    usage::flush_now(&app).await.expect("written");
    let warned = told.subjects();
    let [Subject::Usage(warning)] = warned.as_slice() else { panic!("{warned:?}") };
    assert_eq!((warning.resource.as_str(), warning.used, warning.quota), ("calls", 800, 1_000));
    ask(&app, &test, 300);
    test.advance(Duration::from_secs(11));
    usage::flush_now(&app).await.expect("written");
    assert_eq!(told.subjects().len(), 1, "nobody is told twice");

    let keys = usage::by_key(&app, workspace_id, period).await.expect("read");
    let own = keys.iter().find(|key| key.credential_id == test.caller.credential.id).expect("the key");
    assert_eq!((own.calls, own.name.as_str()), (1_100, "test"));
    let slice = Slice { offset: 0, limit: 10 };
    let details = usage::details(&app, workspace_id, period, slice).await.expect("read");
    assert_eq!((details.rows.len(), details.total), (10, 1_100));
    assert_eq!(usage::prune(&app, app.now() + time::Duration::DAY).await.expect("pruned"), 1_100);
    assert_eq!(usage::summary(&app, workspace_id, period).await.expect("read").calls, 1_100);
}

async fn a_rotated_key_is_the_same_key_with_new_secrets(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, told) = listening(&test, Quotas::default()).await;
    let workspace_id = test.caller.workspace_id();
    let new = |name: &str| NewKey {
        workspace_id,
        user_id: None,
        name: name.into(),
        scopes: Scopes::parse(["audio:read"]).expect("scopes"),
    };
    let before = keys::create(&app, new("own")).await.expect("a key");
    let id = CredentialId::from_ulid(&before.id).expect("an id");
    let after = keys::rotate(&app, workspace_id, id).await.expect("rotated");
    assert_eq!((&after.id, &after.scopes), (&before.id, &before.scopes));
    let old = authenticate(&app, &Presented::Token(before.x_api_key)).await;
    assert!(matches!(old, Err(AppError::Unauthorized(_))), "{old:?}");
    let caller = authenticate(&app, &Presented::Token(after.x_api_key)).await.expect("a caller");
    assert_eq!(caller.credential.id, id);
    let secret = keys::hmac_secret(&app, id).await.expect("read").expect("a secret");
    assert!(secret.reveal() == after.hmac_secret && after.hmac_secret != before.hmac_secret);
    assert!(matches!(told.subjects().as_slice(), [Subject::Key(key)] if key.credential_id == id));

    let taken = keys::import(&app, new("theirs"), "ak_live_theirs", Some("signing secret")).await;
    let secret = keys::hmac_secret(&app, taken.expect("imported").id).await.expect("read");
    assert_eq!(secret.expect("a secret").reveal(), "signing secret");
    assert!(authenticate(&app, &Presented::Token("ak_live_theirs".into())).await.is_ok());
    let short = keys::import(&app, new("theirs"), "ak_live_others", Some("short")).await;
    assert!(matches!(short, Err(AppError::Malformed(_))), "{short:?}");
    let nobody = keys::rotate(&app, workspace_id, CredentialId::generate()).await.map(|_| ());
    assert!(matches!(nobody, Err(AppError::NotFound("key"))), "{nobody:?}");
}

async fn a_receiver_that_may_not_see_private_ones_is_not_told_of_them(database: TestDatabase) {
    let test = TestApp::new(database).await;
    let (app, caller) = (&test.app, &test.caller);
    let mut endpoints: Vec<EndpointId> = Vec::new();
    for sees_private in [true, false] {
        let new = NewEndpoint {
            dialect: "plain".into(),
            url: "http://127.0.0.1:9/".into(),
            event_types: vec![],
            description: None,
            headers: vec![],
            sees_private,
        };
        endpoints.push(webhooks::create(app, caller.workspace_id(), new).await.expect("endpoint").id);
    }
    for (external_id, is_private) in [("open", false), ("private", true)] {
        let new = NewConversation { is_private: Some(is_private), ..conversation(external_id) };
        ingest::create(app, caller, new).await.expect("created");
    }
    let mut counts = Vec::new();
    for id in endpoints {
        let told = webhooks::list_deliveries(app, caller.workspace_id(), id, None, 10, None).await;
        counts.push(told.expect("a list").len());
    }
    assert_eq!(counts, [2, 1]);
}
