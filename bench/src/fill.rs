//! A server filled with conversations that differ from each other as real ones do.
//!
//! Words are drawn by Zipf's law from a vocabulary whose most frequent words are those of a real call, in the order of
//! their frequency there; the rare ones are made of syllables. The same number always makes the same conversation.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Context;
use bytes::Bytes;
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::server::{Server, sample};

const CLIENTS: usize = 32;

/// Distinct words.
const VOCABULARY: usize = 50_000;

/// Words of a conversation, in so many turns.
pub const WORDS: usize = 100;
const TURNS: usize = 8;

/// People who call, and the organisations that they belong to.
const PEOPLE: u64 = 5_000;
const ORGANISATIONS: u64 = 500;

/// Time over which the conversations are spread, in seconds: two years.
const SPREAD_SECONDS: u64 = 63_072_000;

/// Makes texts.
pub struct Texts {
    words: Vec<String>,
    /// Share of all words that the word at that position and those before it have.
    shares: Vec<f64>,
}

impl Texts {
    /// From the sample call.
    pub fn new() -> anyhow::Result<Self> {
        let call: Value = serde_json::from_slice(&sample("bright_desk.json")?)?;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for turn in call["turns"].as_array().context("the sample has no turns")? {
            let text = turn["text"].as_str().unwrap_or_default().to_lowercase();
            for word in
                text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
            {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
        let mut real: Vec<(String, usize)> = counts.into_iter().collect();
        real.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let mut words: Vec<String> = real.into_iter().map(|(word, _)| word).collect();
        words.extend((words.len()..VOCABULARY).map(made_up));
        let mut passed = 0.0;
        let mut shares: Vec<f64> = (1..=words.len())
            .map(|rank| {
                passed += 1.0 / rank as f64;
                passed
            })
            .collect();
        shares.iter_mut().for_each(|share| *share /= passed);
        Ok(Self { words, shares })
    }

    /// The word at that place of the order by frequency.
    pub fn word(&self, rank: usize) -> &str {
        &self.words[rank % self.words.len()]
    }

    /// What is said in a conversation.
    pub fn said(&self, number: u64) -> Vec<&str> {
        let mut random = Random::new(number);
        (0..WORDS).map(|_| self.drawn(&mut random)).collect()
    }

    fn drawn(&self, random: &mut Random) -> &str {
        let share = random.share();
        self.word(self.shares.partition_point(|passed| *passed < share))
    }

    /// The request that creates a conversation.
    pub fn body(&self, number: u64) -> Bytes {
        let said = self.said(number);
        let entries: Vec<Value> = said
            .chunks(WORDS.div_ceil(TURNS))
            .enumerate()
            .map(|(turn, words)| {
                let start_seconds = turn as f64 * 8.0;
                json!({
                    "speaker_index": turn % 2,
                    "start_seconds": start_seconds,
                    "end_seconds": start_seconds + 7.5,
                    "text": words.join(" "),
                })
            })
            .collect();
        let mut random = Random::new(number ^ 0x5bd1_e995);
        let person = random.below(PEOPLE);
        let title: Vec<&str> = (0..4).map(|_| self.drawn(&mut random)).collect();
        let second = random.below(SPREAD_SECONDS);
        let name = format!("{} {}", made_up(person as usize), made_up(person as usize + 7_919));
        let body = json!({
            "type": if number.is_multiple_of(5) { "MEETING" } else { "CALL" },
            "title": title.join(" "),
            "source_system": "bench-dialer",
            "external_id": format!("fill:{number}"),
            "run_workflows": false,
            "start_at": started_at(second),
            "participants": [
                { "name": "Owner", "email": crate::server::OWNER_EMAIL, "is_owner": true },
                { "name": name, "email": format!("p{person}@org{}.example", person % ORGANISATIONS) },
            ],
            "transcript_timeline": { "speakers": [{ "name": "Owner" }, { "name": name }], "entries": entries },
        });
        body.to_string().into()
    }
}

/// Creates `count` conversations and tells how long that took.
pub async fn fill(server: &Server, key: &str, texts: &Rc<Texts>, count: u64) -> anyhow::Result<Duration> {
    let next = Rc::new(Cell::new(0));
    let began = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let mut connection = server.connect(key).await?;
        let (next, texts) = (next.clone(), texts.clone());
        clients.spawn_local(async move {
            loop {
                let number = next.replace(next.get() + 1);
                if number >= count {
                    return anyhow::Ok(());
                }
                let body = Some(texts.body(number));
                connection.expect(StatusCode::CREATED, Method::POST, "/api/v2/engagements", body).await?;
            }
        });
    }
    while let Some(ended) = clients.join_next().await {
        ended??;
    }
    Ok(began.elapsed())
}

/// So many seconds into the years 2024 and 2025.
fn started_at(second: u64) -> String {
    let (day, second) = (second / 86_400, second % 86_400);
    // 28 days in every month are enough.
    let (month, day) = (day / 28 % 12, day % 28 + 1);
    let year = 2024 + u64::from(second.is_multiple_of(2));
    format!(
        "{year}-{:02}-{day:02}T{:02}:{:02}:{:02}Z",
        month + 1,
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// A word of syllables, another one for each number.
fn made_up(number: usize) -> String {
    const ONSETS: [&str; 15] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let (mut word, mut rest) = (String::new(), number);
    // Three syllables at least, so that none is a word of the sample.
    while word.len() < 6 || rest > 0 {
        word.push_str(ONSETS[rest % ONSETS.len()]);
        rest /= ONSETS.len();
        word.push_str(VOWELS[rest % VOWELS.len()]);
        rest /= VOWELS.len();
    }
    word
}

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 16) % end.max(1)
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_fall_as_in_real_texts() {
        let texts = Texts::new().unwrap();
        assert_eq!((texts.words.len(), texts.word(VOCABULARY)), (VOCABULARY, texts.word(0)));
        let distinct: std::collections::HashSet<&String> = texts.words.iter().collect();
        assert_eq!(distinct.len(), VOCABULARY, "no word comes twice");
        let said: Vec<&str> = (0..1_000).flat_map(|number| texts.said(number)).collect();
        let count = |rank: usize| said.iter().filter(|word| **word == texts.word(rank)).count();
        assert!(count(0) > 5_000 && count(0) > 5 * count(9) && count(9) > 5 * count(199), "{}", count(0));
        assert_eq!(texts.body(7), texts.body(7));
        assert_ne!(texts.body(7), texts.body(8));
    }
}
