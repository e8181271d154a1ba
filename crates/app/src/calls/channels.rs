//! Which channel of a call's recording carries whom: the left one the customer, the right one the agent.

use colloquy_domain::conversation::{Participant, ParticipantRole};
use colloquy_domain::transcript::Speaker;

use super::new::CallRecording;

/// The side that a channel carries.
#[must_use]
pub fn side_of(channel: u16) -> Option<ParticipantRole> {
    match channel {
        0 => Some(ParticipantRole::Customer),
        1 => Some(ParticipantRole::Agent),
        _ => None,
    }
}

/// The channel that carries a side, where the recording is known to keep the sides apart.
pub(super) fn channel_of(recording: &CallRecording, side: ParticipantRole) -> Option<u16> {
    let keeps_apart = matches!(recording, CallRecording::InPieces { channels: 2, .. });
    (0..2).find(|channel| keeps_apart && side_of(*channel) == Some(side))
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
    use colloquy_domain::Instant;
    use colloquy_domain::call::{ConversationKey, ConversationKeyKind};

    fn voice(channel: Option<u16>) -> Speaker {
        Speaker { channel, ..Speaker::default() }
    }

    #[test]
    fn pieces_of_two_channels_keep_the_sides_apart() {
        let key = ConversationKey { kind: ConversationKeyKind::PipecatCall, value: "p".into() };
        let pieces = |channels| CallRecording::InPieces {
            key: key.clone(),
            sample_rate: 8_000,
            channels,
            not_before: Instant::UNIX_EPOCH,
        };
        let both = |recording| {
            [ParticipantRole::Customer, ParticipantRole::Agent].map(|side| channel_of(&recording, side))
        };
        assert_eq!(both(pieces(2)), [Some(0), Some(1)]);
        assert_eq!(both(pieces(1)), [None, None]);
        assert_eq!(both(CallRecording::Nothing), [None, None]);
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
