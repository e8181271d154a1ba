//! All crates put together into one process.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use colloquy_agent::{Runtime, Secrets};
use colloquy_app::App;
use colloquy_app::app::{AppParts, Speaking};
use colloquy_app::clock::Clock;
use colloquy_app::dialogues::Telephone;
use colloquy_app::dialogues::mail::MailTaker;
use colloquy_app::events::EventDialects;
use colloquy_app::links::LinkSigner;
use colloquy_app::scratch::ScratchDir;
use colloquy_app::work::WorkerOptions;
use colloquy_channel::imap::{self, ImapAccount};
use colloquy_channel::{ChannelSettings, Channels};
use colloquy_dialect_askelephant::AskElephantEvents;
use colloquy_dialect_auralytik::AuralytikEvents;
use colloquy_dialect_roark::RoarkEvents;
use colloquy_http::{Edge, Surface};
use colloquy_mail::Mailer;
use colloquy_netguard::Guard;
use colloquy_store::objects::Objects;
use colloquy_store::{Durability, Store, StoreError, StoreOptions, installation};
use colloquy_voice::{Senses, VoiceLine, keep_answering};
use rand::distr::{Alphanumeric, SampleString};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::settings::Settings;
use crate::speech::{Engines, provider_client};

/// Opens everything that the settings name. The database is brought up to date.
pub async fn open(settings: &Settings, clock: Arc<dyn Clock>) -> anyhow::Result<App> {
    Ok(open_to_serve(settings, clock).await?.0)
}

/// The same, with the telephone where one is set. It is still closed: see [`answer_telephone`].
pub async fn open_to_serve(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<(App, Option<Arc<VoiceLine>>)> {
    let engines = Engines::new(settings)?;
    make_folder(&settings.data_dir)?;
    let scratch_dir = ScratchDir::open(&settings.data_dir.join("scratch")).context("the scratch folder")?;
    let store = open_store(settings, clock.clone()).await?;
    store.migrate().await.context("the database could not be brought up to date")?;
    let objects =
        Objects::open(Some(settings.storage_url.as_str()).filter(|url| !url.is_empty()), &settings.data_dir)
            .context("storage_url")?;
    let guard = Guard::new(settings.netguard.clone()).context("netguard")?;
    let mailer = settings.smtp.as_ref().map(Mailer::new).transpose()?;
    let links = LinkSigner::new(link_secret(&store).await.context("the link secret")?);
    let public_url = match &settings.public_url {
        Some(url) => url.clone(),
        None => Url::parse(&format!("http://{}", settings.listen)).context("public_url")?,
    };
    let line = line(settings, &engines, scratch_dir.as_ref());
    let speaking = speaking(settings, &engines, &guard, mailer.clone(), line.clone())?;
    let app = App::new(AppParts {
        store,
        objects,
        guard,
        listener: engines.listener,
        analyst: engines.analyst,
        clock,
        dialects: EventDialects::new(vec![
            Arc::new(AskElephantEvents),
            Arc::new(RoarkEvents),
            Arc::new(AuralytikEvents),
        ]),
        mailer,
        links,
        public_url,
        scratch_dir,
        limits: settings.ingest.clone(),
        quotas: settings.quotas,
        speaking,
    });
    Ok((app, line))
}

/// The telephone, where one is set. Without a voice it only says what is missing.
fn line(settings: &Settings, engines: &Engines, scratch_dir: &Path) -> Option<Arc<VoiceLine>> {
    let sip = settings.speaking.sip.clone()?;
    let live = engines.live_speech(scratch_dir);
    let senses = live.voice.map(|voice| Senses { ears: Arc::new(live.recognisers), voice });
    Some(Arc::new(VoiceLine::new(sip, senses)))
}

/// Opens the telephone, where one is set, and answers the calls that come in until `shutdown`; what it gives ends when
/// those have ended. `stop` closes the telephone.
pub async fn answer_telephone(
    app: &App,
    line: Option<Arc<VoiceLine>>,
    shutdown: &CancellationToken,
    stop: &CancellationToken,
) -> anyhow::Result<Option<JoinHandle<()>>> {
    let Some(line) = line else { return Ok(None) };
    let opened = line.open(stop.clone()).await.context("the telephone could not be opened")?;
    let Some(calls) = opened else { return Ok(None) };
    Ok(Some(tokio::spawn(keep_answering(app.clone(), line, calls, shutdown.clone()))))
}

fn speaking(
    settings: &Settings,
    engines: &Engines,
    guard: &Guard,
    mailer: Option<Mailer>,
    line: Option<Arc<VoiceLine>>,
) -> anyhow::Result<Speaking> {
    let own = &settings.speaking;
    let runtime = Runtime {
        chat: Arc::clone(&engines.chat),
        guard: guard.clone(),
        secrets: Secrets::new(own.action_secrets.clone()),
    };
    let (twilio, email_from) = (own.twilio.clone(), own.email_from.clone());
    let mut channels = Channels::of(provider_client()?, ChannelSettings { twilio, mailer, email_from });
    if let Some(line) = &line {
        channels = channels.with_calls(line.missing());
    }
    Ok(Speaking {
        runtime: Arc::new(runtime),
        channels,
        telephone: line.map(|line| -> Arc<dyn Telephone> { line }),
        senders: own.senders.clone(),
        twilio_auth_token: own.twilio.auth_token.clone(),
        limits: own.limits,
        documents_program: std::env::current_exe().context("the path of this program")?,
    })
}

/// Takes customers' mail out of the mailbox, where one is set, until `shutdown`.
pub async fn keep_fetching_mail(app: App, settings: Settings, shutdown: CancellationToken) {
    let Some(imap) = &settings.speaking.imap else { return };
    match ImapAccount::new(imap) {
        Ok(account) => imap::keep_fetching(account, Arc::new(MailTaker(app)), shutdown).await,
        // The settings were checked when they were read.
        Err(problem) => tracing::error!(%problem, "customers' mail is not fetched"),
    }
}

/// Opens the database alone, as it is.
pub async fn open_store(settings: &Settings, clock: Arc<dyn Clock>) -> anyhow::Result<Store> {
    make_folder(&settings.data_dir)?;
    let options = StoreOptions {
        clock: colloquy_store::Clock::new(move || clock.now()),
        // What a worker takes of one endpoint at once, it may be handed.
        handed_over_per_lane: WorkerOptions::default().deliver_per_endpoint,
        ..StoreOptions::default()
    };
    Store::connect(settings.database_url.reveal(), options).await.context("database_url")
}

/// Owners of paths, in the order in which they are asked; the house gets the rest.
#[must_use]
pub fn edges() -> Vec<Edge> {
    let mut edges = colloquy_dialect_askelephant::edges();
    // Of `/api/v1` this one owns some words, and the next one the rest.
    edges.push(colloquy_dialect_elemente::edge());
    // Of `/v1` this one owns some words, and the next one the rest.
    edges.extend(colloquy_dialect_auralytik::edges());
    edges.push(colloquy_dialect_roark::edge());
    edges.push(colloquy_console_api::edge());
    edges
}

/// Everything that is served beside what the http crate itself brings.
#[must_use]
pub fn surfaces() -> Vec<Surface> {
    vec![
        colloquy_dialect_askelephant::surface(),
        colloquy_dialect_auralytik::surface(),
        colloquy_dialect_roark::surface(),
        colloquy_dialect_elemente::surface(),
        colloquy_console_api::surface(),
    ]
}

async fn link_secret(store: &Store) -> Result<colloquy_domain::secret::SecretText, StoreError> {
    let candidate = Alphanumeric.sample_string(&mut rand::rng(), 43);
    store
        .write(Durability::Full, move |tx| {
            Box::pin(async move { installation::secret(tx, "media_links", &candidate).await })
        })
        .await
}

fn make_folder(path: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(path).with_context(|| format!("the folder {} could not be made", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The paths that a router has, from its own words about itself: axum offers no other way to ask.
    fn paths(router: &impl std::fmt::Debug) -> BTreeSet<String> {
        let told = format!("{router:?}");
        let quoted = told.split('"').skip(1).step_by(2);
        quoted
            .filter(|text| text.len() > 1 && text.starts_with('/') && !text.contains("__private"))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_route_is_described_and_so_stands_in_the_test_of_credentials() {
        for surface in surfaces() {
            let (router, api) = surface.routes.split_for_parts();
            let described: BTreeSet<String> = api.paths.paths.keys().cloned().collect();
            assert!(!described.is_empty());
            let routed = paths(&router);
            assert!(routed.is_superset(&described), "axum tells of its routes in other words: {router:?}");
            // Words of `/api/v1` that nobody owns are refused by what axum calls a route.
            let is_route = |path: &&String| path.as_str() != "/api/v1";
            let escaped: Vec<&String> = routed.difference(&described).filter(is_route).collect();
            assert_eq!(escaped, Vec::<&String>::new(), "routes without a description");
        }
    }

    #[test]
    fn no_two_apis_call_different_things_by_one_name() {
        let documents: Vec<_> = surfaces().into_iter().map(|surface| surface.routes.into_openapi()).collect();
        let mut seen = std::collections::BTreeMap::new();
        for document in documents {
            for (name, schema) in
                document.components.map(|components| components.schemas).into_iter().flatten()
            {
                let schema = serde_json::to_value(schema).unwrap();
                let known = seen.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*known, schema, "{name}: give one of them another name by #[schema(as = …)]");
            }
        }
    }
}
