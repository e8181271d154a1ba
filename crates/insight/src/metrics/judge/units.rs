//! Judgements of single entries and turns.

use colloquy_domain::metric::{EvidenceSpan, Judge, Measured, MeasuredValue, OutputType, Place, Role};
use colloquy_domain::transcript::Entry;

use super::answer::{answer, question};
use super::grounds::Bench;
use crate::error::InsightError;
use crate::metrics::subject::Subject;
use crate::prompt::excerpt;

/// Entries or turns of one call that are judged: each is a question to the model.
const MOST_UNITS: usize = 300;
/// Entries before that the model reads as well.
const CONTEXT_ENTRIES: usize = 6;

/// The judgement of each entry, or each turn, of a side.
pub(super) async fn judged(
    bench: &Bench<'_, '_>,
    subject: &Subject<'_>,
    judge: &Judge,
    side: Option<Role>,
    by_turn: bool,
) -> Result<Vec<Measured>, InsightError> {
    let is_possible = matches!(
        judge.output,
        OutputType::Boolean | OutputType::Scale | OutputType::Numeric | OutputType::Count
    );
    let Some(side) = side.filter(|_| is_possible) else {
        return Err(InsightError::Invalid(
            "segments and turns are judged for one side, by booleans, scales, numbers and counts".into(),
        ));
    };
    let units = units(subject, side, by_turn);
    if units.len() > MOST_UNITS {
        return Err(InsightError::Invalid(format!(
            "{} segments are more than the {MOST_UNITS} that are judged one by one",
            units.len()
        )));
    }
    let entries = &subject.view.transcript.entries;
    let focus = if by_turn { "Look at the last turn only." } else { "Look at the last line only." };
    let question = question(judge, Some(side), Some(focus));
    let mut values = Vec::with_capacity(units.len());
    for (from, to) in units {
        let (Some(first), Some(last)) = (entries.get(from), entries.get(to)) else { continue };
        let read = &entries[from.saturating_sub(CONTEXT_ENTRIES)..=to];
        let piece = excerpt(bench.reading, read);
        let place = place(first, last);
        let answered = match answer(bench.model, &[piece], judge, &question).await {
            Ok(answered) => answered,
            Err(error) if error.concerns_one_question() => {
                values.push(Measured::failed(error.to_string()).at(place));
                continue;
            }
            Err(error) => return Err(error),
        };
        let Some((value, confidence)) = answered.and_then(|answer| answer.values.into_iter().next()) else {
            values.push(Measured::not_applicable("the model finds no answer here").at(place));
            continue;
        };
        let measured = match value {
            MeasuredValue::Number(number) => Measured::number(number),
            other => Measured::success(other),
        };
        let evidence =
            EvidenceSpan { from: first.id, to: last.id, quote: Some(first.text.clone()), reason: None };
        values.push(measured.at(place).with_evidence(vec![evidence]).sure(confidence));
    }
    Ok(values)
}

fn place(first: &Entry, last: &Entry) -> Place {
    if first.id == last.id {
        Place::Segment { entry: first.id }
    } else {
        Place::SegmentRange { from: first.id, to: last.id }
    }
}

/// Positions of the first and last entry of each unit that holds words.
fn units(subject: &Subject<'_>, wanted: Role, by_turn: bool) -> Vec<(usize, usize)> {
    let mut units: Vec<(usize, usize)> = Vec::new();
    let sides = subject.sides();
    for (position, entry) in subject.view.transcript.entries.iter().enumerate() {
        let has_words = entry.text.chars().any(char::is_alphanumeric);
        if sides.side(entry.speaker_index) != Some(wanted) || !has_words {
            continue;
        }
        match units.last_mut() {
            Some(last) if by_turn && last.1 + 1 == position => last.1 = position,
            _ => units.push((position, position)),
        }
    }
    units
}
