//! What is measured in conversations: definitions, the values that come out, and the metrics that are built in.

pub mod builtin;
mod calculation;
mod collection;
mod definition;
mod policy;
mod stored;
mod value;
mod variant;

pub use self::builtin::{Builtin, BuiltinCalculation, builtin, builtin_by_id, builtin_by_slug};
pub use self::calculation::{
    ClassificationOption, Condition, Judge, Outcome, Pattern, ScaleLabel, Source, Threshold,
};
pub use self::collection::{
    CollectedMetric, CollectionItem, CollectionJob, CollectionStatus, ItemStatus, TriggeredBy,
};
pub use self::definition::{Calculation, Formula, MetricDefinition};
pub use self::policy::{
    ConditionKind, ConditionOperator, MetricPolicy, MetricSetting, Modality, PolicyCondition, PolicyKind,
    PolicyMetric,
};
pub use self::stored::MetricValue;
pub use self::value::{EvidenceSpan, Measured, MeasuredValue, Place, PropertyVerdict, Verdict};
pub use self::variant::{DEFAULT_VARIANT, MetricVariant, MetricVersion};

macro_rules! metric_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is stored.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),* }
            }

            /// Reads what [`Self::as_str`] wrote.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
use metric_enum;

metric_enum! {
    /// What kind of values a metric has.
    OutputType {
        /// How often, a whole number.
        Count => "count",
        /// A number.
        Numeric => "numeric",
        /// True or false.
        Boolean => "boolean",
        /// A whole number between two bounds.
        Scale => "scale",
        /// A text.
        Text => "text",
        /// One or more of some labels.
        Classification => "classification",
        /// Milliseconds from the conversation's start.
        Offset => "offset",
    }
}

metric_enum! {
    /// Of what a metric tells.
    Scope {
        /// Of the conversation as a whole.
        Global => "global",
        /// Of each side, or of one of them.
        PerParticipant => "per_participant",
    }
}

metric_enum! {
    /// What a metric can be asked of.
    SupportedContext {
        /// The whole call.
        Call => "call",
        /// Each entry of the transcript.
        Segment => "segment",
        /// Each turn: the entries of one side in a row.
        Turn => "turn",
    }
}

metric_enum! {
    /// A side that a metric tells of or is asked of.
    Role {
        /// The agent.
        Agent => "agent",
        /// The customer.
        Customer => "customer",
        /// A customer that is played by a program; here it speaks as the customer.
        SimulatedCustomer => "simulated_customer",
        /// Somebody in the background: neither of the two.
        BackgroundSpeaker => "background_speaker",
    }
}

metric_enum! {
    /// How two values are compared.
    Comparison {
        /// `>`
        GreaterThan => "greater_than",
        /// `>=`
        GreaterThanOrEquals => "greater_than_or_equals",
        /// `<`
        LessThan => "less_than",
        /// `<=`
        LessThanOrEquals => "less_than_or_equals",
        /// `==`
        Equals => "equals",
        /// `!=`
        NotEquals => "not_equals",
    }
}

metric_enum! {
    /// How the values of a conversation become one before they meet a threshold.
    Aggregation {
        /// Not at all: each has to pass.
        Each => "each",
        /// How many of them satisfy the comparison.
        Count => "count",
        /// Their arithmetic mean.
        Average => "average",
        /// The smallest.
        Min => "min",
        /// The largest.
        Max => "max",
        /// The middle one.
        Median => "median",
        /// The 95th percentile.
        P95 => "p95",
        /// The 99th percentile.
        P99 => "p99",
        /// Their sum.
        Sum => "sum",
    }
}

metric_enum! {
    /// What a pattern tells.
    PatternOperation {
        /// Whether it occurs.
        Exists => "pattern_exists",
        /// How often it occurs.
        Count => "pattern_count",
        /// The mean of the outcome's values where it occurs.
        OutcomeAggregate => "outcome_aggregate",
    }
}

metric_enum! {
    /// How several triggers go together.
    Combinator {
        /// All of them.
        And => "and",
        /// Any of them.
        Or => "or",
    }
}

metric_enum! {
    /// What the windows of a pattern count.
    WindowMode {
        /// Seconds of the conversation.
        Seconds => "seconds",
        /// Entries of the transcript.
        Segments => "segments",
    }
}

metric_enum! {
    /// Whether a value came out.
    CaptureStatus {
        /// Yes.
        Success => "success",
        /// The question does not arise in this conversation.
        NotApplicable => "not_applicable",
        /// What it would be made of is not there.
        DataMissing => "data_missing",
        /// It could not be computed.
        Error => "error",
    }
}

impl Comparison {
    /// Whether it holds for two numbers; never for what is not a number.
    #[must_use]
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::GreaterThan => left > right,
            Self::GreaterThanOrEquals => left >= right,
            Self::LessThan => left < right,
            Self::LessThanOrEquals => left <= right,
            Self::Equals => left == right,
            Self::NotEquals => left != right && !left.is_nan() && !right.is_nan(),
        }
    }

    /// Whether it holds for two texts, in whatever case; none for comparisons that need numbers.
    #[must_use]
    pub fn holds_for_text(self, left: &str, right: &str) -> Option<bool> {
        let are_equal = left.trim().to_lowercase() == right.trim().to_lowercase();
        match self {
            Self::Equals => Some(are_equal),
            Self::NotEquals => Some(!are_equal),
            _ => None,
        }
    }
}

impl PatternOperation {
    /// The kind of its values.
    #[must_use]
    pub fn output(self) -> OutputType {
        match self {
            Self::Exists => OutputType::Boolean,
            Self::Count | Self::OutcomeAggregate => OutputType::Numeric,
        }
    }
}

metric_enum! {
    /// What somebody may tell a metric beside its definition; each metric takes one at most.
    Setting {
        /// Names of the properties that are compared with the transcript.
        VerifiedProperties => "verified_properties",
        /// Phrases that may be said again and again.
        ExcludedPhrases => "excluded_phrases",
        /// What a voicemail sounds like, or what the agent leaves on one.
        VoicemailScript => "voicemail_script",
        /// The tools whose use is judged.
        ToolDefinitions => "tool_definition_ids",
    }
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Unit {
    /// "milliseconds"
    pub name: std::borrow::Cow<'static, str>,
    /// "ms"
    pub symbol: Option<std::borrow::Cow<'static, str>>,
}
