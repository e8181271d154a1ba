//! What can be asked.

use super::{Interval, Window, Zone};
use crate::{ConversationId, MetricDefinitionId};

/// A question, with all its defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What is measured.
    pub measures: Vec<Measure>,
    /// What every measure is limited to.
    pub filters: Vec<Filter>,
    /// Instead of breakdowns: each measure once for each of these. Empty for none.
    pub groups: Vec<Group>,
    /// Over which time.
    pub window: Window,
    /// How long the buckets are.
    pub interval: Interval,
    /// Where days begin.
    pub zone: Zone,
    /// Whether the window before it, of the same length, is measured as well.
    pub with_previous: bool,
    /// Whether values for each bucket are wanted, not for the whole window alone.
    pub with_buckets: bool,
}

/// Conversations that are measured together, under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The name.
    pub name: String,
    /// Which ones.
    pub filters: Vec<Filter>,
}

/// One thing that is measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Of what.
    pub subject: Subject,
    /// How its values become one.
    pub aggregation: Aggregation,
    /// How the values of each conversation become one before that; none where every value counts by itself.
    pub fold: Option<Fold>,
    /// What it is limited to beside the filters of the question.
    pub filters: Vec<Filter>,
    /// Which values of the metric count where nothing that is asked tells values of the conversation from those of its
    /// parts. A metric may have both, of the same thing: together they would count twice.
    pub usual: Option<Filter>,
    /// By what it is split.
    pub breakdown: Option<Dimension>,
    /// Whether the others are told as shares of this one.
    pub is_baseline: bool,
}

/// Of what something is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The conversations themselves.
    Conversations,
    /// The values of a metric.
    Metric {
        /// Which one.
        definition_id: MetricDefinitionId,
        /// What its values are.
        kind: ValueKind,
    },
}

/// What the values of a metric are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Numbers.
    Number,
    /// True, which is 1, or false, which is 0.
    Boolean,
    /// Texts or labels.
    Text,
}

/// How values become one.
#[derive(Debug, Clone, PartialEq)]
pub enum Aggregation {
    /// How many there are.
    Count,
    /// The arithmetic mean.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// The sum.
    Sum,
    /// The value below which so many of a hundred lie; 50 is the median.
    Percentile(u8),
    /// Which share of them passes, 0 to 1.
    PassRate(Judgement),
}

/// What passes: a value for which the comparison holds. Numbers are judged after they were folded; what is true or false
/// and texts before, as 1 and 0, and then 1 passes.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// How the value is compared.
    pub operator: Operator,
    /// With what.
    pub value: Value,
}

/// How the values of one conversation become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// How many there are.
    Count,
    /// The arithmetic mean.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// The sum.
    Sum,
    /// The value below which so many of a hundred lie; 50 is the median.
    Percentile(u8),
}

/// What a filter keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// What of a value or conversation is looked at.
    pub dimension: Dimension,
    /// How it is compared.
    pub operator: Operator,
    /// With what; none for the operators that take nothing.
    pub value: Option<Value>,
}

/// How two values are compared. What is not there equals nothing, and differs from everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// The same.
    Equals,
    /// Another one, or none.
    NotEquals,
    /// More.
    GreaterThan,
    /// Not less.
    GreaterThanOrEqualTo,
    /// Less.
    LessThan,
    /// Not more.
    LessThanOrEqualTo,
    /// The text has this within it, in this case of letters.
    Contains,
    /// The text begins with this, in this case of letters.
    StartsWith,
    /// There is one.
    IsSet,
    /// There is none.
    IsNotSet,
}

/// What something is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    Boolean(bool),
}

/// By what values and conversations can be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// The value of the measured metric.
    MetricValue,
    /// The part whose value it is: `agent`, `customer`.
    MetricRole,
    /// What of the conversation the value is of: `call`, `segment`, `segment_range`.
    MetricContext,
    /// The variant of the metric that it came from.
    MetricVariant,
    /// Something that the server knows of the conversation.
    Call(CallProperty),
    /// A property that a client gave it, by its stored name.
    Property(String),
    /// Something of an agent who took part.
    Agent(AgentProperty),
    /// The conversation.
    Conversation,
    /// Spoken or written.
    Modality,
}

/// What the server itself knows of every call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallProperty {
    /// Who called whom.
    Direction,
    /// How far the call is.
    Status,
    /// Why it is over.
    EndedStatus,
    /// Over what it went.
    Interface,
    /// How long it was; none until that is known.
    DurationSeconds,
    /// What told of it.
    Source,
}

/// What is known of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AgentProperty {
    /// Its id.
    Id,
    /// Its name.
    Name,
    /// Its maker's id for it.
    CustomId,
}

/// Spoken or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// Calls and meetings.
    Call,
    /// Chats.
    Chat,
}

/// What the database is asked: one measure, of one group, without the last step from values to one.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Of what.
    pub subject: Subject,
    /// All filters that apply.
    pub filters: Vec<Filter>,
    /// How the values of each conversation become one.
    pub fold: Option<Fold>,
    /// By what it is split.
    pub breakdown: Option<Dimension>,
    /// What passes, where that is asked.
    pub judgement: Option<Judgement>,
}

impl Dimension {
    /// Whether it tells values of a metric apart, not conversations.
    #[must_use]
    pub fn is_of_metric(&self) -> bool {
        matches!(self, Self::MetricValue | Self::MetricRole | Self::MetricContext | Self::MetricVariant)
    }
}

impl Operator {
    /// Whether it asks which of two values is more.
    #[must_use]
    pub fn orders(self) -> bool {
        matches!(
            self,
            Self::GreaterThan | Self::GreaterThanOrEqualTo | Self::LessThan | Self::LessThanOrEqualTo
        )
    }
}

impl Value {
    /// The number that it is, or that its text stands for.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            Self::Text(text) => text.trim().parse().ok().filter(|value: &f64| value.is_finite()),
            Self::Boolean(_) => None,
        }
    }
}

impl Judgement {
    /// Whether a folded value passes: a number where the comparison holds; what was judged before it was folded, as
    /// everything but numbers is, where it is 1 or more.
    #[must_use]
    pub fn passes(&self, subject: Subject, value: f64) -> bool {
        let is_number = matches!(subject, Subject::Metric { kind: ValueKind::Number, .. });
        let Value::Number(wanted) = (if is_number { &self.value } else { &Value::Number(1.0) }) else {
            return false;
        };
        match self.operator {
            _ if !is_number => value >= *wanted,
            Operator::Equals => value == *wanted,
            Operator::NotEquals => value != *wanted,
            Operator::GreaterThan => value > *wanted,
            Operator::GreaterThanOrEqualTo => value >= *wanted,
            Operator::LessThan => value < *wanted,
            Operator::LessThanOrEqualTo => value <= *wanted,
            Operator::Contains | Operator::StartsWith | Operator::IsSet | Operator::IsNotSet => false,
        }
    }
}

impl Filter {
    /// The filter that keeps one conversation.
    #[must_use]
    pub fn conversation(id: ConversationId) -> Self {
        Self {
            dimension: Dimension::Conversation,
            operator: Operator::Equals,
            value: Some(Value::Text(id.0.to_string())),
        }
    }
}
