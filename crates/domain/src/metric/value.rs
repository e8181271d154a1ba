//! Values of metrics, with why.

use serde::{Deserialize, Serialize};

use super::{CaptureStatus, Role};
use crate::transcript::EntryId;

/// A value. As a number in storage: booleans are 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "value")]
pub enum MeasuredValue {
    /// A number, always finite.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A text or a label.
    Text(String),
}

impl MeasuredValue {
    /// The value as a number: 0 and 1 for booleans, none for texts.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Boolean(is_true) => Some(f64::from(u8::from(*is_true))),
            Self::Text(_) => None,
        }
    }
}

/// Of which part of the conversation a value tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "context")]
pub enum Place {
    /// Of all of it.
    Call,
    /// Of one entry.
    Segment {
        /// The entry.
        entry: EntryId,
    },
    /// Of several entries in a row.
    SegmentRange {
        /// The first.
        from: EntryId,
        /// The last.
        to: EntryId,
    },
}

impl Place {
    /// The context as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Segment { .. } => "segment",
            Self::SegmentRange { .. } => "segment_range",
        }
    }

    /// The first and the last entry; none for the whole call.
    #[must_use]
    pub fn entries(self) -> Option<(EntryId, EntryId)> {
        match self {
            Self::Call => None,
            Self::Segment { entry } => Some((entry, entry)),
            Self::SegmentRange { from, to } => Some((from, to)),
        }
    }

    /// Reads what [`Self::as_str`] and [`Self::entries`] wrote.
    #[must_use]
    pub fn parse(context: &str, from: Option<EntryId>, to: Option<EntryId>) -> Option<Self> {
        match (context, from, to) {
            ("call", ..) => Some(Self::Call),
            ("segment", Some(entry), _) => Some(Self::Segment { entry }),
            ("segment_range", Some(from), Some(to)) => Some(Self::SegmentRange { from, to }),
            _ => None,
        }
    }
}

/// Entries that support a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceSpan {
    /// The first.
    pub from: EntryId,
    /// The last.
    pub to: EntryId,
    /// The words, verbatim as they stand in the first entry; none where it is timing that tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Why they support it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What the transcript says of the expected value of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same.
    Match,
    /// Something else.
    Mismatch,
    /// Something that sounds the same: the words were misheard.
    TranscriptionError,
    /// Nothing.
    NotMentioned,
}

/// The comparison of one property with the transcript.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PropertyVerdict {
    /// The property.
    pub property_name: String,
    /// Its value.
    pub expected_value: String,
    /// What the transcript says of it.
    pub verdict: Verdict,
    /// What was said instead, or the words in which it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_value: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

/// One value of a metric in one conversation, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Whether there is a value.
    pub status: CaptureStatus,
    /// The value; there exactly where the status is success.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<MeasuredValue>,
    /// The side that it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The part of the conversation that it tells of.
    pub place: Place,
    /// How sure one can be of the value, 0 to 1; 1 for what follows from measured input without judgement.
    pub confidence: f64,
    /// Why the value is what it is, or what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    /// Why it could not be computed; there exactly where the status is error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Places that support it, most decisive first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceSpan>,
    /// Of the comparison of properties with the transcript only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub property_verdicts: Vec<PropertyVerdict>,
}

impl Measured {
    /// A value of the whole call that follows from its input without judgement.
    #[must_use]
    pub fn success(value: MeasuredValue) -> Self {
        Self {
            status: CaptureStatus::Success,
            value: Some(value),
            role: None,
            place: Place::Call,
            confidence: 1.0,
            reasoning: None,
            error: None,
            evidence: Vec::new(),
            property_verdicts: Vec::new(),
        }
    }

    /// A number; an error where it is not finite.
    #[must_use]
    pub fn number(number: f64) -> Self {
        if number.is_finite() {
            Self::success(MeasuredValue::Number(number))
        } else {
            Self::failed("the value is not a finite number")
        }
    }

    /// True or false.
    #[must_use]
    pub fn boolean(is_true: bool) -> Self {
        Self::success(MeasuredValue::Boolean(is_true))
    }

    /// A text or a label.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::success(MeasuredValue::Text(text.into()))
    }

    /// The question does not arise, and why.
    #[must_use]
    pub fn not_applicable(reason: impl Into<String>) -> Self {
        Self::without(CaptureStatus::NotApplicable).because(reason)
    }

    /// Something is not there, and what.
    #[must_use]
    pub fn data_missing(reason: impl Into<String>) -> Self {
        Self::without(CaptureStatus::DataMissing).because(reason)
    }

    /// It could not be computed, and why.
    #[must_use]
    pub fn failed(message: impl Into<String>) -> Self {
        Self { error: Some(message.into()), ..Self::without(CaptureStatus::Error) }
    }

    fn without(status: CaptureStatus) -> Self {
        let any = Self::success(MeasuredValue::Boolean(false));
        Self { status, value: None, confidence: 0.0, ..any }
    }

    /// With the side that it tells of.
    #[must_use]
    pub fn of(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    /// With the part that it tells of.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// With a reason; an empty one is none.
    #[must_use]
    pub fn because(self, reason: impl Into<String>) -> Self {
        Self { reasoning: Some(reason.into()).filter(|reason| !reason.trim().is_empty()), ..self }
    }

    /// With how sure one is of it; nothing changes where there is no value.
    #[must_use]
    pub fn sure(self, confidence: f64) -> Self {
        let confidence = if confidence.is_finite() { confidence.clamp(0.0, 1.0) } else { 0.0 };
        Self { confidence: if self.value.is_some() { confidence } else { self.confidence }, ..self }
    }

    /// With places that support it.
    #[must_use]
    pub fn with_evidence(self, evidence: Vec<EvidenceSpan>) -> Self {
        Self { evidence, ..self }
    }

    /// The value as a number where there is one.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        self.value.as_ref()?.as_number()
    }
}
