//! `colloquy bench evaluate DIR`: how well calls with labels are scored.
//!
//! Every call is scored by the default scorecard of its kind, from its transcript alone, by each engine. What the engine
//! is sure of is compared with the labels; what it is unsure of counts as that, whatever it leans to. Calls below a
//! folder named `held_out` are counted once more alone: nothing was made to fit them, so theirs are the figures to
//! believe. What is wrong in the others is told one by one.
//!
//! Loading a model is not counted: the first call is scored once before.

mod calls;
mod table;
mod tally;

use std::time::Instant;

use anyhow::{Context, bail};
use colloquy_domain::evaluation::CriterionResult;
use colloquy_insight::ScoringFacts;

use self::calls::LabelledCall;
use self::tally::{Miss, Tally};
use crate::cli::BenchEvaluateArgs;
use crate::output;
use crate::settings::{LanguageSettings, Settings};
use crate::speech::Engines;

/// What one engine reached.
struct Figures {
    engine: String,
    tally: Tally,
    misses: Vec<Miss>,
    seconds_per_call: f64,
}

pub async fn run(settings: &Settings, arguments: &BenchEvaluateArgs) -> anyhow::Result<()> {
    let calls = calls::read(&arguments.dir)?;
    let mut figures = Vec::new();
    for engine in &arguments.engines {
        figures.push(with_engine(settings, engine, &calls).await?);
    }
    table::print(&calls, &figures, arguments.output.json)
}

async fn with_engine(settings: &Settings, engine: &str, calls: &[LabelledCall]) -> anyhow::Result<Figures> {
    let mut settings = settings.clone();
    settings.language = match (engine, settings.language) {
        ("basic", _) => LanguageSettings::Basic,
        ("embedded", LanguageSettings::Embedded { model }) => LanguageSettings::Embedded { model },
        ("embedded", _) => LanguageSettings::Embedded { model: None },
        ("remote", LanguageSettings::Remote(endpoint)) => LanguageSettings::Remote(endpoint),
        ("remote", _) => bail!("--engines remote: language.url must be set"),
        (other, _) => bail!("--engines {other}: must be basic, embedded or remote"),
    };
    let engines = Engines::new(&settings)?;
    let measured = measure(&engines, engine, calls).await;
    engines.shutdown().await;
    measured
}

async fn measure(engines: &Engines, engine: &str, calls: &[LabelledCall]) -> anyhow::Result<Figures> {
    if let Some(first) = calls.first() {
        score(engines, first).await?;
    }
    let (mut tally, mut misses) = (Tally::default(), Vec::new());
    let begun = Instant::now();
    for call in calls {
        output::note(&format!("{engine}: {}", call.id));
        let results = score(engines, call).await?;
        misses.extend(tally.count(call, &results));
    }
    let seconds_per_call = begun.elapsed().as_secs_f64() / calls.len().max(1) as f64;
    Ok(Figures { engine: engine.to_owned(), tally, misses, seconds_per_call })
}

async fn score(engines: &Engines, call: &LabelledCall) -> anyhow::Result<Vec<CriterionResult>> {
    let scored = engines.analyst.score(&call.view(), &call.version, &ScoringFacts::default()).await;
    scored.with_context(|| call.path.display().to_string())
}
