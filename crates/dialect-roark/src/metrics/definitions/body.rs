//! A new metric.

use colloquy_app::AppError;
use colloquy_app::metrics::definitions::NewMetric;
use colloquy_domain::metric::{
    Calculation, Combinator, Formula, Judge, Outcome, OutputType, Pattern, PatternOperation, Scope,
    SupportedContext, WindowMode,
};
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use super::super::words::{
    self, RoarkMetricContext, RoarkMetricOutputType, RoarkMetricRole, RoarkMetricScope,
    RoarkPatternOperation, RoarkTriggerCombinator, RoarkWindowMode, parse_upper,
};
use super::parts::{self, OptionBody, ScaleLabelBody, SourceBody, TriggerBody};

/// Longest name.
const LONGEST_NAME: usize = 255;

/// A new metric, in one of three kinds.
#[derive(ToSchema)]
#[serde(untagged)]
#[schema(as = RoarkCreateMetric)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub enum CreateMetric {
    Judge(CreateJudge),
    Formula(CreateFormula),
    Pattern(CreatePattern),
}

colloquy_http::words! {
    /// A language model judges.
    RoarkJudgeType = ["LLM_JUDGE"];
    /// From the values of other metrics.
    RoarkFormulaType = ["FORMULA"];
    /// From what follows what in the values of other metrics.
    RoarkPatternType = ["PATTERN"];
    /// What a formula can bring.
    RoarkFormulaOutput = ["NUMERIC", "BOOLEAN"];
}

/// What a language model judges.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreateJudgeMetric)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct CreateJudge {
    calculation_type: RoarkJudgeType,
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
    output_type: RoarkMetricOutputType,
    /// Made from the name where it is left out.
    #[schema(min_length = 1, max_length = 50)]
    slug: Option<String>,
    /// The same as `slug`.
    #[schema(min_length = 1, max_length = 50)]
    metric_id: Option<String>,
    /// The question; required for BOOLEAN, NUMERIC, TEXT and SCALE.
    #[schema(max_length = 2000)]
    llm_prompt: Option<String>,
    #[schema(max_length = 2000)]
    boolean_true_label: Option<String>,
    #[schema(max_length = 2000)]
    boolean_false_label: Option<String>,
    /// Required for CLASSIFICATION, one or more; only for it.
    #[schema(max_items = 100)]
    classification_options: Option<Vec<OptionBody>>,
    /// Only for CLASSIFICATION.
    #[schema(minimum = 1, maximum = 100)]
    max_classifications: Option<i64>,
    /// Required for SCALE, less than `scaleMax`; only for it.
    #[schema(minimum = 0, maximum = 100)]
    scale_min: Option<i64>,
    /// Required for SCALE; only for it.
    #[schema(minimum = 0, maximum = 100)]
    scale_max: Option<i64>,
    /// Only for SCALE.
    #[schema(max_items = 100)]
    scale_labels: Option<Vec<ScaleLabelBody>>,
    /// GLOBAL where it is left out.
    scope: Option<RoarkMetricScope>,
    /// Required for PER_PARTICIPANT; only for it.
    participant_role: Option<RoarkMetricRole>,
    /// CALL where it is left out. SEGMENT and TURN only for PER_PARTICIPANT and BOOLEAN, SCALE, NUMERIC or COUNT; TURN
    /// only for AGENT.
    #[schema(min_items = 1, max_items = 10)]
    supported_contexts: Option<Vec<RoarkMetricContext>>,
}

/// What is computed from the values of other metrics.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreateFormulaMetric)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct CreateFormula {
    calculation_type: RoarkFormulaType,
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
    output_type: RoarkFormulaOutput,
    /// References `{{id:<uuid>}}`, numbers, brackets and `+ - * /`; for BOOLEAN one of `== != >= <= > <`.
    #[schema(min_length = 1, max_length = 2000)]
    formula: String,
    /// Exactly the metrics that the formula refers to: two or more, one or more for BOOLEAN.
    #[schema(min_items = 1, max_items = 100)]
    sources: Vec<SourceBody>,
    /// Made from the name where it is left out.
    #[schema(min_length = 1, max_length = 50)]
    slug: Option<String>,
    /// The same as `slug`.
    #[schema(min_length = 1, max_length = 50)]
    metric_id: Option<String>,
}

/// What is found by what follows what.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkCreatePatternMetric)]
#[expect(dead_code, reason = "read by the schema derive only")]
pub struct CreatePattern {
    calculation_type: RoarkPatternType,
    #[schema(min_length = 1, max_length = 255, pattern = "\\S")]
    name: String,
    operation: RoarkPatternOperation,
    outcome: OutcomeBody,
    /// Either this or `triggers`.
    trigger: Option<TriggerBody>,
    /// Several need `triggerCombinator`.
    #[schema(min_items = 1, max_items = 100)]
    triggers: Option<Vec<TriggerBody>>,
    trigger_combinator: Option<RoarkTriggerCombinator>,
    /// `seconds` where it is left out.
    window_mode: Option<RoarkWindowMode>,
    /// Made from the name where it is left out.
    #[schema(min_length = 1, max_length = 50)]
    slug: Option<String>,
    /// The same as `slug`.
    #[schema(min_length = 1, max_length = 50)]
    metric_id: Option<String>,
}

/// What should follow.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RoarkPatternOutcomeInput)]
#[expect(dead_code, reason = "read by the schema derive only")]
struct OutcomeBody {
    #[serde(flatten)]
    condition: TriggerBody,
    #[schema(minimum = 0, maximum = 86400)]
    window_after: i64,
    #[schema(minimum = 0, maximum = 86400)]
    window_before: Option<i64>,
}

/// Reads a new metric.
pub fn read(body: &Value) -> Result<NewMetric, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("calculationType");
    fields.require("name");
    let name = fields.string("name", 1, LONGEST_NAME).unwrap_or_default().to_owned();
    let slug = fields.string("slug", 1, 50).map(str::to_owned);
    let alias = fields.string("metricId", 1, 50).map(str::to_owned);
    if parts::is_there(body, "analysisPackageId") && !fields.is_null("analysisPackageId") {
        let rule = "names no package: metrics stand in the package Custom Metrics, which has no id here";
        fields.refuse("analysisPackageId", "unknown_package", rule);
    }
    let kind = fields.string("calculationType", 0, 50).map(str::to_owned);
    let mut new = NewMetric {
        name,
        slug: slug.or(alias),
        output: OutputType::Numeric,
        scope: Scope::Global,
        role: None,
        contexts: vec![SupportedContext::Call],
        calculation: Calculation::Provider,
    };
    match kind.as_deref() {
        Some("LLM_JUDGE") => judge(&mut fields, &mut new),
        Some("FORMULA") => formula(&mut fields, &mut new),
        Some("PATTERN") => pattern(&mut fields, &mut new),
        Some(_) => {
            fields.refuse("calculationType", "unknown_value", "must be one of LLM_JUDGE, FORMULA, PATTERN");
        }
        None => {}
    }
    fields.finish()?;
    Ok(new)
}

fn judge(fields: &mut Fields<'_>, new: &mut NewMetric) {
    fields.require("outputType");
    let known = "COUNT, NUMERIC, BOOLEAN, SCALE, TEXT, CLASSIFICATION, OFFSET";
    let output = words::word(fields, "outputType", known, |text| parse_upper(text, OutputType::parse));
    new.output = output.unwrap_or(new.output);
    let scope =
        words::word(fields, "scope", "GLOBAL, PER_PARTICIPANT", |text| parse_upper(text, Scope::parse));
    new.scope = scope.unwrap_or(Scope::Global);
    new.role = parts::role(fields, "participantRole");
    new.contexts = parts::contexts(fields).unwrap_or_else(|| vec![SupportedContext::Call]);
    let text = |fields: &mut Fields<'_>, name: &str| fields.string(name, 0, 2_000).map(str::to_owned);
    new.calculation = Calculation::LlmJudge(Judge {
        prompt: text(fields, "llmPrompt").unwrap_or_default(),
        output: new.output,
        true_label: text(fields, "booleanTrueLabel"),
        false_label: text(fields, "booleanFalseLabel"),
        scale_min: fields.integer("scaleMin"),
        scale_max: fields.integer("scaleMax"),
        scale_labels: parts::scale_labels(fields).unwrap_or_default(),
        options: parts::options(fields).unwrap_or_default(),
        max_classifications: max_classifications(fields),
    });
}

/// Most labels that may be chosen.
pub fn max_classifications(fields: &mut Fields<'_>) -> Option<u32> {
    let given = fields.integer("maxClassifications")?;
    let found = u32::try_from(given).ok().filter(|count| (1..=100).contains(count));
    if found.is_none() {
        fields.refuse("maxClassifications", "invalid_range", "must be a whole number from 1 to 100");
    }
    found
}

fn formula(fields: &mut Fields<'_>, new: &mut NewMetric) {
    for name in ["outputType", "formula", "sources"] {
        fields.require(name);
    }
    let output = words::word(fields, "outputType", "NUMERIC, BOOLEAN", |text| match text {
        "NUMERIC" => Some(OutputType::Numeric),
        "BOOLEAN" => Some(OutputType::Boolean),
        _ => None,
    });
    new.output = output.unwrap_or(new.output);
    new.calculation = Calculation::Formula(Formula {
        expression: fields.string("formula", 1, 2_000).unwrap_or_default().to_owned(),
        sources: parts::sources(fields).unwrap_or_default(),
    });
}

fn pattern(fields: &mut Fields<'_>, new: &mut NewMetric) {
    fields.require("operation");
    fields.require("outcome");
    let known = "PATTERN_EXISTS, PATTERN_COUNT, OUTCOME_AGGREGATE";
    let operation =
        words::word(fields, "operation", known, |text| parse_upper(text, PatternOperation::parse));
    let combinator =
        words::word(fields, "triggerCombinator", "AND, OR", |text| parse_upper(text, Combinator::parse));
    let window_mode = words::word(fields, "windowMode", "seconds, segments", WindowMode::parse);
    let triggers = match (fields.value("trigger"), fields.value("triggers")) {
        (Some(_), Some(_)) => {
            fields.refuse("triggers", "not_allowed", "must be left out where trigger is given");
            Vec::new()
        }
        (None, None) => {
            fields.refuse("trigger", "required", "is required, or triggers");
            Vec::new()
        }
        (Some(trigger), None) => {
            part(fields, "trigger", trigger, parts::condition).flatten().into_iter().collect()
        }
        (None, Some(_)) => fields.items("triggers", 100, parts::condition).into_iter().flatten().collect(),
    };
    let outcome =
        fields.value("outcome").and_then(|value| part(fields, "outcome", value, read_outcome)).flatten();
    let (Some(operation), Some(outcome)) = (operation, outcome) else { return };
    new.output = operation.output();
    new.calculation = Calculation::Pattern(Pattern {
        operation,
        triggers,
        combinator,
        window_mode: window_mode.unwrap_or(WindowMode::Seconds),
        outcome,
    });
}

fn read_outcome(item: &mut Fields<'_>) -> Option<Outcome> {
    item.require("windowAfter");
    let mut window = |name: &str| {
        let given = item.integer(name)?;
        let found = u32::try_from(given).ok().filter(|length| *length <= 86_400);
        if found.is_none() {
            item.refuse(name, "invalid_range", "must be a whole number from 0 to 86400");
        }
        found
    };
    let (window_after, window_before) = (window("windowAfter"), window("windowBefore"));
    let condition = parts::condition(item)?;
    Some(Outcome {
        condition,
        window_after: window_after.unwrap_or_default(),
        window_before: window_before.unwrap_or_default(),
    })
}

/// What `read` makes of a member that is an object.
fn part<'a, T>(
    fields: &mut Fields<'a>,
    name: &str,
    value: &'a Value,
    read: impl Fn(&mut Fields<'a>) -> T,
) -> Option<T> {
    let Some(mut item) = Fields::of(value, &fields.path(name)) else {
        fields.refuse(name, "invalid_type", "must be an object");
        return None;
    };
    let found = read(&mut item);
    fields.adopt(item);
    Some(found)
}
