//! Word search over a filled server, and the size and build time of its index.

use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context, ensure};
use colloquy_testkit::TestDatabase;

use crate::creates::POSTGRES_VARIABLE;
use crate::figure::{Bar, Figure};
use crate::fill::{Random, Texts, WORDS, fill};
use crate::server::Installation;
use crate::statistics::{milliseconds, quantile};

/// Searches of each kind.
const SEARCHES: u64 = 200;

/// Measures SQLite, then PostgreSQL where there is one, with so many conversations.
pub async fn measure(installation: &Installation, conversations: u64) -> anyhow::Result<Vec<Figure>> {
    let mut figures = on(installation, None, "SQLite", conversations).await?;
    if std::env::var_os(POSTGRES_VARIABLE).is_some() {
        let database = TestDatabase::empty_postgres().await;
        figures.extend(on(installation, Some(database.url()), "PostgreSQL", conversations).await?);
    }
    Ok(figures)
}

async fn on(
    installation: &Installation,
    database_url: Option<&str>,
    database: &str,
    conversations: u64,
) -> anyhow::Result<Vec<Figure>> {
    let house = installation.house(database_url)?;
    let key = house.owner_key().await?;
    let server = house.start("api").await?;
    let texts = Rc::new(Texts::new()?);
    let filled = fill(&server, &key, &texts, conversations).await?;
    let words = conversations * WORDS as u64;
    let mut figures = vec![
        Figure::new(format!("filling, {database}"), conversations as f64 / filled.as_secs_f64(), "/s")
            .note(format!("{conversations} conversations, {words} words, 32 clients")),
    ];
    let mut connection = server.connect(&key).await?;
    for kind in KINDS {
        let mut random = Random::new(17);
        let (mut latencies_ms, mut hits) = (Vec::new(), 0);
        for number in 0..SEARCHES {
            let query = (kind.query)(&texts, &mut random, number % conversations.max(1));
            let path = format!("/api/colloquy/v1/search?q={}", query.replace(' ', "+").replace('"', "%22"));
            let sent = Instant::now();
            let answer = connection.get(&path).await?;
            latencies_ms.push(milliseconds(sent.elapsed()));
            let found = answer["data"].as_array().context("no data")?.len();
            ensure!((found == 0) == kind.is_empty || kind.may_be_empty, "{query}: {found} hits");
            hits += found;
        }
        let p50 = quantile(&mut latencies_ms, 0.5);
        let note = format!("p50 {p50:.1} ms, {:.1} hits a page", hits as f64 / SEARCHES as f64);
        let name = format!("search p95, {}, {database}", kind.name);
        figures.push(
            Figure::new(name, quantile(&mut latencies_ms, 0.95), "ms").bar(Bar::Below(100.0)).note(note),
        );
    }
    let began = Instant::now();
    let built = house.command(&["search", "reindex", "--all"]).await?;
    let elapsed = began.elapsed();
    ensure!(built["written"] == conversations, "{built}");
    let bytes = built["index_bytes"].as_f64().context("no index_bytes")?;
    figures.push(
        Figure::new(format!("index of words, {database}"), bytes / 1e6, "MB")
            .note(format!("{:.1} bytes a word", bytes / words as f64)),
    );
    figures.push(
        Figure::new(format!("building it anew, {database}"), elapsed.as_secs_f64(), "s")
            .note("colloquy search reindex --all, beside the server"),
    );
    server.stop().await?;
    Ok(figures)
}

/// A kind of query.
struct Kind {
    name: &'static str,
    query: fn(&Texts, &mut Random, u64) -> String,
    /// Whether nothing may be found.
    is_empty: bool,
    /// Whether that depends.
    may_be_empty: bool,
}

const KINDS: [Kind; 9] = [
    Kind { name: "rare word", query: rare, is_empty: false, may_be_empty: true },
    Kind { name: "common word", query: common, is_empty: false, may_be_empty: false },
    Kind { name: "two words", query: two, is_empty: false, may_be_empty: true },
    Kind { name: "two common words", query: two_common, is_empty: false, may_be_empty: false },
    Kind { name: "phrase", query: phrase, is_empty: false, may_be_empty: true },
    Kind { name: "phrase of common words", query: common_phrase, is_empty: false, may_be_empty: true },
    Kind { name: "prefix", query: prefix, is_empty: false, may_be_empty: false },
    Kind { name: "common but not another", query: excluding, is_empty: false, may_be_empty: true },
    Kind { name: "no such word", query: none, is_empty: true, may_be_empty: false },
];

fn at(texts: &Texts, random: &mut Random, first: u64, end: u64) -> String {
    texts.word((first + random.below(end - first)) as usize).to_owned()
}

fn rare(texts: &Texts, random: &mut Random, _: u64) -> String {
    at(texts, random, 10_000, 50_000)
}

fn common(texts: &Texts, random: &mut Random, _: u64) -> String {
    at(texts, random, 0, 20)
}

fn two(texts: &Texts, random: &mut Random, _: u64) -> String {
    format!("{} {}", at(texts, random, 20, 1_000), at(texts, random, 100, 5_000))
}

fn two_common(texts: &Texts, random: &mut Random, _: u64) -> String {
    format!("{} {}", at(texts, random, 0, 20), at(texts, random, 0, 20))
}

/// Three words as they were said somewhere.
fn phrase(texts: &Texts, random: &mut Random, number: u64) -> String {
    let place = random.below(10) as usize;
    format!("\"{}\"", texts.said(number)[place..place + 3].join(" "))
}

fn common_phrase(texts: &Texts, random: &mut Random, _: u64) -> String {
    format!("\"{} {}\"", at(texts, random, 0, 50), at(texts, random, 0, 50))
}

fn prefix(texts: &Texts, random: &mut Random, _: u64) -> String {
    let word = at(texts, random, 1_000, 50_000);
    format!("{}*", &word[..2 + random.below(4) as usize])
}

fn excluding(texts: &Texts, random: &mut Random, _: u64) -> String {
    format!("{} -{}", at(texts, random, 0, 50), at(texts, random, 0, 50))
}

fn none(_: &Texts, random: &mut Random, _: u64) -> String {
    format!("x{}", random.below(1_000_000))
}
