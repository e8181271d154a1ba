//! What people say of evaluations, as it is read from bodies.

use colloquy_app::AppError;
use colloquy_app::reviews::Verdict;
use colloquy_domain::scorecard::Answer;
use colloquy_http::Fields;
use serde_json::Value;
use utoipa::ToSchema;

use crate::wire::criterion::CriterionAnswer;

/// No text may be longer; the rules on each are the use case's and stricter.
const LONGEST_TEXT: usize = 10_000;
/// Most verdicts at once: as many as a scorecard has criteria.
const MOST_VERDICTS: usize = 100;

/// What a person says of some criteria of an evaluation.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct ReviewEvaluation {
    /// All of them count, or none.
    #[schema(min_items = 1, max_items = 100)]
    verdicts: Vec<CriterionVerdict>,
}

/// What a person says of a criterion.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct CriterionVerdict {
    /// Each criterion once.
    #[schema(max_length = 64)]
    criterion_id: String,
    /// The answer that counts from now on; the engine's is confirmed where it is left out.
    answer: Option<CriterionAnswer>,
    /// Why. Required, and more than blanks, where the answer is not the engine's.
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

/// A contradiction to what counts.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct DisputeEvaluation {
    /// Of which criterion.
    #[schema(max_length = 64)]
    criterion_id: String,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, pattern = r"\S")]
    reason: String,
}

/// The end of a review as a whole.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct CloseEvaluation {
    /// Why.
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

/// Reads verdicts.
pub fn verdicts(body: &Value) -> Result<Vec<Verdict>, AppError> {
    let mut fields = Fields::of_body(body)?;
    fields.require("verdicts");
    let verdicts = fields.items("verdicts", MOST_VERDICTS, verdict);
    fields.finish()?;
    // What could not be read has been refused.
    Ok(verdicts.into_iter().flatten().collect())
}

/// Reads a dispute: the criterion and why.
pub fn dispute(body: &Value) -> Result<(String, String), AppError> {
    let mut fields = Fields::of_body(body)?;
    for name in ["criterion_id", "reason"] {
        fields.require(name);
    }
    let mut text = |name: &str| fields.string(name, 0, LONGEST_TEXT).unwrap_or_default().to_owned();
    let (criterion_id, reason) = (text("criterion_id"), text("reason"));
    fields.finish()?;
    Ok((criterion_id, reason))
}

/// Reads why a review is at its end.
pub fn close(body: &Value) -> Result<Option<String>, AppError> {
    let mut fields = Fields::of_body(body)?;
    let reason = fields.string("reason", 0, LONGEST_TEXT).map(str::to_owned);
    fields.finish()?;
    Ok(reason)
}

fn verdict(fields: &mut Fields<'_>) -> Option<Verdict> {
    fields.require("criterion_id");
    let criterion_id = fields.string("criterion_id", 0, LONGEST_TEXT).map(str::to_owned);
    let reason = fields.string("reason", 0, LONGEST_TEXT).unwrap_or_default().to_owned();
    let answer = match fields.value("answer") {
        None => None,
        Some(value) => {
            let Some(mut inner) = Fields::of(value, &fields.path("answer")) else {
                fields.refuse("answer", "invalid_type", "must be an object");
                return None;
            };
            let read = answer(&mut inner);
            fields.adopt(inner);
            Some(read?)
        }
    };
    Some(Verdict { criterion_id: criterion_id?, answer, reason })
}

/// An answer; whether the criterion takes it is the use case's to say.
fn answer(fields: &mut Fields<'_>) -> Option<Answer> {
    fields.require("type");
    let word = fields.string("type", 0, LONGEST_TEXT)?;
    if matches!(word, "scale" | "choice") {
        fields.require("value");
    } else if fields.value("value").is_some() {
        fields.refuse("value", "not_allowed", "goes with the types scale and choice only");
    }
    match word {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        "not_applicable" => Some(Answer::NotApplicable),
        "scale" => fields.integer("value").map(Answer::Scale),
        "choice" => fields.string("value", 0, LONGEST_TEXT).map(|label| Answer::Choice(label.to_owned())),
        _ => {
            fields.refuse("type", "unknown_value", "must be yes, no, scale, choice or not_applicable");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(answer: &Value) -> Result<Option<Answer>, Vec<(String, &'static str)>> {
        let verdict = json!({ "criterion_id": "greeted", "answer": answer, "reason": "heard" });
        match verdicts(&json!({ "verdicts": [verdict] })) {
            Ok(read) => Ok(read[0].answer.clone()),
            Err(AppError::Malformed(problems)) => {
                Err(problems.into_iter().map(|problem| (problem.field, problem.code)).collect())
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn every_answer_that_is_shown_can_be_sent() {
        let choice = Answer::Choice("half".into());
        for answer in [Answer::Yes, Answer::No, Answer::Scale(-3), choice, Answer::NotApplicable] {
            assert_eq!(read(&json!(CriterionAnswer::of(&answer))), Ok(Some(answer)));
        }
        assert_eq!(read(&Value::Null), Ok(None), "it confirms");
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        for (answer, place, code) in [
            (json!(true), "answer", "invalid_type"),
            (json!({}), "answer.type", "required"),
            (json!({ "type": "maybe" }), "answer.type", "unknown_value"),
            (json!({ "type": "scale" }), "answer.value", "required"),
            (json!({ "type": "scale", "value": "4" }), "answer.value", "invalid_type"),
            (json!({ "type": "choice", "value": 4 }), "answer.value", "invalid_type"),
            (json!({ "type": "yes", "value": 4 }), "answer.value", "not_allowed"),
        ] {
            assert_eq!(read(&answer), Err(vec![(format!("verdicts[0].{place}"), code)]), "{answer}");
        }
    }
}
