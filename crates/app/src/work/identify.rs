//! Which participant a voice belongs to, from what it says.
//!
//! Only what the words show is used: somebody who says "this is Maya" or "my name is Maya" is the participant
//! of that first name, somebody who thanks for calling speaks for the organisation, and the last voice left
//! belongs to the last participant left. A voice that nothing is known of stays "Speaker 2".

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::{Entry, Speaker};

/// Entries at the beginning in which people introduce themselves.
const INTRODUCTION_ENTRIES: usize = 16;

/// Words before a speaker's own name.
const INTRODUCTIONS: [&str; 6] = ["this is", "my name is", "my name's", "i am", "i'm", "here is"];

/// Words that only the side which was called says.
const AGENT_PHRASES: [&str; 4] =
    ["thanks for calling", "thank you for calling", "how can i help", "how may i help"];

/// Fills in what is known of each speaker.
pub fn identify(speakers: &mut [Speaker], entries: &[Entry], participants: &[Participant]) {
    let mut free: Vec<&Participant> = participants.iter().collect();
    for (index, speaker) in speakers.iter_mut().enumerate() {
        let said = introduction_of(index, entries);
        let found = free.iter().position(|participant| introduces(&said, participant.name.as_deref()));
        if let Some(position) = found {
            assign(speaker, free.remove(position));
        }
    }
    let unknown: Vec<usize> =
        (0..speakers.len()).filter(|index| speakers[*index].participant_id.is_none()).collect();
    let names_the_house = who_names_the_house(entries);
    for index in &unknown {
        let said = introduction_of(*index, entries);
        let speaks_as_agent = names_the_house == Some(*index) || speaks_as_agent(&said);
        let agents: Vec<usize> =
            (0..free.len()).filter(|position| free[*position].role == ParticipantRole::Agent).collect();
        if let (true, [only]) = (speaks_as_agent, agents.as_slice()) {
            assign(&mut speakers[*index], free.remove(*only));
        }
    }
    let mut left = (0..speakers.len()).filter(|index| speakers[*index].participant_id.is_none());
    if let (Some(last), None, [participant]) = (left.next(), left.next(), free.as_slice()) {
        assign(&mut speakers[last], participant);
    }
}

/// Whether somebody says what only the side that was called says; who is called back thanks for that.
fn speaks_as_agent(said: &str) -> bool {
    AGENT_PHRASES.iter().any(|phrase| {
        said.match_indices(phrase).any(|(position, _)| {
            let after = said[position + phrase.len()..].trim_start();
            !after.starts_with("back") && !after.starts_with("me back")
        })
    })
}

/// The voice that first says its name with that of a house ("this is Nora from Bright Desk"). Where the other side does so,
/// too, it answers.
fn who_names_the_house(entries: &[Entry]) -> Option<usize> {
    let names = |entry: &&Entry| {
        let said = entry.text.to_lowercase().replace('\u{2019}', "'");
        INTRODUCTIONS.iter().any(|introduction| {
            said.match_indices(introduction).any(|(position, _)| {
                let mut words = said[position + introduction.len()..].split_whitespace().skip(1).take(3);
                words.any(|word| matches!(word, "from" | "with" | "at"))
            })
        })
    };
    entries.iter().take(INTRODUCTION_ENTRIES).find(names).map(|entry| entry.speaker_index as usize)
}

fn introduction_of(speaker: usize, entries: &[Entry]) -> String {
    let own =
        entries.iter().take(INTRODUCTION_ENTRIES).filter(|entry| entry.speaker_index as usize == speaker);
    own.map(|entry| entry.text.to_lowercase().replace('\u{2019}', "'")).collect::<Vec<_>>().join(" ")
}

fn introduces(said: &str, name: Option<&str>) -> bool {
    let Some(first_name) = name.and_then(|name| name.split_whitespace().next()) else { return false };
    let first_name = first_name.to_lowercase();
    INTRODUCTIONS.iter().any(|introduction| {
        said.match_indices(introduction).any(|(position, _)| {
            let after = said[position + introduction.len()..].trim_start_matches([' ', ',']);
            let word: String = after.chars().take_while(|character| character.is_alphanumeric()).collect();
            word == first_name
        })
    })
}

fn assign(speaker: &mut Speaker, participant: &Participant) {
    speaker.name = participant.name.clone().or_else(|| speaker.name.take());
    speaker.email.clone_from(&participant.email);
    speaker.role = Some(participant.role);
    speaker.participant_id = Some(participant.id);
    speaker.user_id = participant.user_id;
    speaker.contact_id = participant.contact_id;
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::ParticipantId;
    use colloquy_domain::transcript::EntryId;

    fn participant(name: &str, role: ParticipantRole) -> Participant {
        Participant {
            id: ParticipantId::generate(),
            position: 0,
            name: Some(name.into()),
            email: None,
            phone: None,
            role,
            is_owner: false,
            user_id: None,
            contact_id: None,
            label: None,
            agent_id: None,
            agent_endpoint_id: None,
            prompt: None,
        }
    }

    fn said(turns: &[(u32, &str)]) -> Vec<Entry> {
        (0..)
            .zip(turns)
            .map(|(id, (speaker_index, text))| Entry {
                id: EntryId(id),
                speaker_index: *speaker_index,
                start_seconds: 0.0,
                end_seconds: 0.0,
                text: (*text).into(),
                sentences: vec![],
                words: vec![],
            })
            .collect()
    }

    fn names(turns: &[(u32, &str)], participants: &[Participant]) -> Vec<Option<String>> {
        let mut speakers = vec![Speaker::default(); 2];
        identify(&mut speakers, &said(turns), participants);
        speakers.into_iter().map(|speaker| speaker.name).collect()
    }

    #[test]
    fn names_follow_from_introductions_and_from_who_is_left() {
        let both = [
            participant("Maya Lind", ParticipantRole::Agent),
            participant("Omar Reed", ParticipantRole::Customer),
        ];
        let turns = [(0, "Hello?"), (1, "Hi, this is Maya from Acme.")];
        assert_eq!(names(&turns, &both), vec![Some("Omar Reed".into()), Some("Maya Lind".into())]);
        let turns = [(0, "Thanks for calling Acme, how can I help?"), (1, "My bill is wrong.")];
        assert_eq!(names(&turns, &both), vec![Some("Maya Lind".into()), Some("Omar Reed".into())]);
    }

    #[test]
    fn who_is_called_back_is_no_agent() {
        let mut both = [participant("", ParticipantRole::Agent), participant("", ParticipantRole::Customer)];
        both.iter_mut().for_each(|one| one.name = None);
        let turns =
            [(0, "This is Nora from Bright Desk. Is this Tom?"), (1, "Yes. Thanks for calling back.")];
        let mut speakers = vec![Speaker::default(); 2];
        identify(&mut speakers, &said(&turns), &both);
        let roles: Vec<_> = speakers.iter().map(|speaker| speaker.role).collect();
        assert_eq!(roles, [Some(ParticipantRole::Agent), Some(ParticipantRole::Customer)]);
    }

    #[test]
    fn nothing_is_guessed() {
        let both = [
            participant("Maya Lind", ParticipantRole::Agent),
            participant("Omar Reed", ParticipantRole::Customer),
        ];
        assert_eq!(names(&[(0, "Is Maya there?"), (1, "No.")], &both), vec![None, None]);
    }
}
