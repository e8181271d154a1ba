//! Metrics that are calculated from others.
//!
//! `{{id:<uuid>}}` stands for a metric's value. Numbers: `+ - * /`, parentheses, constants. Booleans: two of these with
//! one of `== != >= <= > <` between them. A value that is missing, or a division by zero, makes the result missing.

use colloquy_domain::MetricDefinitionId;
use colloquy_domain::metric::{Comparison, Measured, OutputType};

/// Longest formula in bytes.
const LONGEST: usize = 4_000;
/// Deepest parentheses.
const DEEPEST: usize = 40;

/// Why a formula cannot be used: what and, counted in characters from 1, where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("formula: {0}")]
pub struct FormulaError(String);

/// A formula that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    left: Term,
    comparison: Option<(Comparison, Term)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Term {
    Constant(f64),
    Metric(MetricDefinitionId),
    Negative(Box<Term>),
    Operation(Operator, Box<Term>, Box<Term>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    By,
}

/// Why there is no result.
enum Missing {
    Value(MetricDefinitionId),
    DivisionByZero,
}

impl Formula {
    /// Reads a formula whose result is a number, or a boolean.
    ///
    /// # Errors
    ///
    /// What cannot be read, and where; a comparison where a number is wanted, or none where a boolean is; a formula
    /// that names no metric.
    pub fn parse(expression: &str, output: OutputType) -> Result<Self, FormulaError> {
        if expression.len() > LONGEST {
            return Err(FormulaError(format!("at most {LONGEST} bytes")));
        }
        let mut reader = Reader { rest: expression, whole: expression };
        let left = reader.sum(0)?;
        let comparison = match reader.comparison() {
            Some(comparison) => Some((comparison, reader.sum(0)?)),
            None => None,
        };
        reader.skip_space();
        if reader.comparison().is_some() {
            return Err(reader.error("only one comparison is possible"));
        }
        if !reader.rest.is_empty() {
            return Err(reader.error("expected an operator"));
        }
        let formula = Self { left, comparison };
        match (output, &formula.comparison) {
            (OutputType::Boolean, None) => {
                return Err(FormulaError("a boolean one needs one of == != >= <= > <".into()));
            }
            (OutputType::Boolean, Some(_)) | (_, None) => {}
            (_, Some(_)) => return Err(FormulaError("a comparison gives a boolean, not a number".into())),
        }
        if formula.metrics().is_empty() {
            return Err(FormulaError("it refers to no metric: write {{id:<uuid>}}".into()));
        }
        Ok(formula)
    }

    /// The metrics that it refers to, each once, in order of their first place.
    #[must_use]
    pub fn metrics(&self) -> Vec<MetricDefinitionId> {
        let mut found = Vec::new();
        self.left.note_metrics(&mut found);
        if let Some((_, right)) = &self.comparison {
            right.note_metrics(&mut found);
        }
        found
    }

    /// The result with those values of the metrics.
    #[must_use]
    pub fn evaluate(&self, value_of: impl Fn(MetricDefinitionId) -> Option<f64>) -> Measured {
        let result = self.left.evaluate(&value_of).and_then(|left| match &self.comparison {
            Some((comparison, right)) => {
                right.evaluate(&value_of).map(|right| Measured::boolean(comparison.holds(left, right)))
            }
            None => Ok(Measured::number(left)),
        });
        match result {
            Ok(value) => value,
            Err(Missing::DivisionByZero) => Measured::data_missing("the formula divides by zero"),
            Err(Missing::Value(id)) => {
                Measured::data_missing(format!("there is no value of the metric {id}"))
            }
        }
    }
}

impl Term {
    fn note_metrics(&self, found: &mut Vec<MetricDefinitionId>) {
        match self {
            Self::Constant(_) => {}
            Self::Metric(id) if found.contains(id) => {}
            Self::Metric(id) => found.push(*id),
            Self::Negative(inner) => inner.note_metrics(found),
            Self::Operation(_, left, right) => {
                left.note_metrics(found);
                right.note_metrics(found);
            }
        }
    }

    fn evaluate(&self, value_of: &impl Fn(MetricDefinitionId) -> Option<f64>) -> Result<f64, Missing> {
        Ok(match self {
            Self::Constant(value) => *value,
            Self::Metric(id) => value_of(*id).filter(|value| value.is_finite()).ok_or(Missing::Value(*id))?,
            Self::Negative(inner) => -inner.evaluate(value_of)?,
            Self::Operation(operator, left, right) => {
                let (left, right) = (left.evaluate(value_of)?, right.evaluate(value_of)?);
                match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::By if right == 0.0 => return Err(Missing::DivisionByZero),
                    Operator::By => left / right,
                }
            }
        })
    }
}

struct Reader<'e> {
    rest: &'e str,
    whole: &'e str,
}

impl Reader<'_> {
    fn error(&self, what: &str) -> FormulaError {
        let read = self.whole.len() - self.rest.len();
        FormulaError(format!("{what} at character {}", self.whole[..read].chars().count() + 1))
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let known = [
            ("==", Comparison::Equals),
            ("!=", Comparison::NotEquals),
            (">=", Comparison::GreaterThanOrEquals),
            ("<=", Comparison::LessThanOrEquals),
            (">", Comparison::GreaterThan),
            ("<", Comparison::LessThan),
        ];
        known.into_iter().find(|(token, _)| self.take(token)).map(|(_, comparison)| comparison)
    }

    fn sum(&mut self, depth: usize) -> Result<Term, FormulaError> {
        let mut left = self.product(depth)?;
        loop {
            let operator = if self.take("+") {
                Operator::Plus
            } else if self.take("-") {
                Operator::Minus
            } else {
                return Ok(left);
            };
            left = Term::Operation(operator, Box::new(left), Box::new(self.product(depth)?));
        }
    }

    fn product(&mut self, depth: usize) -> Result<Term, FormulaError> {
        let mut left = self.factor(depth)?;
        loop {
            let operator = if self.take("*") {
                Operator::Times
            } else if self.take("/") {
                Operator::By
            } else {
                return Ok(left);
            };
            left = Term::Operation(operator, Box::new(left), Box::new(self.factor(depth)?));
        }
    }

    fn factor(&mut self, depth: usize) -> Result<Term, FormulaError> {
        if depth > DEEPEST {
            return Err(self.error("too many parentheses"));
        }
        if self.take("(") {
            let inner = self.sum(depth + 1)?;
            return if self.take(")") { Ok(inner) } else { Err(self.error("expected )")) };
        }
        if self.take("{{") {
            return self.metric();
        }
        if self.take("-") {
            return Ok(Term::Negative(Box::new(self.factor(depth + 1)?)));
        }
        for (word, value) in [("true", 1.0), ("false", 0.0)] {
            if self.take(word) {
                return Ok(Term::Constant(value));
            }
        }
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest.len());
        match self.rest[..end].parse::<f64>() {
            Ok(value) if end > 0 && value.is_finite() => {
                self.rest = &self.rest[end..];
                Ok(Term::Constant(value))
            }
            _ => Err(self.error("expected {{id:<uuid>}}, a number or a parenthesis")),
        }
    }

    fn metric(&mut self) -> Result<Term, FormulaError> {
        if !self.take("id") || !self.take(":") {
            return Err(self.error("expected id: after {{"));
        }
        self.skip_space();
        let end = self.rest.find("}}").ok_or_else(|| self.error("expected }}"))?;
        let id = self.rest[..end].trim().parse().map_err(|_| self.error("expected the uuid of a metric"))?;
        self.rest = &self.rest[end + 2..];
        Ok(Term::Metric(id))
    }
}

#[cfg(test)]
mod tests {
    use colloquy_domain::metric::{CaptureStatus, MeasuredValue};

    use super::*;

    const A: &str = "{{id:00000000-0000-0000-0000-00000000000a}}";
    const B: &str = "{{ id: 00000000-0000-0000-0000-00000000000B }}";

    fn id(last: char) -> MetricDefinitionId {
        format!("00000000-0000-0000-0000-00000000000{last}").parse().unwrap()
    }

    fn result(expression: &str, output: OutputType, a: f64, b: Option<f64>) -> Measured {
        let formula = Formula::parse(expression, output).unwrap();
        formula.evaluate(|wanted| if wanted == id('a') { Some(a) } else { b })
    }

    #[test]
    fn numbers_follow_the_rules_of_arithmetic() {
        for (expression, expected) in [
            (format!("{A} + {B} * 2"), 16.0),
            (format!("({A}+{B})*2"), 20.0),
            (format!("{A} - {B} - 1"), -3.0),
            (format!("{A} / {B} / 2"), 1.0 / 3.0),
            (format!("-{A} * -1.5"), 6.0),
        ] {
            let found = result(&expression, OutputType::Numeric, 4.0, Some(6.0));
            assert!((found.as_number().unwrap() - expected).abs() < 1e-9, "{expression}: {found:?}");
        }
    }

    #[test]
    fn comparisons_give_booleans() {
        for (expression, expected) in [
            (format!("{A} >= 4"), true),
            (format!("{A} > {B}"), false),
            (format!("{A} != {B}"), true),
            (format!("{B} == true"), false),
            (format!("{A} * 2 <= {B} + 2"), true),
        ] {
            let found = result(&expression, OutputType::Boolean, 4.0, Some(6.0));
            assert_eq!(found.value, Some(MeasuredValue::Boolean(expected)), "{expression}");
        }
    }

    #[test]
    fn what_is_missing_makes_the_result_missing() {
        for (b, reason) in [(Some(0.0), "divides by zero"), (None, "no value"), (Some(f64::NAN), "no value")]
        {
            let found = result(&format!("{A} / {B}"), OutputType::Numeric, 4.0, b);
            assert_eq!((found.status, found.value.clone()), (CaptureStatus::DataMissing, None));
            assert!(found.reasoning.unwrap().contains(reason));
        }
        let huge = result(&format!("{A} * {A}"), OutputType::Numeric, f64::MAX, None);
        assert_eq!(huge.status, CaptureStatus::Error);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_place() {
        for (expression, output, expected) in [
            ("", OutputType::Numeric, "at character 1"),
            ("1 + 2", OutputType::Numeric, "no metric"),
            (&format!("{A} +"), OutputType::Numeric, "expected {{id:<uuid>}}"),
            (&format!("({A}"), OutputType::Numeric, "expected )"),
            (&format!("{A} {B}"), OutputType::Numeric, "expected an operator"),
            ("{{id:nonsense}}", OutputType::Numeric, "uuid"),
            ("{{slug:x}}", OutputType::Numeric, "expected id:"),
            ("{{id:", OutputType::Numeric, "expected }}"),
            (&format!("{A} > 1"), OutputType::Numeric, "not a number"),
            (A, OutputType::Boolean, "needs one of"),
            (&format!("1 < {A} < 2"), OutputType::Boolean, "one comparison"),
            (&"(".repeat(3_000), OutputType::Numeric, "too many parentheses"),
            (&"-".repeat(3_000), OutputType::Numeric, "too many parentheses"),
            (&"1".repeat(5_000), OutputType::Numeric, "at most"),
        ] {
            let error = Formula::parse(expression, output).unwrap_err().to_string();
            assert!(error.contains(expected), "{expression}: {error}");
        }
        let formula = Formula::parse(&format!("{B} + {A} - {B}"), OutputType::Numeric).unwrap();
        assert_eq!(formula.metrics(), [id('b'), id('a')]);
    }
}
