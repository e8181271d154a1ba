//! The figures for people and for programs.

use colloquy_speech::diarize::measure::{DiarizationErrors, WordShare};
use colloquy_speech::measure::WordErrors;
use serde_json::{Value, json};

use super::Row;
use super::reference::Sample;
use super::score::Score;
use super::usage::Usage;
use crate::output;

/// Prints every recording and the sums of each engine.
pub fn print(samples: &[Sample], rows: &[Row], as_json: bool) -> anyhow::Result<()> {
    let mut engines: Vec<&str> = Vec::new();
    for row in rows {
        if !engines.contains(&row.engine.as_str()) {
            engines.push(&row.engine);
        }
    }
    let mut lines = vec![Line::HEAD.to_owned(), Line::RULE.to_owned()];
    let mut values = Vec::new();
    for engine in engines {
        let own: Vec<&Row> = rows.iter().filter(|row| row.engine == engine).collect();
        let mut of_files: Vec<Line> = own
            .iter()
            .map(|row| {
                Line::new(
                    engine,
                    &samples[row.sample].name,
                    samples[row.sample].seconds,
                    &row.score,
                    row.usage,
                )
            })
            .collect();
        // Peers are not asked for recordings without a text, so sums over those with one can be compared.
        let with_text: Vec<&&Row> = own.iter().filter(|row| !samples[row.sample].texts.is_empty()).collect();
        of_files.push(sum(engine, "all with text", samples, &with_text));
        if with_text.len() < own.len() {
            of_files.push(sum(engine, "all", samples, &own.iter().collect::<Vec<_>>()));
        }
        lines.extend(of_files.iter().map(Line::text));
        values.extend(of_files.iter().map(Line::json));
    }
    output::print(as_json, &values, |_| lines)
}

fn sum(engine: &str, name: &str, samples: &[Sample], rows: &[&&Row]) -> Line {
    let mut score = Score::default();
    let mut usage = Usage::default();
    let mut seconds = 0.0;
    for row in rows {
        seconds += samples[row.sample].seconds;
        score.words = added(score.words, row.score.words, WordErrors::plus);
        score.speakers = added(score.speakers, row.score.speakers, sum_of_errors);
        score.speakers_within_collar =
            added(score.speakers_within_collar, row.score.speakers_within_collar, sum_of_errors);
        score.share = added(score.share, row.score.share, |one, other| WordShare {
            right: one.right + other.right,
            words: one.words + other.words,
        });
        usage.recognise_seconds += row.usage.recognise_seconds;
        usage.voices_seconds += row.usage.voices_seconds;
        usage.recognise_mb = usage.recognise_mb.max(row.usage.recognise_mb);
        usage.voices_mb = usage.voices_mb.max(row.usage.voices_mb);
    }
    Line::new(engine, name, seconds, &score, usage)
}

fn sum_of_errors(one: DiarizationErrors, other: DiarizationErrors) -> DiarizationErrors {
    DiarizationErrors {
        speech_seconds: one.speech_seconds + other.speech_seconds,
        missed_seconds: one.missed_seconds + other.missed_seconds,
        invented_seconds: one.invented_seconds + other.invented_seconds,
        confused_seconds: one.confused_seconds + other.confused_seconds,
    }
}

fn added<T>(one: Option<T>, other: Option<T>, plus: impl FnOnce(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(plus(one, other)),
        (one, other) => one.or(other),
    }
}

struct Line {
    engine: String,
    file: String,
    seconds: f64,
    word_error_rate: Option<f64>,
    words: usize,
    real_time_factor: f64,
    voices_real_time_factor: f64,
    peak_mb: f64,
    voices_peak_mb: f64,
    diarization_error_rate: Option<f64>,
    collared_error_rate: Option<f64>,
    right_speaker: Option<f64>,
}

impl Line {
    const HEAD: &str = "| engine                 | file                             | audio s |  WER % |  RTF   | RTF voices | peak MB | voices MB | DER % | DER 0.25 % | right speaker % |";
    const RULE: &str = "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

    fn new(engine: &str, file: &str, seconds: f64, score: &Score, usage: Usage) -> Self {
        Self {
            engine: engine.to_owned(),
            file: file.to_owned(),
            seconds,
            word_error_rate: score.words.map(|words| words.rate()),
            words: score.words.map_or(0, |words| words.reference_words),
            real_time_factor: usage.recognise_seconds / seconds,
            voices_real_time_factor: usage.voices_seconds / seconds,
            peak_mb: usage.recognise_mb,
            voices_peak_mb: usage.voices_mb,
            diarization_error_rate: score.speakers.map(|errors| errors.rate()),
            collared_error_rate: score.speakers_within_collar.map(|errors| errors.rate()),
            right_speaker: score.share.map(|share| share.share()),
        }
    }

    fn text(&self) -> String {
        let percent =
            |share: Option<f64>| share.map_or_else(String::new, |share| format!("{:.1}", share * 100.0));
        let above_0 = |number: f64, places: usize| {
            if number > 0.0 { format!("{number:.places$}") } else { String::new() }
        };
        format!(
            "| {:<22} | {:<32} | {:>7.1} | {:>6} | {:.4} | {:>10} | {:>7.0} | {:>9} | {:>5} | {:>10} | {:>15} |",
            self.engine,
            self.file,
            self.seconds,
            percent(self.word_error_rate),
            self.real_time_factor,
            above_0(self.voices_real_time_factor, 4),
            self.peak_mb,
            above_0(self.voices_peak_mb, 0),
            percent(self.diarization_error_rate),
            percent(self.collared_error_rate),
            percent(self.right_speaker),
        )
    }

    fn json(&self) -> Value {
        json!({
            "engine": self.engine,
            "file": self.file,
            "audio_seconds": self.seconds,
            "word_error_rate": self.word_error_rate,
            "reference_words": self.words,
            "real_time_factor": self.real_time_factor,
            "voices_real_time_factor": self.voices_real_time_factor,
            "peak_mb": self.peak_mb,
            "voices_peak_mb": self.voices_peak_mb,
            "diarization_error_rate": self.diarization_error_rate,
            "diarization_error_rate_collar_0_25": self.collared_error_rate,
            "words_on_right_speaker": self.right_speaker,
        })
    }
}
