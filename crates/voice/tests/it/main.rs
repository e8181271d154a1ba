//! Agents on the telephone: real telephones on loopback, a real ear for when somebody speaks, and a scripted mind, voice
//! and understanding.

mod calls;
mod interruptions;
#[expect(dead_code, reason = "the example `road` measures answers, too")]
#[path = "../../examples/road/recording.rs"]
mod recording;
mod script;
mod stage;
