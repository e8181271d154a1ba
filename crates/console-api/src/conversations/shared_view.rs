//! What everybody sees of a conversation who has a link to it: how it is now, and not what it was before people corrected
//! it; who took part, and not where they are reached or what they are in other systems.

use colloquy_domain::conversation::{Conversation, Participant};
use colloquy_domain::correction::{Corrected, Correction};
use colloquy_domain::evidence::Evidence;
use colloquy_domain::insight::ActionItem;
use colloquy_domain::revision::Revision;
use colloquy_domain::share::Share;
use colloquy_domain::stage::Stage;
use colloquy_domain::transcript::Transcript;

use super::get::Whole;

/// Stands where nobody has given a title: what is put there meanwhile may name an address.
const NO_TITLE: &str = "Conversation";

/// The conversation as the link shows it.
pub fn of(whole: Whole, share: &Share, has_title: bool) -> Whole {
    let mut insights = whole.insights;
    let transcript = whole.transcript;
    let said = transcript.as_ref().map(|(transcript, _)| transcript);
    if let Some(summary) = &mut insights.summary {
        as_it_is_now(summary);
        still_said(&mut summary.value.grounds.evidence, said);
        for point in &mut summary.value.points {
            still_said(&mut point.evidence, said);
        }
    }
    for (item, _) in &mut insights.action_items {
        as_it_is_now(item);
        still_said(&mut item.value.grounds.evidence, said);
        without_address(&mut item.value);
    }
    for signal in &mut insights.signals {
        as_it_is_now(signal);
        still_said(&mut signal.value.grounds.evidence, said);
        // Why something failed is a matter of the house.
        signal.value.error = None;
    }
    for (tag, _) in &mut insights.tags {
        as_it_is_now(tag);
        if let Some(grounds) = &mut tag.value.grounds {
            still_said(&mut grounds.evidence, said);
        }
    }
    if let Some(sentiment) = &mut insights.sentiment {
        as_it_is_now(sentiment);
        still_said(&mut sentiment.value.grounds.evidence, said);
        for speaker in &mut sentiment.value.speakers {
            still_said(&mut speaker.evidence, said);
        }
    }
    Whole {
        conversation: unlinked(whole.conversation, has_title),
        participants: whole.participants.into_iter().map(unnamed_elsewhere).collect(),
        stages: whole.stages.into_iter().map(|stage| Stage { error: None, ..stage }).collect(),
        recordings: if share.with_recording { whole.recordings } else { Vec::new() },
        transcript: transcript.map(|(said, revision)| (said, Revision { made_by: None, ..revision })),
        insights,
        tools: Vec::new(),
        traces: Vec::new(),
    }
}

fn unlinked(conversation: Conversation, has_title: bool) -> Conversation {
    Conversation {
        title: if has_title { conversation.title } else { NO_TITLE.to_owned() },
        meeting_url: None,
        owner_user_id: None,
        host_user_id: None,
        source_system: None,
        external_id: None,
        external_url: None,
        crm_association: None,
        ..conversation
    }
}

fn unnamed_elsewhere(participant: Participant) -> Participant {
    Participant { user_id: None, contact_id: None, ..participant }
}

/// Without what the machine had found before, and without who says otherwise.
fn as_it_is_now<T>(corrected: &mut Corrected<T>) {
    let correction = corrected.correction.take();
    corrected.correction = correction.map(|Correction { at, .. }| Correction { by: None, at, machine: None });
}

/// Leaves the places of which the words still stand there.
fn still_said(evidence: &mut Vec<Evidence>, transcript: Option<&Transcript>) {
    evidence.retain(|place| {
        let entry = transcript.and_then(|transcript| transcript.entry(place.entry_id));
        entry.is_some_and(|entry| entry.text.contains(&place.quote))
    });
}

/// Somebody who did not take part may have been given by their address.
fn without_address(item: &mut ActionItem) {
    item.assignee_name.take_if(|name| name.contains('@'));
}
