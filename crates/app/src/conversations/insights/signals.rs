//! Answers to the workspace's questions, as a person gives them.

use colloquy_domain::correction::{Corrected, by_person};
use colloquy_domain::insight::Signal;
use colloquy_domain::signal::{SignalKind, SignalValue};
use colloquy_domain::{ConversationId, SignalId};
use colloquy_store::{Durability, insights, signal_definitions};

use super::super::{to_correct, write_changed};
use crate::again::again;
use crate::keys::Caller;
use crate::{App, AppError, read};

/// Longest answer in words, in characters.
pub const LONGEST_ANSWER: usize = 2_000;

/// What a person answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// That the conversation does not tell.
    Nothing,
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(f64),
    /// An option or a text.
    Text(String),
}

/// Answers a question in place of the machine: it is sure.
///
/// # Errors
/// [`AppError::NotFound`] where the conversation has no such answer; [`AppError::Invalid`] where the question takes
/// another kind.
pub async fn answer_signal(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    signal_id: SignalId,
    answer: Answer,
) -> Result<Corrected<Signal>, AppError> {
    read::conversation(app, caller, id).await?;
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        let (caller, answer) = (caller.clone(), answer.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let before = to_correct(tx, &caller, id).await?;
                let mut all = insights::list_corrected_signals(tx, id).await?;
                let position = all.iter().position(|one| one.value.id == signal_id);
                let position = position.ok_or(AppError::NotFound("signal of the conversation"))?;
                let there = all[position].clone();
                let definition =
                    signal_definitions::get(tx, before.workspace_id, there.value.definition_id).await?;
                let kind = definition.map(|definition| definition.kind);
                let value = value(kind.as_ref(), there.value.value.as_ref(), answer)?;
                if there.value.value == value && there.correction.is_some() {
                    return Ok(there);
                }
                let said = Signal {
                    value,
                    is_unsure: false,
                    error: None,
                    grounds: by_person(there.value.grounds.evidence.clone()),
                    ..there.value.clone()
                };
                all[position] = there.by(said, caller.user_id(), now);
                insights::replace_corrected_signals(tx, id, &all).await?;
                write_changed(tx, &dialects, &before, before.clone(), now).await?;
                Ok(all.swap_remove(position))
            })
        })
    })
    .await
}

/// The answer as the question takes it. Of a question that is gone its last answer tells the kind; where that is none,
/// anything is taken.
fn value(
    kind: Option<&SignalKind>,
    last: Option<&SignalValue>,
    answer: Answer,
) -> Result<Option<SignalValue>, AppError> {
    let wanted = match (kind, last) {
        (Some(kind), _) => Some(kind.clone()),
        (None, Some(SignalValue::YesNo(_))) => Some(SignalKind::YesNo),
        (None, Some(SignalValue::Number(_))) => Some(SignalKind::Number { unit: None }),
        (None, Some(SignalValue::Choice(_) | SignalValue::Text(_))) => Some(SignalKind::Text),
        (None, None) => None,
    };
    let refused = |code, rule: &str| Err(AppError::invalid("value", code, format!("value {rule}")));
    Ok(Some(match (wanted, answer) {
        (_, Answer::Nothing) => return Ok(None),
        (Some(SignalKind::YesNo) | None, Answer::YesNo(answer)) => SignalValue::YesNo(answer),
        (Some(SignalKind::YesNo), _) => return refused("invalid_type", "must be true, false or null"),
        (Some(SignalKind::Number { .. }) | None, Answer::Number(number)) if number.is_finite() => {
            SignalValue::Number(number)
        }
        (Some(SignalKind::Number { .. }), _) | (None, Answer::Number(_)) => {
            return refused("invalid_type", "must be a number or null");
        }
        (Some(SignalKind::Choice { options }), Answer::Text(text)) => {
            let Some(option) = options.into_iter().find(|option| *option == text) else {
                return refused("unknown_value", "must be one of the question's options, or null");
            };
            SignalValue::Choice(option)
        }
        (Some(SignalKind::Choice { .. }), _) => {
            return refused("invalid_type", "must be one of the question's options, or null");
        }
        (Some(SignalKind::Text) | None, Answer::Text(text)) => {
            let text = text.trim().to_owned();
            if !(1..=LONGEST_ANSWER).contains(&text.chars().count()) {
                return refused("invalid_length", "must have 1 to 2000 characters, one of them seen");
            }
            SignalValue::Text(text)
        }
        (Some(SignalKind::Text), _) => return refused("invalid_type", "must be a text or null"),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_what_its_question_takes() {
        let (yes_no, words) = (SignalKind::YesNo, SignalKind::Text);
        let choice = SignalKind::Choice { options: vec!["low".into(), "high".into()] };
        let number = SignalKind::Number { unit: None };
        let (no, low) = (SignalValue::YesNo(false), SignalValue::Choice("low".into()));
        let text = |text: &str| Answer::Text(text.into());
        let told = |text: &str| Some(Some(SignalValue::Text(text.into())));
        let rows = [
            (Some(&yes_no), None, Answer::YesNo(true), Some(Some(SignalValue::YesNo(true)))),
            (Some(&yes_no), None, text("yes"), None),
            (Some(&number), None, Answer::Number(1.5), Some(Some(SignalValue::Number(1.5)))),
            (Some(&number), None, Answer::Number(f64::INFINITY), None),
            (Some(&number), None, Answer::YesNo(true), None),
            (Some(&choice), None, text("high"), Some(Some(SignalValue::Choice("high".into())))),
            (Some(&choice), None, text("High"), None),
            (Some(&choice), None, Answer::Number(1.0), None),
            (Some(&words), None, text(" a new quote "), told("a new quote")),
            (Some(&words), None, text(" "), None),
            (Some(&choice), None, Answer::Nothing, Some(None)),
            // Of a question that is gone the last answer tells.
            (None, Some(&no), text("x"), None),
            (None, Some(&low), text("x"), told("x")),
            (None, None, Answer::Number(2.0), Some(Some(SignalValue::Number(2.0)))),
        ];
        for (kind, last, answer, expected) in rows {
            let asked = format!("{answer:?} to {kind:?} after {last:?}");
            assert_eq!(value(kind, last, answer).ok(), expected, "{asked}");
        }
    }
}
