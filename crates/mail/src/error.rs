//! Why a message was not sent, and why settings make no sense.

use lettre::transport::smtp::Error as SmtpError;

/// Longest part of a server's words that is kept.
const LONGEST_ANSWER: usize = 500;

/// Why a message was not taken. Texts are fit for whoever manages the workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Trying again may help: nobody answers, or the server asks to come again.
    #[error("{reason}")]
    Transient {
        /// The server's code, if it answered.
        status: Option<u16>,
        /// What went wrong.
        reason: String,
    },
    /// Trying again cannot help: the server refuses the message or its recipient, or it cannot be written.
    #[error("{reason}")]
    Permanent {
        /// The server's code, if it answered.
        status: Option<u16>,
        /// What went wrong.
        reason: String,
    },
}

impl MailError {
    /// The server's code, if it answered.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Transient { status, .. } | Self::Permanent { status, .. } => *status,
        }
    }

    pub(crate) fn unwritable(reason: impl ToString) -> Self {
        Self::Permanent {
            status: None,
            reason: format!("the mail cannot be written: {}", reason.to_string()),
        }
    }
}

/// What is wrong with which setting. Never repeats a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting} {rule}")]
pub struct SettingsProblem {
    /// The setting.
    pub setting: &'static str,
    /// What it must be.
    pub rule: String,
}

impl From<SmtpError> for MailError {
    fn from(error: SmtpError) -> Self {
        let status = error.status().map(u16::from);
        let reason = format!("smtp: {}", shortened(&error.to_string()));
        // 53x is about our own sign-in: the recipient is not to blame, and the operator may mend it.
        let is_about_us = status.is_some_and(|code| (530..=538).contains(&code));
        if error.is_permanent() && !is_about_us {
            Self::Permanent { status, reason }
        } else {
            Self::Transient { status, reason }
        }
    }
}

pub(crate) fn shortened(text: &str) -> String {
    let mut text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.truncate(text.floor_char_boundary(LONGEST_ANSWER));
    text
}
