//! Other apps beside the one of a test, and conversations to be brought to them.

use std::sync::Arc;

use colloquy_app::App;
use colloquy_app::app::AppParts;
use colloquy_app::events::EventDialects;
use colloquy_app::ingest::{NewConversation, SuppliedEntry, SuppliedSpeaker, SuppliedTranscript};
use colloquy_app::keys::Caller;
use colloquy_app::links::LinkSigner;
use colloquy_app::scratch::ScratchDir;
use colloquy_app::usage::Quotas;
use colloquy_app::webhooks::{self, NewEndpoint};
use colloquy_domain::conversation::{ConversationKind, DataSource};
use colloquy_domain::endpoint::Endpoint;
use colloquy_domain::secret::SecretText;
use colloquy_store::Store;
use colloquy_store::objects::Objects;

/// The same app on another database or object store, or on another way to its own.
pub fn beside(app: &App, store: Store, objects: Objects) -> App {
    other(app, store, objects, app.dialects.clone())
}

/// The same app with other dialects.
pub fn with_dialects(app: &App, dialects: EventDialects) -> App {
    other(app, app.store.clone(), app.objects.clone(), dialects)
}

/// Adds a receiver of everything that the dialect of tests tells.
pub async fn receiver(app: &App, caller: &Caller, url: &str) -> Endpoint {
    let new = NewEndpoint {
        dialect: "plain".into(),
        url: url.into(),
        event_types: vec![],
        description: None,
        headers: vec![],
        sees_private: true,
    };
    webhooks::create(app, caller.workspace_id(), new).await.expect("endpoint")
}

/// The same app with other dialects, which warns of these quotas.
pub fn with_quotas(app: &App, dialects: EventDialects, quotas: Quotas) -> App {
    App::new(AppParts { quotas, ..parts(app, app.store.clone(), app.objects.clone(), dialects) })
}

fn other(app: &App, store: Store, objects: Objects, dialects: EventDialects) -> App {
    App::new(parts(app, store, objects, dialects))
}

fn parts(app: &App, store: Store, objects: Objects, dialects: EventDialects) -> AppParts {
    AppParts {
        store,
        objects,
        guard: app.guard.clone(),
        listener: Arc::clone(&app.listener),
        analyst: Arc::clone(&app.analyst),
        clock: Arc::clone(&app.clock),
        dialects,
        mailer: app.mailer.clone(),
        links: LinkSigner::new(SecretText::new("test")),
        public_url: app.public_url.clone(),
        scratch_dir: ScratchDir::open(&app.scratch_dir.as_ref().join("beside")).expect("scratch"),
        limits: app.limits.clone(),
        quotas: app.quotas,
        speaking: app.speaking.clone(),
    }
}

/// A conversation that brings its transcript.
pub fn conversation(external_id: &str) -> NewConversation {
    let entry =
        SuppliedEntry { end_seconds: 4.0, text: Some("Hello there.".into()), ..SuppliedEntry::default() };
    NewConversation {
        kind: ConversationKind::Call,
        title: external_id.into(),
        source_system: "test".into(),
        external_id: external_id.into(),
        run_workflows: false,
        media: None,
        transcript: Some(SuppliedTranscript {
            speakers: vec![SuppliedSpeaker::default()],
            entries: vec![entry],
        }),
        started_at: None,
        is_private: None,
        participants: vec![],
        external_url: None,
        supplied_text: None,
        data_source: DataSource::PublicApi,
    }
}
