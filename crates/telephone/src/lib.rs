//! The telephone: calls by SIP, their audio by RTP, and nothing else. It knows no agent and no database.
//!
//! A [`Telephone`] listens, registers with a server if it is told to, calls somebody ([`Telephone::call`]) and hands
//! out who calls ([`IncomingCall`]). What comes of both is a [`Call`]: frames of what the other side says
//! ([`Call::audio`]), a [`Speaker`] for what ours says, keys in both directions, a [`Recorder`] for both sides.
//!
//! How the parts hang together, from the net inwards:
//!
//! - `sip` speaks SIP; `register`, `incoming` and `outgoing` are what a telephone does with it; `sdp` is what two
//!   sides agree on.
//! - `media` is the task of a call. Its clock (`pacing`) sends a packet (`rtp`, [`g711`], `dtmf`) every 20 ms and
//!   takes a frame out of the jitter buffer (`jitter`).
//! - `line` is what the signalling and the audio of a call share: who is over there, and whether it is over.
//!
//! Every position in a call is one on the call's own clock, in frames of 20 ms: what was heard when, what was sent
//! when, and what lies where in the recording.
//!
//! A caller is who it says it is: SIP knows no better. What is checked is the address that it speaks from
//! ([`SipSettings::accept_from`]), and where it would lead us (`sip`, `trust`). An address can be forged: whoever opens this
//! telephone to the net has a firewall or a provider in front of it as well.

mod bucket;
mod call;
mod dtmf;
mod error;
pub mod g711;
mod incoming;
mod jitter;
mod line;
mod media;
mod number;
mod outgoing;
mod pacing;
mod ports;
mod reception;
mod recorder;
mod register;
pub mod rtp;
mod sdp;
mod settings;
mod sip;
mod speaker;
mod telephone;
mod voicemail;

pub use call::{Call, DtmfError};
pub use error::{CallFailed, TelephoneError};
pub use incoming::IncomingCall;
/// A network, or one address: what [`SipSettings::accept_from`] names.
pub use ipnet::IpNet;
pub use jitter::Heard;
pub use line::{CallStats, Ended, Party};
pub use outgoing::Progress;
pub use recorder::{Recorder, RecordingInfo, repair, repair_in_background};
pub use register::Registration;
pub use settings::{SipSettings, Transport};
pub use speaker::{Marker, Speaker, Spoken};
pub use telephone::Telephone;
pub use voicemail::{Sign, Verdict, VoicemailDetector};

/// Samples of a frame: 20 ms at 8 kHz.
pub const FRAME_SAMPLES: usize = 160;
