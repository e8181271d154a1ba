//! From what was looked at to how each engine is.

use std::path::Path;

use colloquy_console_api::{Diagnosis, EngineCheck, EngineHealth, EngineState};

use super::checks::{
    ENGLISH_MODEL, LANGUAGE_MODEL, SPEAKERS_MODEL, SPEECH_MODEL, Seen, TEXTS_MODEL, VOICE_MODEL, model,
};
use crate::settings::{Endpoint, LanguageSettings, Settings, SpeechEngine};

/// Where an embedded engine works.
const WORKS: &str = "works in a process of its own, which starts with the first request";

/// How all engines are.
pub fn diagnosis(settings: &Settings, seen: &Seen, checks: Vec<EngineCheck>) -> Diagnosis {
    let speech = speech(settings, seen);
    Diagnosis {
        diarisation: of_onnx(
            settings,
            seen,
            SPEAKERS_MODEL,
            "speakers",
            "voices on one channel count as one speaker",
        ),
        embeddings: of_onnx(settings, seen, TEXTS_MODEL, "texts", "evidence is found by words alone"),
        synthesis: of_onnx(settings, seen, VOICE_MODEL, "synthesis", "agents cannot hold telephone calls"),
        live_hearing: live_hearing(settings, seen, &speech),
        language: language(settings, seen),
        speech,
        checks,
    }
}

fn speech(settings: &Settings, seen: &Seen) -> EngineHealth {
    match &settings.speech.engine {
        SpeechEngine::Remote(endpoint) => remote(endpoint, &seen.speech),
        SpeechEngine::Whisper { model } => {
            embedded("whisper", &model_name(model.as_deref(), SPEECH_MODEL), &seen.speech)
        }
        SpeechEngine::Moonshine => {
            embedded("moonshine", ENGLISH_MODEL, &[&with_runtime(seen)[..], &seen.speech[..]].concat())
        }
    }
}

fn language(settings: &Settings, seen: &Seen) -> EngineHealth {
    let basic = |state, detail: &str| EngineHealth {
        engine: "basic".to_owned(),
        state,
        model: None,
        detail: detail.to_owned(),
    };
    match &settings.language {
        LanguageSettings::Basic => basic(EngineState::Ready, "rules alone, as language.engine says"),
        LanguageSettings::Remote(endpoint) => remote(endpoint, &seen.language),
        LanguageSettings::Embedded { model } => {
            embedded("llama", &model_name(model.as_deref(), LANGUAGE_MODEL), &seen.language)
        }
        LanguageSettings::Auto => {
            let found = model(settings, LANGUAGE_MODEL);
            match found.ok {
                true => embedded("llama", LANGUAGE_MODEL, &seen.language),
                false => basic(
                    EngineState::Missing,
                    &format!("insights come from basic rules and agents quote; {}", found.detail),
                ),
            }
        }
    }
}

/// On calls the fast English engine stands beside Whisper, and every other engine alone.
fn live_hearing(settings: &Settings, seen: &Seen, speech: &EngineHealth) -> EngineHealth {
    if !matches!(settings.speech.engine, SpeechEngine::Whisper { .. }) {
        return speech.clone();
    }
    let english = model(settings, ENGLISH_MODEL);
    if english.ok {
        return embedded("moonshine", ENGLISH_MODEL, &with_runtime(seen));
    }
    let hint = format!("English would be heard faster; {}", english.detail);
    EngineHealth { detail: format!("{}; {hint}", speech.detail), ..speech.clone() }
}

/// What every engine of ONNX models needs.
fn with_runtime(seen: &Seen) -> Vec<EngineCheck> {
    let needed = seen.speakers.iter().filter(|check| !check.name.ends_with(SPEAKERS_MODEL));
    needed.cloned().collect()
}

fn of_onnx(settings: &Settings, seen: &Seen, name: &str, engine: &str, without: &str) -> EngineHealth {
    let mut parts = with_runtime(seen);
    parts.push(model(settings, name));
    let health = embedded(engine, name, &parts);
    match health.state {
        EngineState::Missing => EngineHealth { detail: format!("{without}; {}", health.detail), ..health },
        _ => health,
    }
}

fn embedded(engine: &str, model: &str, parts: &[EngineCheck]) -> EngineHealth {
    let missing: Vec<&str> = parts.iter().filter(|part| !part.ok).map(|part| part.detail.as_str()).collect();
    let (state, detail) = match missing.is_empty() {
        true => (EngineState::Ready, WORKS.to_owned()),
        false => (EngineState::Missing, missing.join("; ")),
    };
    EngineHealth { engine: engine.to_owned(), state, model: Some(model.to_owned()), detail }
}

fn remote(endpoint: &Endpoint, parts: &[EngineCheck]) -> EngineHealth {
    let is_there = parts.iter().all(|part| part.ok);
    let details: Vec<&str> = parts.iter().map(|part| part.detail.as_str()).collect();
    EngineHealth {
        engine: "remote".to_owned(),
        state: if is_there { EngineState::Remote } else { EngineState::Missing },
        model: Some(endpoint.model.clone()),
        detail: details.join("; "),
    }
}

/// A file of the operator's own goes by its name.
fn model_name(file: Option<&Path>, usual: &str) -> String {
    let name = file.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_else(|| usual.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, ok: bool) -> EngineCheck {
        EngineCheck { name: name.to_owned(), ok, detail: format!("about {name}") }
    }

    #[test]
    fn an_engine_is_ready_when_nothing_is_missing_and_says_what_is() {
        let ready = embedded("whisper", "whisper-base", &[part("engine", true), part("model", true)]);
        assert_eq!((ready.state, ready.detail.as_str()), (EngineState::Ready, WORKS));
        let missing = embedded("whisper", "whisper-base", &[part("engine", true), part("model", false)]);
        assert_eq!((missing.state, missing.detail.as_str()), (EngineState::Missing, "about model"));
    }

    #[test]
    fn an_endpoint_that_does_not_answer_is_missing() {
        let endpoint = Endpoint {
            url: "http://127.0.0.1:9/v1".parse().expect("an address"),
            model: "gpt".to_owned(),
            api_key: None,
        };
        assert_eq!(remote(&endpoint, &[part("endpoint", true)]).state, EngineState::Remote);
        assert_eq!(remote(&endpoint, &[part("endpoint", false)]).state, EngineState::Missing);
    }

    #[test]
    fn an_own_model_goes_by_the_name_of_its_file() {
        assert_eq!(model_name(Some(Path::new("/models/mine.gguf")), LANGUAGE_MODEL), "mine.gguf");
        assert_eq!(model_name(None, LANGUAGE_MODEL), LANGUAGE_MODEL);
    }
}
