//! Rules on what a metric may be.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::MetricDefinitionId;
use colloquy_domain::metric::{
    Calculation, Formula, Judge, MetricDefinition, OutputType, Pattern, Role, Scope, Source, SupportedContext,
};

use colloquy_insight::metrics as insight;

use super::Catalogue;
use crate::FieldProblem;

/// Longest prompt, in characters.
pub const LONGEST_PROMPT: usize = 2_000;

/// Deepest chain of metrics that use each other.
const DEEPEST: usize = 10;

/// Problems of a definition that is about to be stored.
pub(super) fn definition(definition: &MetricDefinition) -> Vec<FieldProblem> {
    let mut problems = Problems(Vec::new());
    if definition.name.trim().is_empty() {
        problems.add("name", "required", "must not be blank");
    }
    contexts(definition, &mut problems);
    match &definition.calculation {
        Calculation::LlmJudge(judge) => self::judge(definition.output, judge, &mut problems),
        Calculation::Formula(formula) => self::formula(definition.output, formula, &mut problems),
        Calculation::Pattern(pattern) => self::pattern(pattern, &mut problems),
        Calculation::Provider | Calculation::Threshold(_) => {}
    }
    problems.0
}

/// What is wrong with the metrics that a definition uses: they must be there, and none may use it in turn.
pub(super) fn sources(catalogue: &Catalogue, definition: &MetricDefinition) -> Vec<FieldProblem> {
    let mut problems = Problems(Vec::new());
    let mut chains = Chains::above(definition.id, |id| {
        let sources = catalogue.get(id).map(|definition| definition.calculation.sources());
        sources.unwrap_or_default().into_iter().map(|source| source.definition_id).collect()
    });
    for source in definition.calculation.sources() {
        let id = source.definition_id;
        if catalogue.get(id).is_none() {
            problems.add("sources", "unknown_metric", &format!("name {id}, which is no metric"));
            continue;
        }
        if let Some(variant) = source.variant_id
            && catalogue.owner_of(variant) != Some(id)
        {
            let rule = format!("name the variant {variant}, which the metric {id} does not have");
            problems.add("sources", "unknown_variant", &rule);
        }
        if chains.longest(id).is_none_or(|length| length > DEEPEST) {
            problems.add("sources", "circular", "must not use each other in a circle, nor in long chains");
        }
    }
    problems.0
}

/// Chains of metrics of which each uses the next one. Each metric is looked at once, however many use it.
struct Chains<S> {
    used: MetricDefinitionId,
    sources_of: S,
    known: BTreeMap<MetricDefinitionId, Option<usize>>,
}

impl<S: Fn(MetricDefinitionId) -> Vec<MetricDefinitionId>> Chains<S> {
    /// Of metrics that must not come to `used`.
    fn above(used: MetricDefinitionId, sources_of: S) -> Self {
        Self { used, sources_of, known: BTreeMap::new() }
    }

    /// How many metrics the longest chain from `user` on has; none where one comes to `used`, or goes in a circle.
    fn longest(&mut self, user: MetricDefinitionId) -> Option<usize> {
        if user == self.used {
            return None;
        }
        if let Some(known) = self.known.get(&user) {
            return *known;
        }
        // Until it is known: whoever comes here again goes in a circle.
        self.known.insert(user, None);
        let mut longest = 0;
        for next in (self.sources_of)(user) {
            longest = longest.max(self.longest(next)?);
        }
        self.known.insert(user, Some(longest + 1));
        Some(longest + 1)
    }
}

struct Problems(Vec<FieldProblem>);

impl Problems {
    fn add(&mut self, field: &'static str, code: &'static str, rule: &str) {
        self.0.push(FieldProblem::new(field, code, format!("{field} {rule}")));
    }
}

fn contexts(definition: &MetricDefinition, problems: &mut Problems) {
    if definition.contexts.is_empty() {
        problems.add("contexts", "invalid_length", "must name at least one");
    }
    let per_participant = definition.scope == Scope::PerParticipant;
    if !matches!(definition.calculation, Calculation::LlmJudge(_)) {
        return;
    }
    if per_participant && definition.role.is_none() {
        problems.add("role", "required", "is required for metrics of one participant");
    }
    if !per_participant && definition.role.is_some() {
        problems.add("role", "not_allowed", "is only for metrics of one participant");
    }
    let looks_closer = definition.contexts.iter().any(|context| *context != SupportedContext::Call);
    let is_graded = matches!(
        definition.output,
        OutputType::Boolean | OutputType::Scale | OutputType::Numeric | OutputType::Count
    );
    if looks_closer && !(per_participant && is_graded) {
        let rule =
            "other than the whole call are only for yes or no, scales, numbers and counts of one participant";
        problems.add("contexts", "not_allowed", rule);
    }
    let has_turns = definition.contexts.contains(&SupportedContext::Turn);
    if has_turns && definition.role != Some(Role::Agent) {
        problems.add("contexts", "not_allowed", "of turns are only for metrics of the agent");
    }
}

fn judge(output: OutputType, judge: &Judge, problems: &mut Problems) {
    let needs_prompt =
        matches!(output, OutputType::Boolean | OutputType::Numeric | OutputType::Text | OutputType::Scale);
    if needs_prompt && judge.prompt.trim().is_empty() {
        problems.add("prompt", "required", "is required for metrics of this kind");
    }
    if judge.prompt.chars().count() > LONGEST_PROMPT {
        problems.add("prompt", "invalid_length", "must have at most 2000 characters");
    }
    let is_scale = output == OutputType::Scale;
    match (is_scale, judge.scale_min, judge.scale_max) {
        (true, Some(min), Some(max)) => {
            if !(0..=100).contains(&min) {
                problems.add("scale_min", "invalid_range", "must be a whole number from 0 to 100");
            }
            if !(0..=100).contains(&max) {
                problems.add("scale_max", "invalid_range", "must be a whole number from 0 to 100");
            }
            if min >= max {
                problems.add(
                    "scale_min",
                    "invalid_range",
                    "must be less than the largest value of the scale",
                );
            }
        }
        (true, None, _) => problems.add("scale_min", "required", "is required for scales"),
        (true, _, None) => problems.add("scale_max", "required", "is required for scales"),
        (false, Some(_), _) => problems.add("scale_min", "not_allowed", "is only for scales"),
        (false, _, Some(_)) => problems.add("scale_max", "not_allowed", "is only for scales"),
        (false, None, None) => {}
    }
    if !is_scale && !judge.scale_labels.is_empty() {
        problems.add("scale_labels", "not_allowed", "are only for scales");
    }
    if judge.scale_labels.iter().any(|label| label.range_min > label.range_max) {
        problems.add("scale_labels", "invalid_range", "must not end before they begin");
    }
    let is_classification = output == OutputType::Classification;
    if is_classification && judge.options.is_empty() {
        problems.add("options", "required", "are required for classifications, one or more");
    }
    let labels: BTreeSet<String> =
        judge.options.iter().map(|option| option.label.trim().to_lowercase()).collect();
    if labels.len() < judge.options.len() || labels.contains("") {
        problems.add("options", "invalid_labels", "must have labels that differ and are not blank");
    }
    if !is_classification && !judge.options.is_empty() {
        problems.add("options", "not_allowed", "are only for classifications");
    }
    match judge.max_classifications {
        Some(_) if !is_classification => {
            problems.add("max_classifications", "not_allowed", "is only for classifications");
        }
        Some(0) => problems.add("max_classifications", "invalid_range", "must be at least 1"),
        _ => {}
    }
}

fn formula(output: OutputType, formula: &Formula, problems: &mut Problems) {
    let is_comparison = output == OutputType::Boolean;
    let referenced: BTreeSet<MetricDefinitionId> = match insight::Formula::parse(&formula.expression, output)
    {
        Ok(read) => read.metrics().into_iter().collect(),
        Err(error) => return problems.add("formula", "invalid_formula", &format!("cannot be read: {error}")),
    };
    let named: BTreeSet<MetricDefinitionId> =
        formula.sources.iter().map(|source: &Source| source.definition_id).collect();
    if named.len() < formula.sources.len() {
        problems.add("sources", "duplicate", "must name each metric once");
    }
    if let Some(missing) = referenced.difference(&named).next() {
        problems.add(
            "sources",
            "missing_source",
            &format!("must name {missing}, to which the formula refers"),
        );
    }
    if let Some(unused) = named.difference(&referenced).next() {
        problems.add(
            "sources",
            "unused_source",
            &format!("name {unused}, to which the formula does not refer"),
        );
    }
    let least = if is_comparison { 1 } else { 2 };
    if named.len() < least {
        let rule =
            if is_comparison { "must name at least one metric" } else { "must name at least two metrics" };
        problems.add("sources", "invalid_length", rule);
    }
}

fn pattern(pattern: &Pattern, problems: &mut Problems) {
    match pattern.triggers.len() {
        0 => problems.add("triggers", "required", "are required, one or more"),
        1 => {}
        _ if pattern.combinator.is_none() => {
            problems.add("trigger_combinator", "required", "is required with several triggers");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Chains;
    use colloquy_domain::MetricDefinitionId;
    use uuid::Uuid;

    fn id(number: u128) -> MetricDefinitionId {
        MetricDefinitionId(Uuid::from_u128(number))
    }

    /// Two metrics on each of 64 levels, both of which use both of the level below: 2 to the power of 64 ways.
    fn both_below(user: MetricDefinitionId) -> Vec<MetricDefinitionId> {
        let level = user.0.as_u128() / 2;
        if level == 0 { Vec::new() } else { vec![id(2 * level - 2), id(2 * level - 1)] }
    }

    #[test]
    fn each_metric_is_looked_at_once() {
        assert_eq!(Chains::above(id(1_000), both_below).longest(id(128)), Some(65));
        assert_eq!(Chains::above(id(0), both_below).longest(id(128)), None, "at the end of them all");
        let circle = |user: MetricDefinitionId| vec![id((user.0.as_u128() + 1) % 3)];
        assert_eq!(Chains::above(id(9), circle).longest(id(0)), None);
    }
}
