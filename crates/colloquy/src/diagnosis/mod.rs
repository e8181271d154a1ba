//! What is there and what is missing: for `colloquy doctor`, and for the console of a running server.

mod checks;
mod engines;

use colloquy_app::{App, health};
use colloquy_console_api::{Diagnose, Diagnosis, EngineCheck};
use futures::FutureExt;
use futures::future::BoxFuture;

use self::checks::Seen;
use crate::settings::Settings;

/// Looks at the engines of a running server.
pub struct Doctor {
    settings: Settings,
    app: App,
}

impl Doctor {
    /// Of the server with these settings.
    #[must_use]
    pub fn new(settings: Settings, app: App) -> Self {
        Self { settings, app }
    }
}

impl Diagnose for Doctor {
    fn diagnose(&self) -> BoxFuture<'_, Diagnosis> {
        async {
            let (mut checks, seen) = tokio::join!(installation(&self.app), Seen::look(&self.settings));
            checks.extend(seen.checks());
            engines::diagnosis(&self.settings, &seen, checks)
        }
        .boxed()
    }
}

/// Everything that the settings ask for, database and objects excepted.
pub async fn checks(settings: &Settings) -> Vec<EngineCheck> {
    Seen::look(settings).await.checks()
}

/// Database and objects.
pub async fn installation(app: &App) -> Vec<EngineCheck> {
    let seen = health::check(app, None).await;
    let checks = seen.checks.into_iter();
    checks
        .map(|check| EngineCheck { name: check.name.to_owned(), ok: check.ok, detail: check.detail })
        .collect()
}
