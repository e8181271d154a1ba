//! Words of metrics in this dialect's spelling: capitals, with the same parts as below.

use colloquy_domain::metric::TriggeredBy;
use colloquy_http::Fields;

colloquy_http::words! {
    /// How a metric is measured.
    RoarkCalculationType = ["LLM_JUDGE", "PROVIDER", "THRESHOLD", "FORMULA", "PATTERN"];
    /// What kind of value a metric has.
    RoarkMetricOutputType = ["COUNT", "NUMERIC", "BOOLEAN", "SCALE", "TEXT", "CLASSIFICATION", "OFFSET"];
    /// Of what a metric has a value.
    RoarkMetricScope = ["GLOBAL", "PER_PARTICIPANT"];
    /// How closely a metric looks.
    RoarkMetricContext = ["CALL", "SEGMENT", "TURN"];
    /// Of what a value is.
    RoarkValueContext = ["CALL", "SEGMENT", "SEGMENT_RANGE"];
    /// Whether there is a value.
    RoarkCaptureStatus = ["SUCCESS", "NOT_APPLICABLE", "DATA_MISSING", "ERROR"];
    /// What the transcript says about a property.
    RoarkPropertyVerdictWord = ["MATCH", "MISMATCH", "TRANSCRIPTION_ERROR", "NOT_MENTIONED"];
    /// Whose value it is.
    RoarkValueRole = ["agent", "customer"];
    /// Whom a metric is about.
    RoarkMetricRole = ["AGENT", "CUSTOMER", "SIMULATED_CUSTOMER", "BACKGROUND_SPEAKER"];
    /// How two values compare.
    RoarkMetricOperator = [
        "GREATER_THAN", "GREATER_THAN_OR_EQUALS", "LESS_THAN", "LESS_THAN_OR_EQUALS", "EQUALS", "NOT_EQUALS",
    ];
    /// How several values become one.
    RoarkThresholdAggregation = ["EACH", "COUNT", "AVERAGE", "MIN", "MAX", "MEDIAN", "P95", "P99", "SUM"];
    /// What a pattern finds out.
    RoarkPatternOperation = ["PATTERN_EXISTS", "PATTERN_COUNT", "OUTCOME_AGGREGATE"];
    /// How several triggers go together.
    RoarkTriggerCombinator = ["AND", "OR"];
    /// What a pattern's window counts.
    RoarkWindowMode = ["seconds", "segments"];
    /// On what a metric can be measured.
    RoarkConversationSource = ["SIMULATED", "LIVE"];
    /// Whether a policy acts.
    RoarkPolicyStatus = ["ACTIVE", "INACTIVE"];
    /// Who made a policy.
    RoarkPolicyType = ["SYSTEM", "USER"];
    /// For what kind of conversations a policy is.
    RoarkPolicyModality = ["call", "chat"];
    /// What a condition looks at.
    RoarkConditionType = ["AGENT", "CALL_SOURCE", "CALL_PROPERTY", "INTEGRATION"];
    /// How a property compares.
    RoarkPolicyOperator = [
        "EQUALS", "NOT_EQUALS", "CONTAINS", "STARTS_WITH", "GREATER_THAN", "LESS_THAN",
        "GREATER_THAN_OR_EQUALS", "LESS_THAN_OR_EQUALS",
    ];
    /// How far a collection job is.
    RoarkCollectionStatus = ["PENDING", "PROCESSING", "COMPLETED", "FAILED", "CANCELED"];
    /// What a collection job follows from.
    RoarkTriggeredBy = ["USER_MANUAL", "USER_API", "METRIC_POLICY", "SIMULATION"];
}

/// A word as it is spelled here.
pub fn upper(word: &str) -> String {
    word.to_ascii_uppercase()
}

/// Reads a word of the house that is spelled in capitals here.
pub fn parse_upper<T>(text: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
    let is_upper = !text.chars().any(|letter| letter.is_ascii_lowercase());
    is_upper.then(|| parse(&text.to_ascii_lowercase())).flatten()
}

/// What a job follows from.
pub fn triggered_by(from: TriggeredBy) -> &'static str {
    match from {
        TriggeredBy::Person => "USER_MANUAL",
        TriggeredBy::Program => "USER_API",
        TriggeredBy::Policy => "METRIC_POLICY",
    }
}

/// A member that is one of these words.
pub fn word<T>(
    fields: &mut Fields<'_>,
    name: &str,
    known: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = fields.string(name, 0, 100)?;
    let found = parse(text);
    if found.is_none() {
        fields.refuse(name, "unknown_value", &format!("must be one of {known}"));
    }
    found
}
