//! Which of the workspace's tags fit.

use std::collections::BTreeSet;

use colloquy_domain::directory::Tag;
use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{Instant, TagId, WorkspaceId};

use crate::analyst::{Analyst, basic};
use crate::error::InsightError;
use crate::evidence::{Keywords, Ranking, distinct, quote_utterance};
use crate::offload::offloaded;
use crate::prompt::{one_line, prefixes};
use crate::reading::Reading;
use crate::signals::{Opinion, Wording, weighed, wording, yes};
use crate::text::phrase::Phrase;
use crate::text::stems::content_stems;
use crate::view::ConversationView;

/// From this probability on a tag is given. A model of the size that fits gives wrong tags up to 0.7.
const LOWEST_PROBABILITY: f64 = 0.7;
/// Most quotes beside a tag.
const MOST_EVIDENCE: usize = 2;

/// Name, description, colour and, where one says the same, the default question whose wordings tell it.
const DEFAULTS: [(&str, &str, &str, Option<&str>); 6] = [
    (
        "Pricing",
        "The price of an offer, a quote or a discount is discussed",
        "#2563EB",
        Some("pricing_discussed"),
    ),
    ("Billing", "An invoice, a charge, a payment or a refund is discussed", "#7C3AED", None),
    ("Outage", "A service is down, a device is broken or something does not work", "#DC2626", None),
    ("Complaint", "The customer complains about the company or its service", "#EA580C", None),
    (
        "Cancellation risk",
        "The customer says that they may cancel, leave or change to another provider",
        "#B91C1C",
        Some("churn_risk"),
    ),
    ("Scheduling", "An appointment, a call or a meeting is arranged or moved", "#059669", None),
];

/// Tags that a new workspace begins with.
#[must_use]
pub fn default_tags(workspace_id: WorkspaceId, now: Instant) -> Vec<Tag> {
    DEFAULTS
        .into_iter()
        .map(|(name, description, color, _)| Tag {
            id: TagId::generate(),
            workspace_id,
            name: name.to_owned(),
            description: Some(description.to_owned()),
            hex_color: Some(color.to_owned()),
            auto_tagging_enabled: true,
            created_at: now,
            updated_at: now,
        })
        .collect()
}

pub(crate) async fn tags(
    analyst: &Analyst,
    view: &ConversationView<'_>,
    tags: &[Tag],
) -> Result<Vec<TagAssignment>, InsightError> {
    let wanted: Vec<&Tag> = tags.iter().filter(|tag| tag.auto_tagging_enabled).collect();
    let (reading, places) = offloaded(|| {
        let reading = Reading::new(view);
        let places: Vec<Vec<Evidence>> = wanted.iter().map(|tag| places(&reading, tag)).collect();
        (reading, places)
    });
    if reading.utterances.is_empty() || wanted.is_empty() {
        return Ok(Vec::new());
    }
    let Some(model) = analyst.model.as_deref() else {
        let found = wanted.into_iter().zip(places).filter(|(_, evidence)| !evidence.is_empty());
        return Ok(found.map(|(tag, evidence)| assignment(tag, evidence, 0.55, basic())).collect());
    };
    let pieces = prefixes(&reading, model).await?;
    let mut judged = vec![0.0_f64; wanted.len()];
    // All tags of one piece before the next one: the engine keeps what it read for as long.
    for piece in &pieces {
        for (tag, highest) in wanted.iter().zip(&mut judged) {
            *highest = highest.max(yes(model, piece, &question(tag)).await?);
        }
    }
    let embedder = analyst.embedder.as_deref();
    let mut ranking = None;
    let mut given = Vec::new();
    for ((tag, mut evidence), judged) in wanted.into_iter().zip(places).zip(judged) {
        let probability = weighed(judged, opinion(&reading, tag, !evidence.is_empty()));
        if probability < LOWEST_PROBABILITY {
            continue;
        }
        if ranking.is_none() {
            ranking = Some(Ranking::new(&reading.utterances, embedder).await?);
        }
        let Some(ranking) = &ranking else { continue };
        if evidence.is_empty() {
            let query = format!("{} {}", tag.name, tag.description.as_deref().unwrap_or_default());
            evidence = ranking.support(&query, MOST_EVIDENCE, embedder).await?;
        }
        // A model of the size that fits says yes too easily: what stands nowhere is no tag.
        if !evidence.is_empty() {
            given.push(assignment(tag, evidence, probability, model.label()));
        }
    }
    Ok(given)
}

fn question(tag: &Tag) -> String {
    format!(
        "Does this label fit the conversation? Label: {}. {}",
        one_line(&tag.name, 80),
        one_line(tag.description.as_deref().unwrap_or_default(), 400)
    )
}

fn opinion(reading: &Reading<'_>, tag: &Tag, is_found: bool) -> Opinion {
    if !reading.view.is_english() {
        return Opinion::of_other_language(is_found);
    }
    match (wording_of(tag).is_some(), is_found) {
        (true, true) => Opinion::Found,
        (true, false) => Opinion::NotFound,
        (false, true) => Opinion::KeywordFound,
        (false, false) => Opinion::NoKeywordFound,
    }
}

/// The wordings of a default question that say the same as a default tag; none once the workspace has made the tag
/// something else.
fn wording_of(tag: &Tag) -> Option<&'static Wording> {
    let unchanged = DEFAULTS.iter().find(|(name, description, ..)| {
        tag.name == *name && tag.description.as_deref() == Some(*description)
    });
    unchanged.and_then(|(_, _, _, question)| *question).and_then(wording)
}

fn assignment(tag: &Tag, evidence: Vec<Evidence>, confidence: f64, engine: EngineLabel) -> TagAssignment {
    TagAssignment {
        tag_id: tag.id,
        grounds: Some(Grounds { evidence, confidence: confidence.clamp(0.0, 1.0), engine }),
    }
}

/// Sentences that have the tag's name, or two words of its description, best first; for tags with wordings of
/// their own the sentences that have these.
fn places(reading: &Reading<'_>, tag: &Tag) -> Vec<Evidence> {
    /// Words that descriptions are made of and conversations too.
    const COMMON: [&str; 14] = [
        "customer",
        "company",
        "service",
        "discussed",
        "someone",
        "conversation",
        "about",
        "says",
        "asks",
        "talk",
        "call",
        "agent",
        "arranged",
        "provider",
    ];
    if let Some(wording) = wording_of(tag) {
        let is_readable = reading.view.is_english();
        let fitting = reading.utterances.iter().filter(|one| is_readable && wording.fits(reading, one));
        return distinct(fitting.map(quote_utterance), MOST_EVIDENCE);
    }
    let common: BTreeSet<String> = COMMON.iter().map(|word| crate::text::stems::stem(word)).collect();
    let description = content_stems(&Phrase::new(tag.description.as_deref().unwrap_or_default()).normal);
    let telling: BTreeSet<String> = description.difference(&common).cloned().collect();
    let name = Keywords::new([tag.name.as_str()]);
    let mut found: Vec<(usize, usize)> = reading
        .utterances
        .iter()
        .enumerate()
        .filter_map(|(position, utterance)| {
            let shared = utterance.subject().intersection(&telling).count();
            let weight = shared + if name.are_in(utterance) { 2 } else { 0 };
            (weight >= 2).then_some((weight, position))
        })
        .collect();
    found.sort_by_key(|(weight, position)| (std::cmp::Reverse(*weight), *position));
    let quotes = found.into_iter().map(|(_, position)| quote_utterance(&reading.utterances[position]));
    distinct(quotes, MOST_EVIDENCE)
}
