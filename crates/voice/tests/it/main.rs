//! Agents on the telephone: real telephones on loopback, a real ear for when somebody speaks, and a scripted mind, voice
//! and understanding.

mod calls;
mod interruptions;
mod script;
mod stage;
