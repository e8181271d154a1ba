//! What is refused, and by which name.

use super::*;

fn problems_of(file: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let raw = Raw::from_text(file).unwrap();
    let checked = Settings::check(raw, &mut problems);
    assert_eq!(checked.is_some() && problems.is_empty(), problems.is_empty());
    problems
}

#[test]
fn the_defaults_are_sound() {
    assert_eq!(problems_of(""), Vec::<String>::new());
}

#[test]
fn everything_wrong_is_told_at_once_by_name() {
    let found = problems_of(
        "listen = \"here\"\nworker_listen = \"8081\"\ndatabase_url = \"mysql://x\"\n[netguard]\nallow_networks = \"10.0.0.0/8, x\"\n\
         [smtp]\nurl = \"mail.example\"\nfrom = \"a@b.example\"\n\
         [uploads]\nmax_bytes = 0\n[auralytik]\nsignature_tolerance_seconds = -1\n\
         [speech]\nengine = \"remote\"\n[log]\nformat = \"xml\"\n",
    );
    let named = [
        "listen",
        "worker_listen",
        "database_url",
        "uploads.max_bytes",
        "auralytik.signature_tolerance_seconds",
        "log.format",
        "netguard.allow_networks",
        "smtp.url",
        "speech.url",
        "speech.model",
    ];
    assert_eq!(found.len(), named.len(), "{found:?}");
    for name in named {
        assert!(found.iter().any(|problem| problem.starts_with(name)), "{name} in {found:?}");
    }
}

#[test]
fn what_the_chosen_engine_does_not_read_is_refused_by_name() {
    let rows = [
        ("[speech]\nengine = \"moonshine\"\nmodel = \"base\"\n", vec!["speech.model"]),
        (
            "[speech]\nengine = \"whisper\"\nurl = \"http://a\"\napi_key = \"k\"\n",
            vec!["speech.url", "speech.api_key"],
        ),
        ("[speech]\napi_key = \"k\"\n", vec!["speech.api_key"]),
        ("[language]\nengine = \"basic\"\nmodel = \"m\"\n", vec!["language.model"]),
        ("[language]\nengine = \"embedded\"\nurl = \"http://a\"\n", vec!["language.url"]),
    ];
    for (file, named) in rows {
        let found = problems_of(file);
        assert_eq!(found.len(), named.len(), "{file}: {found:?}");
        assert!(named.iter().zip(&found).all(|(name, problem)| problem.starts_with(name)), "{found:?}");
    }
    assert!(Raw::from_text("[language]\nprocesses = 2\n").is_err(), "only speech has processes");
}

#[test]
fn secrets_cannot_be_printed() {
    let raw = Raw::from_text(
        "database_url = \"postgres://colloquy:sesame@db/colloquy\"\n\
         [smtp]\nurl = \"smtps://colloquy:sesame@mail.example\"\nfrom = \"a@b.example\"\n\
         [speech]\nurl = \"http://asr\"\nmodel = \"m\"\napi_key = \"sesame\"\n\
         [language]\nurl = \"http://llm\"\nmodel = \"m\"\napi_key = \"sesame\"\n",
    )
    .unwrap();
    let settings = Settings::check(raw, &mut Vec::new()).unwrap();
    assert!(!format!("{settings:?}").contains("sesame"));
}
