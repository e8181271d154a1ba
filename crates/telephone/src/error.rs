//! What can go wrong: when the telephone is opened ([`TelephoneError`]), and when somebody is called ([`CallFailed`]).

use std::io;

/// Why the telephone could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum TelephoneError {
    /// A setting is missing or wrong.
    #[error("sip.{field}: {problem}")]
    Setting {
        /// Its name in [`SipSettings`](crate::SipSettings).
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The address cannot be listened on.
    #[error("cannot listen for sip on {address}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// The system's answer.
        #[source]
        source: io::Error,
    },
}

impl TelephoneError {
    pub(crate) fn setting(field: &'static str, problem: &'static str) -> Self {
        TelephoneError::Setting { field, problem }
    }
}

/// Why a call did not come about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallFailed {
    /// The other side is in a call.
    #[error("busy")]
    Busy,
    /// It rang, and nobody answered; or nobody is there to ring.
    #[error("no answer")]
    NoAnswer,
    /// The other side does not want the call.
    #[error("rejected: {code} {reason}")]
    Rejected {
        /// SIP's code.
        code: u16,
        /// The words that came with it.
        reason: String,
    },
    /// Nobody could be asked: the name is unknown, the network gives no answer.
    #[error("unreachable: {0}")]
    Unreachable(String),
    /// It was called off before it was answered, by us or by the caller.
    #[error("canceled")]
    Canceled,
    /// Anything else.
    #[error("failed: {code} {reason}")]
    Failed {
        /// SIP's code; 503 where as many calls go on as are allowed.
        code: u16,
        /// The words that came with it.
        reason: String,
    },
}

impl CallFailed {
    /// What a final answer other than "yes" means.
    pub(crate) fn of_answer(code: u16, reason: &str) -> Self {
        match code {
            486 | 600 => CallFailed::Busy,
            408 | 480 => CallFailed::NoAnswer,
            487 => CallFailed::Canceled,
            403 | 433 | 603 | 607 | 608 => CallFailed::Rejected { code, reason: reason.to_owned() },
            _ => CallFailed::Failed { code, reason: reason.to_owned() },
        }
    }

    /// Our own refusal, where as many calls go on as are allowed.
    pub(crate) fn too_many() -> Self {
        CallFailed::Failed { code: 503, reason: "as many calls go on as are allowed at once".to_owned() }
    }
}
