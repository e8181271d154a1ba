//! Surveys after calls, as the systems that held them tell.

use colloquy_domain::ConversationId;
use colloquy_domain::survey::Survey;
use colloquy_store::{Durability, surveys};

use crate::again::again;
use crate::conversations::to_complete;
use crate::keys::Caller;
use crate::{App, AppError, FieldProblem, read};

/// Most answers of a survey.
pub const MOST_RESPONSES: usize = 200;

/// Stores the survey after a conversation, in place of the one that was there. Whoever brought a private conversation
/// may do so.
///
/// # Errors
/// [`AppError::Malformed`] naming the field that breaks a rule.
pub async fn put(app: &App, caller: &Caller, survey: Survey) -> Result<Survey, AppError> {
    check(&survey)?;
    again(|| {
        let (caller, survey) = (caller.clone(), survey.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                to_complete(tx, &caller, survey.conversation_id).await?;
                surveys::put(tx, &survey).await?;
                Ok(survey)
            })
        })
    })
    .await
}

/// The survey after a conversation, if there was one.
pub async fn get(app: &App, caller: &Caller, id: ConversationId) -> Result<Option<Survey>, AppError> {
    read::conversation(app, caller, id).await?;
    Ok(surveys::get(app.store.reader(), id).await?)
}

/// Removes the survey after a conversation.
///
/// # Errors
/// [`AppError::NotFound`] where there is none.
pub async fn delete(app: &App, caller: &Caller, id: ConversationId) -> Result<(), AppError> {
    again(|| {
        let caller = caller.clone();
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                to_complete(tx, &caller, id).await?;
                if surveys::delete(tx, id).await? { Ok(()) } else { Err(AppError::NotFound("survey")) }
            })
        })
    })
    .await
}

fn check(survey: &Survey) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut refuse = |field: String, code, rule: &str| {
        let message = format!("{field} {rule}");
        problems.push(FieldProblem::new(field, code, message));
    };
    if survey.state.trim().is_empty() {
        refuse("state".into(), "required", "must not be blank");
    }
    if survey.responses.len() > MOST_RESPONSES {
        refuse("responses".into(), "too_many", "must be at most 200");
    }
    if survey.total_questions < survey.answered() {
        refuse("total_questions".into(), "invalid_range", "must not be less than the answers");
    }
    if survey.calculated_score.is_some_and(|score| !(0.0..=100.0).contains(&score)) {
        refuse("calculated_score".into(), "invalid_range", "must be from 0 to 100");
    }
    for (position, response) in survey.responses.iter().enumerate() {
        if response.question.trim().is_empty() {
            refuse(format!("responses[{position}].question"), "required", "must not be blank");
        }
        if response.score.is_some_and(|score| !score.is_finite()) {
            refuse(format!("responses[{position}].score"), "invalid_type", "must be a number");
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Malformed(problems)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use colloquy_domain::survey::SurveyResponse;

    #[test]
    fn what_breaks_a_rule_is_named() {
        let response = |question: &str, score| SurveyResponse {
            question: question.into(),
            answer: Some("yes".into()),
            score,
        };
        let mut survey = Survey {
            conversation_id: ConversationId::generate(),
            state: "Completed".into(),
            completion_reason: None,
            total_questions: 1,
            calculated_score: Some(85.5),
            responses: vec![response("How was it?", Some(5.0))],
        };
        assert!(check(&survey).is_ok());
        survey.state = " ".into();
        survey.calculated_score = Some(101.0);
        survey.responses.push(response("", Some(f64::NAN)));
        let Err(AppError::Malformed(problems)) = check(&survey) else { panic!("refused") };
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        let expected =
            ["state", "total_questions", "calculated_score", "responses[1].question", "responses[1].score"];
        assert_eq!(fields, expected);
    }
}
