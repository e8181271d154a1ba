//! Which of the workspace's tags fit.

use std::collections::BTreeSet;

use colloquy_domain::directory::Tag;
use colloquy_domain::evidence::{EngineLabel, Evidence, Grounds};
use colloquy_domain::insight::TagAssignment;
use colloquy_domain::{Instant, TagId, WorkspaceId};

use crate::analyst::Analyst;
use crate::error::InsightError;
use crate::evidence::{Ranking, contains_keyword, quote_utterance};
use crate::prompt::{one_line, prefixes};
use crate::signals::{Opinion, Wording, weighed, wording, yes};
use crate::text::phrase::Phrase;
use crate::text::stems::content_stems;
use crate::view::{ConversationView, Utterance};

/// From this probability on a tag is given. A model of the size that fits gives wrong tags up to 0.7.
const LOWEST_PROBABILITY: f64 = 0.7;
/// Most quotes beside a tag.
const MOST_EVIDENCE: usize = 2;

/// Tags that a new workspace begins with.
#[must_use]
pub fn default_tags(workspace_id: WorkspaceId, now: Instant) -> Vec<Tag> {
    [
        ("Pricing", "The price of an offer, a quote or a discount is discussed", "#2563EB"),
        ("Billing", "An invoice, a charge, a payment or a refund is discussed", "#7C3AED"),
        ("Outage", "A service is down, a device is broken or something does not work", "#DC2626"),
        ("Complaint", "The customer complains about the company or its service", "#EA580C"),
        (
            "Cancellation risk",
            "The customer says that they may cancel, leave or change to another provider",
            "#B91C1C",
        ),
        ("Scheduling", "An appointment, a call or a meeting is arranged or moved", "#059669"),
    ]
    .into_iter()
    .map(|(name, description, color)| Tag {
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
    let utterances = view.utterances();
    let wanted: Vec<&Tag> = tags.iter().filter(|tag| tag.auto_tagging_enabled).collect();
    if utterances.is_empty() || wanted.is_empty() {
        return Ok(Vec::new());
    }
    let Some(model) = analyst.model.as_deref() else {
        return Ok(wanted.into_iter().filter_map(|tag| by_words(view, &utterances, tag)).collect());
    };
    let prefixes = prefixes(view, model).await?;
    let embedder = analyst.embedder.as_deref();
    let mut ranking = None;
    let mut given = Vec::new();
    for tag in wanted {
        let description = tag.description.as_deref().unwrap_or_default();
        let question = format!(
            "Does this label fit the conversation? Label: {}. {}",
            one_line(&tag.name, 80),
            one_line(description, 400)
        );
        let mut evidence = places(view, &utterances, tag);
        let opinion = match (wording_of(tag).is_some(), evidence.is_empty()) {
            (true, false) => Opinion::Found,
            (true, true) => Opinion::NotFound,
            (false, false) => Opinion::KeywordFound,
            (false, true) => Opinion::NoKeywordFound,
        };
        let probability = weighed(yes(model, &prefixes, &question).await?, opinion);
        if probability < LOWEST_PROBABILITY {
            continue;
        }
        if ranking.is_none() {
            ranking = Some(Ranking::new(&utterances, embedder).await?);
        }
        let Some(ranking) = &ranking else { continue };
        if evidence.is_empty() {
            let query = format!("{} {description}", tag.name);
            evidence = ranking.support(&query, MOST_EVIDENCE, embedder).await?;
        }
        given.push(assignment(tag, evidence, probability, model.label()));
    }
    Ok(given)
}

/// The wordings of a default question that say the same as a default tag.
fn wording_of(tag: &Tag) -> Option<&'static Wording> {
    match tag.name.as_str() {
        "Pricing" => wording("pricing_discussed"),
        "Cancellation risk" => wording("churn_risk"),
        _ => None,
    }
}

fn by_words(view: &ConversationView<'_>, utterances: &[Utterance<'_>], tag: &Tag) -> Option<TagAssignment> {
    let evidence = places(view, utterances, tag);
    (!evidence.is_empty()).then(|| assignment(tag, evidence, 0.55, EngineLabel("basic".into())))
}

fn assignment(tag: &Tag, evidence: Vec<Evidence>, confidence: f64, engine: EngineLabel) -> TagAssignment {
    TagAssignment {
        tag_id: tag.id,
        grounds: Grounds { evidence, confidence: confidence.clamp(0.0, 1.0), engine },
    }
}

/// Sentences that have the tag's name, or two words of its description, best first; for tags with wordings of
/// their own the sentences that have these.
fn places(view: &ConversationView<'_>, utterances: &[Utterance<'_>], tag: &Tag) -> Vec<Evidence> {
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
        return utterances
            .iter()
            .filter(|one| {
                wording.voice.admits(view.role(one.speaker())) && wording.pattern.is_match(one.normal())
            })
            .take(MOST_EVIDENCE)
            .map(quote_utterance)
            .collect();
    }
    let common: BTreeSet<String> = COMMON.iter().map(|word| crate::text::stems::stem(word)).collect();
    let description = content_stems(&Phrase::new(tag.description.as_deref().unwrap_or_default()).normal);
    let mut found: Vec<(usize, usize)> = utterances
        .iter()
        .enumerate()
        .filter_map(|(position, utterance)| {
            let is_named = contains_keyword(utterance.normal(), &tag.name);
            let said = content_stems(utterance.normal());
            let shared = said.intersection(&description).filter(|word| !common.contains(*word)).count();
            let weight = shared + if is_named { 2 } else { 0 };
            (weight >= 2).then_some((weight, position))
        })
        .collect();
    found.sort_by_key(|(weight, position)| (std::cmp::Reverse(*weight), *position));
    found
        .into_iter()
        .take(MOST_EVIDENCE)
        .map(|(_, position)| quote_utterance(&utterances[position]))
        .collect()
}
