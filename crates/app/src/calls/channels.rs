//! Which channel of a call's recording carries whom: the left one the customer, the right one the agent.

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::Speaker;

/// The side that a channel carries.
#[must_use]
pub fn side_of(channel: u16) -> Option<ParticipantRole> {
    match channel {
        0 => Some(ParticipantRole::Customer),
        1 => Some(ParticipantRole::Agent),
        _ => None,
    }
}

/// Gives voices that have a channel of their own to the first participant of that side. Says false, and does nothing,
/// where a voice has none: then the channels tell nothing.
pub(crate) fn assign(speakers: &mut [Speaker], participants: &[Participant]) -> bool {
    let has_own = |speaker: &Speaker| speaker.channel.and_then(side_of).is_some();
    if speakers.is_empty() || !speakers.iter().all(has_own) {
        return false;
    }
    for speaker in speakers {
        let role = speaker.channel.and_then(side_of);
        speaker.role = role;
        let found = participants.iter().find(|participant| Some(participant.role) == role);
        if let Some(participant) = found {
            super::transcript::name(speaker, participant);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(channel: Option<u16>) -> Speaker {
        Speaker { channel, ..Speaker::default() }
    }

    #[test]
    fn the_left_channel_is_the_customer() {
        let mut voices = vec![voice(Some(1)), voice(Some(0))];
        assert!(assign(&mut voices, &[]));
        let roles: Vec<_> = voices.iter().map(|voice| voice.role).collect();
        assert_eq!(roles, [Some(ParticipantRole::Agent), Some(ParticipantRole::Customer)]);
        for mixed in [vec![], vec![voice(None)], vec![voice(Some(0)), voice(None)], vec![voice(Some(2))]] {
            let mut voices = mixed;
            assert!(!assign(&mut voices, &[]));
            assert!(voices.iter().all(|voice| voice.role.is_none()));
        }
    }
}
