//! What a customer waits for on a call, measured on its recording, in real time on this machine, over real telephones on
//! loopback:
//!
//! - from the customer's first word to the last sound of an agent that was speaking (20 words),
//! - from the customer's last word to the first sound of the answer (20 questions): heard by the real recogniser, answered by a
//!   scripted language model, spoken by the real voice.
//!
//! `road [THREADS]`: threads of each engine's computation, 1 where nothing is said.
//!
//! Needs the engines beside it (`make build`) or in `COLLOQUY_ENGINES_DIR`, and the models (`make models`).
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

mod questions;
mod recording;
#[expect(dead_code, reason = "the tests' stage can do more")]
#[path = "../../tests/it/script.rs"]
mod script;
#[expect(dead_code, reason = "the tests' stage can do more")]
#[path = "../../tests/it/stage.rs"]
mod stage;

use std::path::PathBuf;
use std::sync::Arc;

use colloquy_domain::agent_profile::AgentSettings;
use colloquy_engine::{EngineHandle, EngineSpec};
use colloquy_speech::live::{Hear, LiveRecognisers};
use colloquy_speech::recognise::EmbeddedRecogniser;
use colloquy_speech::{Speak, Voice, to_telephone};
use colloquy_voice::Senses;

use self::questions::QUESTIONS;
use self::recording::Recording;
use self::stage::{Stage, soon, speech};

const RUNS: usize = 20;
/// As long as the agent speaks when it is interrupted.
const LONG: &str = "We are open on every day of the week from nine in the morning until eight in the evening, and \
                    on holidays from ten until four at all our shops, and on the telephone as well";

type Failed = Box<dyn std::error::Error>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let (speaking, english) =
        (engine("synthesis", "hibari-heart")?, engine("moonshine", "moonshine-tiny-en")?);
    let voice: Arc<dyn Speak> = Arc::new(Voice::new(speaking.clone(), folder.path().join("spoken")));
    voice.prepare().await?;
    let (mut spoken, mut took) = (Vec::new(), Vec::new());
    for (question, _) in QUESTIONS {
        let began = tokio::time::Instant::now();
        spoken.push(to_telephone(&voice.speak(question, 1.0).await?));
        took.push(began.elapsed().as_millis() as u64);
    }
    print("the voice's work on such a sentence", took);
    print("customer's first word to the agent's last sound", interruptions(&spoken).await?);
    let recogniser = Arc::new(EmbeddedRecogniser::new(english.clone()));
    // A server's recogniser has its model loaded by the second call; so has this one.
    let ears = LiveRecognisers {
        fast_english: Some(recogniser.clone()),
        every_language: recogniser,
        scratch_dir: folder.path().join("heard"),
    };
    let mut took = Vec::new();
    for words in &spoken {
        let twice: Vec<i16> = words.iter().flat_map(|sample| [*sample; 2]).collect();
        let began = tokio::time::Instant::now();
        ears.for_language(Some("en")).hear(&twice).await?;
        took.push(began.elapsed().as_millis() as u64);
    }
    print("the recogniser's work on such a question", took);
    let senses = Senses { ears: Arc::new(ears), voice };
    print("customer's last word to the agent's first sound", answers(&spoken, senses).await?);
    for engine in [speaking, english] {
        engine.shutdown().await;
    }
    Ok(())
}

/// The agent is interrupted again and again.
async fn interruptions(spoken: &[Vec<i16>]) -> Result<Vec<u64>, Failed> {
    let mut stage = Stage::new(AgentSettings::default(), LONG).await;
    (0..RUNS).for_each(|_| stage.mind.says(LONG));
    stage.understanding.hears("wait a moment please");
    let (id, mut customer, holding) = stage.answered().await;
    customer.listen(120).await;
    for run in 0..RUNS {
        customer.listen_for(true, 10).await;
        // Neither always at the same place of a frame nor of a word.
        customer.listen(20 + run * 3).await;
        let mut words = vec![0; run * 8];
        words.extend(if run % 5 == 4 { speech(2.0) } else { spoken[run % spoken.len()].clone() });
        let frames = words.len() / 160;
        customer.plays(words);
        customer.listen(frames + 25).await;
    }
    customer.call.hang_up().await;
    soon("the end", holding).await?;
    let recording = Recording::of(&stage, id).await?;
    Ok(recording.interruptions())
}

/// The customer asks, the agent answers.
async fn answers(spoken: &[Vec<i16>], senses: Senses) -> Result<Vec<u64>, Failed> {
    let mut stage =
        Stage::with(AgentSettings::default(), "Hello, this is Ada.", Arc::default(), senses).await;
    QUESTIONS.iter().for_each(|(_, answer)| stage.mind.says(answer));
    let (id, mut customer, holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen_for(false, 40).await;
    for words in spoken {
        let frames = words.len() / 160;
        customer.plays(words.clone());
        customer.listen(frames).await;
        customer.listen_for(true, 3).await;
        customer.listen_for(false, 40).await;
    }
    customer.call.hang_up().await;
    soon("the end", holding).await?;
    for (asked, (question, _)) in stage.mind.asked().iter().zip(QUESTIONS) {
        println!("    understood: {asked}   (said: {question})");
    }
    Ok(Recording::of(&stage, id).await?.answers())
}

fn print(title: &str, mut delays: Vec<u64>) {
    delays.sort_unstable();
    let at = |share: f64| {
        delays.get((delays.len().saturating_sub(1) as f64 * share).round() as usize).copied().unwrap_or(0)
    };
    println!(
        "{title}: {} times, p50 {} ms, p90 {} ms, most {} ms: {delays:?}",
        delays.len(),
        at(0.5),
        at(0.9),
        at(1.0)
    );
}

fn engine(kind: &str, folder: &str) -> Result<EngineHandle, Failed> {
    let beside = std::env::current_exe()?.ancestors().nth(2).map(PathBuf::from).unwrap_or_default();
    let engines = std::env::var_os("COLLOQUY_ENGINES_DIR").map_or(beside, PathBuf::from);
    let cache = std::env::var_os("XDG_CACHE_HOME").map_or_else(
        || PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache"),
        PathBuf::from,
    );
    let model = |name: &str| cache.join("colloquy/models").join(name).to_string_lossy().into_owned();
    let arguments = [
        "--runtime".to_owned(),
        model("onnxruntime/libonnxruntime.so"),
        "--model-dir".to_owned(),
        model(folder),
        "--kind".to_owned(),
        kind.to_owned(),
        "--threads".to_owned(),
        std::env::args().nth(1).unwrap_or_else(|| "1".to_owned()),
    ];
    let spec = EngineSpec::new(kind, engines.join("colloquy-engine-onnx"), arguments.to_vec());
    Ok(EngineHandle::new(EngineSpec { nice: 0, ..spec }))
}
