//! What is said of a voice call in a word. Only some of these words are documented; the others are our choice.

use colloquy_domain::call::{CallDetails, CallDirection, CallOutcome, CallStatus};

colloquy_http::words! {
    /// How far a call is, and how it came out.
    AuralytikVoiceCallState = [
        "Ringing",
        "InProgress",
        "Completed",
        "Transferred",
        "Voicemail",
        "NoAnswer",
        "Busy",
        "Failed",
    ];
    /// Who called whom, seen from the program.
    AuralytikCallDirection = ["Inbound", "Outbound"];
}

/// How far a call is, and how it came out where it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has answered yet.
    Ringing,
    /// It goes on.
    InProgress,
    /// It is over.
    Over(CallOutcome),
}

/// The states of calls.
pub const STATES: [(&str, State); 8] = [
    ("Ringing", State::Ringing),
    ("InProgress", State::InProgress),
    ("Completed", State::Over(CallOutcome::Completed)),
    ("Transferred", State::Over(CallOutcome::Transferred)),
    ("Voicemail", State::Over(CallOutcome::Voicemail)),
    ("NoAnswer", State::Over(CallOutcome::NoAnswer)),
    ("Busy", State::Over(CallOutcome::Busy)),
    ("Failed", State::Over(CallOutcome::Failed)),
];

/// The outcome of a call that was held.
const SUCCESSFUL: &str = "Successful";

/// Who called whom.
pub const DIRECTIONS: [(&str, CallDirection); 2] =
    [("Inbound", CallDirection::Inbound), ("Outbound", CallDirection::Outbound)];

/// The state of a call, in a word.
pub fn state(details: &CallDetails) -> &'static str {
    match details.status {
        CallStatus::Ringing => "Ringing",
        CallStatus::InProgress => "InProgress",
        CallStatus::Ended => over(details.outcome().unwrap_or(CallOutcome::Completed)),
    }
}

/// How a call came out, in a word; none while it goes on. Of one that was held the documented word says that it was
/// successful; of the others it is their state.
pub fn outcome(details: &CallDetails) -> Option<&'static str> {
    details.outcome().map(|outcome| match outcome {
        CallOutcome::Completed => SUCCESSFUL,
        other => over(other),
    })
}

/// What reports call the outcome that calls are shown with in this word; none where it is none of these words.
pub fn outcome_in_reports(text: &str) -> Option<&'static str> {
    if text.eq_ignore_ascii_case(SUCCESSFUL) {
        return Some(CallOutcome::Completed.as_str());
    }
    match STATES.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
        Some((_, State::Over(outcome))) => Some(outcome.as_str()),
        _ => None,
    }
}

/// Who called whom, in a word.
pub fn direction(direction: CallDirection) -> &'static str {
    match direction {
        CallDirection::Inbound => "Inbound",
        CallDirection::Outbound => "Outbound",
    }
}

fn over(outcome: CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Completed => "Completed",
        CallOutcome::Transferred => "Transferred",
        CallOutcome::Voicemail => "Voicemail",
        CallOutcome::NoAnswer => "NoAnswer",
        CallOutcome::Busy => "Busy",
        CallOutcome::Failed => "Failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::call::{CallInterface, CallOrigin, EndedStatus};
    use colloquy_domain::{ConversationId, WorkspaceId};

    #[test]
    fn every_state_is_read_as_it_is_written() {
        let mut details = CallDetails {
            conversation_id: ConversationId::generate(),
            workspace_id: WorkspaceId::generate(),
            origin: CallOrigin::Api,
            direction: CallDirection::Outbound,
            interface: CallInterface::Phone,
            status: CallStatus::Ringing,
            ended_status: None,
            is_test: false,
        };
        let read = |word: &str| STATES.iter().find(|(known, _)| *known == word).map(|(_, state)| *state);
        assert_eq!((read(state(&details)), outcome(&details)), (Some(State::Ringing), None));
        details.status = CallStatus::InProgress;
        assert_eq!((read(state(&details)), outcome(&details)), (Some(State::InProgress), None));
        details.status = CallStatus::Ended;
        assert_eq!((state(&details), outcome(&details)), ("Completed", Some("Successful")));
        for ended_status in EndedStatus::ALL {
            details.ended_status = Some(*ended_status);
            assert_eq!(read(state(&details)), Some(State::Over(CallOutcome::of(*ended_status))));
        }
        for known in CallDirection::ALL {
            assert!(DIRECTIONS.contains(&(direction(*known), *known)));
        }
    }

    #[test]
    fn reports_are_asked_for_by_the_words_that_calls_are_shown_with_too() {
        for (shown, own) in [
            ("Successful", Some("completed")),
            ("completed", Some("completed")),
            ("NoAnswer", Some("no_answer")),
            ("Busy", Some("busy")),
            ("Ringing", None),
            ("no_answer", None),
            ("", None),
        ] {
            assert_eq!(outcome_in_reports(shown), own, "{shown}");
        }
    }
}
