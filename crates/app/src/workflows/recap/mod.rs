//! The recap: a mail that says what a conversation was about and what was agreed.
//!
//! It is told in two ways. People of the workspace can sign in: they get links to the moments, and the answers to
//! the workspace's questions. Everybody else gets the summary, what was agreed and when it was said; how the
//! workspace judges the conversation is none of their business, and links would lead them to a door that stays shut.
//!
//! The HTML needs nothing from elsewhere, works without styles, and follows the reader's light or dark scheme. Every
//! value is escaped by the template engine.

use std::sync::LazyLock;

use colloquy_insight::dates::in_zone;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;
use serde_json::Value;
use time::format_description::StaticFormatDescription;
use time::macros::format_description;

use super::facts::{ActionItemFacts, Facts, Place, Sources};

const DAY: StaticFormatDescription =
    format_description!("[weekday repr:short] [day padding:none] [month repr:long] [year]");
const CLOCK: StaticFormatDescription = format_description!("[hour]:[minute]");

/// Most lines of each list.
const MOST_LINES: usize = 20;
/// Longest quote, in characters.
const LONGEST_QUOTE: usize = 280;

/// How much a recipient is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Everything, with links.
    Inside,
    /// What everybody heard.
    Outside,
}

/// A recap, written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recap {
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Serialize)]
struct Page<'a> {
    title: String,
    workspace: &'a str,
    when: String,
    kind: &'static str,
    duration: Option<String>,
    people: Vec<&'a str>,
    is_private: bool,
    /// None for those who cannot follow it.
    link: Option<&'a str>,
    summary: Option<&'a str>,
    moments: Vec<Line>,
    items: Vec<Item<'a>>,
    signals: Vec<Answer>,
}

#[derive(Serialize)]
struct Line {
    text: String,
    at: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
struct Item<'a> {
    title: &'a str,
    who: Option<&'a str>,
    due: Option<String>,
    quote: Option<String>,
    at: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    question: String,
    answer: String,
    at: Option<String>,
    url: Option<String>,
}

/// Writes the recap; none where nothing is known that could be told.
pub(crate) fn recap(facts: &Facts, sources: &Sources, audience: Audience) -> Result<Option<Recap>, String> {
    if !facts.can_be_told() {
        return Ok(None);
    }
    let page = page(facts, sources, audience);
    let render = |name: &str| {
        let template = TEMPLATES.get_template(name).map_err(|error| error.to_string())?;
        template.render(minijinja::Value::from_serialize(&page)).map_err(|error| error.to_string())
    };
    let subject = format!("Recap: {}", page.title);
    Ok(Some(Recap { subject, text: render("recap.txt")?, html: render("recap.html")? }))
}

#[expect(clippy::expect_used, reason = "the templates are compiled in, and a test renders them")]
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| match name.ends_with(".html") {
        true => AutoEscape::Html,
        false => AutoEscape::None,
    });
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    for (name, source) in
        [("recap.html", include_str!("recap.html")), ("recap.txt", include_str!("recap.txt"))]
    {
        environment.add_template(name, source).expect("a template of our own is sound");
    }
    environment
});

fn page<'a>(facts: &'a Facts, sources: &'a Sources, audience: Audience) -> Page<'a> {
    let is_inside = audience == Audience::Inside;
    let url = |place: &Option<Place>| place.as_ref().filter(|_| is_inside).map(|place| place.url.clone());
    let at = |place: &Option<Place>| place.as_ref().map(|place| clock(place.seconds));
    let points = facts.summary.as_ref().map_or(&[][..], |summary| &summary.points);
    let text = facts.summary.as_ref().map(|summary| summary.text.trim()).filter(|text| !text.is_empty());
    // A summary that only puts its points together is told by these alone: they say when.
    let is_told_by_points = text.is_some_and(|text| {
        !points.is_empty()
            && points.iter().map(|point| point.text.as_str()).collect::<Vec<_>>().join(" ") == text
    });
    let moments = points.iter().take(MOST_LINES).map(|point| Line {
        text: point.text.clone(),
        at: at(&point.place),
        url: url(&point.place),
    });
    let answers = facts.signals.iter().filter(|(_, signal)| is_inside && !signal.is_unsure);
    let answers = answers.filter_map(|(name, signal)| {
        let answer = answer(&signal.value)?;
        Some(Answer { question: words_of(name), answer, at: at(&signal.place), url: url(&signal.place) })
    });
    Page {
        title: one_line(&facts.conversation.title),
        workspace: &facts.workspace.name,
        when: when(sources),
        kind: kind(facts.conversation.kind),
        duration: facts.conversation.duration_seconds.and_then(duration),
        people: names(facts),
        is_private: facts.conversation.is_private,
        link: is_inside.then_some(facts.links.conversation.as_str()),
        summary: text.filter(|_| !is_told_by_points),
        moments: moments.collect(),
        items: facts
            .action_items
            .iter()
            .take(MOST_LINES)
            .map(|item| Item {
                title: &item.title,
                who: item.assignee_name.as_deref().map(str::trim).filter(|name| !name.is_empty()),
                due: item.due_date.and_then(|date| date.format(DAY).ok()),
                quote: quote(item),
                at: at(&item.place),
                url: url(&item.place),
            })
            .collect(),
        signals: answers.take(MOST_LINES).collect(),
    }
}

/// Day, time and zone of the start, as people of the workspace have it.
fn when(sources: &Sources) -> String {
    let (started_at, zone) = (sources.conversation.started_at, sources.workspace.time_zone.as_str());
    let (local, zone) = in_zone(started_at, zone).map_or((started_at, "UTC"), |local| (local, zone));
    let day = local.format(DAY).unwrap_or_default();
    let clock = |instant: time::OffsetDateTime| instant.format(CLOCK).unwrap_or_default();
    let begin = clock(local);
    let end = sources.conversation.ended_at.map(|end| clock(end.to_offset(local.offset())));
    let until = end.filter(|end| *end != begin).map_or_else(String::new, |end| format!("–{end}"));
    format!("{day}, {begin}{until} ({zone})")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn names(facts: &Facts) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in facts.participants.iter().filter_map(|one| one.name.as_deref()).map(str::trim) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn kind(kind: &str) -> &'static str {
    match kind {
        "call" => "Call",
        "meeting" => "Meeting",
        "chat" => "Chat",
        _ => "E-mail",
    }
}

/// `3 min`, `1 h 5 min`; none for a moment.
fn duration(seconds: i64) -> Option<String> {
    match (seconds / 3_600, (seconds % 3_600 + 30) / 60) {
        (0, 0) => None,
        (0, minutes) => Some(format!("{minutes} min")),
        (hours, 0) => Some(format!("{hours} h")),
        (hours, minutes) => Some(format!("{hours} h {minutes} min")),
    }
}

/// `0:07`, `1:02:07`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// The words in which it was agreed, unless the title says them already.
fn quote(item: &ActionItemFacts) -> Option<String> {
    let quote = item.place.as_ref().map(|place| place.quote.trim()).filter(|quote| !quote.is_empty())?;
    if quote.eq_ignore_ascii_case(item.title.trim()) {
        return None;
    }
    match quote.char_indices().nth(LONGEST_QUOTE) {
        Some((cut, _)) => Some(format!("{}…", quote[..cut].trim_end())),
        None => Some(quote.to_owned()),
    }
}

/// The answer as people say it; none for what is not known, and for no: most questions have that answer.
fn answer(value: &Value) -> Option<String> {
    match value {
        Value::Bool(true) => Some("Yes".to_owned()),
        Value::Number(number) => {
            let number = number.as_f64()?;
            Some(if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() })
        }
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// `pricing_discussed` as `Pricing discussed`.
fn words_of(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests;
