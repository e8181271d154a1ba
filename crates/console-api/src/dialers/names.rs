//! Names in the events of WAVV, and the names that like dialers use.
//!
//! Documented by WAVV (public API v3): an event is `{event, sentAt, data}`; the types `call.started`,
//! `call.incoming`, `call.ended` and `call.recorded`; of a call `id`, `userId`, `direction`, `phone`, `callerId`,
//! `contactId`, `contactName`, `startedAt`, `endedAt`, `seconds` and `recordingUrl`; the header `X-WAVV-Signature`.
//! `phone` is the number that was dialled: on an inbound call the lead is the `callerId`. An event is sent at most five
//! times, until a 2xx comes within ten seconds; events come in any order. AskElephant's guide for dialers calls the
//! types `CallStarted`, `CallEnded` and `CallRecorded`.
//!
//! Everything else here is a choice: other spellings of the same things, so that a dialer like WAVV, or a line of glue,
//! needs no change. Names are compared without case and without anything but letters and digits (`callId`, `call_id`
//! and `CallID` are one), and a member of a member counts under both names (`agent.email` is `agentemail`).

use colloquy_domain::dialer::{CallDirection, CallEventKind};

/// The header in which WAVV signs.
pub const SIGNATURE: &str = "x-wavv-signature";

/// Members of an event that hold the call.
pub const CALL: [&str; 3] = ["data", "call", "payload"];
/// Members of a call that hold a person.
pub const PERSONS: [&str; 4] = ["user", "agent", "contact", "lead"];
/// The type of an event.
pub const TYPE: &[&str] = &["event", "type", "eventtype"];
/// The id of a call, inside the member that holds it.
pub const CALL_ID: &[&str] = &["id", "callid", "calluuid"];
/// The id of a call that stands in the event itself, where `id` would be the event's.
pub const FLAT_CALL_ID: &[&str] = &["callid", "calluuid"];
pub const DIRECTION: &[&str] = &["direction", "calldirection"];
/// The number that was dialled.
pub const DIALLED: &[&str] = &["phone", "to", "tonumber", "number"];
/// The number that the call came from.
pub const CALLER: &[&str] = &["callerid", "from", "fromnumber"];
pub const AGENT_ID: &[&str] = &["userid", "agentid"];
pub const AGENT_NAME: &[&str] = &["username", "agentname"];
pub const AGENT_EMAIL: &[&str] = &["useremail", "agentemail"];
pub const AGENT_PHONE: &[&str] = &["userphone", "agentphone"];
pub const LEAD_ID: &[&str] = &["contactid", "leadid"];
pub const LEAD_NAME: &[&str] = &["contactname", "leadname"];
pub const LEAD_EMAIL: &[&str] = &["contactemail", "leademail"];
pub const LEAD_PHONE: &[&str] = &["contactphone", "leadphone"];
pub const STARTED_AT: &[&str] = &["startedat", "starttime", "startat"];
pub const ENDED_AT: &[&str] = &["endedat", "endtime", "endat"];
pub const SECONDS: &[&str] = &["seconds", "duration", "durationseconds"];
pub const RECORDING_URL: &[&str] = &["recordingurl", "recording", "mediaurl"];
pub const LINK: &[&str] = &["url", "callurl", "deeplink", "externalurl"];

/// What a type says, whatever its spelling.
pub fn kind(event_type: &str) -> CallEventKind {
    match plain(event_type).as_str() {
        "callstarted" | "callincoming" => CallEventKind::Started,
        "callended" => CallEventKind::Ended,
        "callrecorded" => CallEventKind::Recorded,
        _ => CallEventKind::Other,
    }
}

/// Who called whom.
pub fn direction(text: &str) -> Option<CallDirection> {
    match plain(text).as_str() {
        "inbound" | "incoming" => Some(CallDirection::Inbound),
        "outbound" | "outgoing" => Some(CallDirection::Outbound),
        _ => None,
    }
}

/// Letters and digits alone, in lower case.
pub fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
