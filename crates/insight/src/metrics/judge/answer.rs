//! A judge's question in words, and its answer.

use colloquy_domain::metric::{Judge, MeasuredValue, OutputType, Role, ScaleLabel};

use crate::error::InsightError;
use crate::model::{AnswerForm, ChatPrefix, LanguageModel, probability_of};
use crate::prompt::one_line;

/// Longest prompt of a user's, in characters; the API takes no longer one.
const LONGEST_PROMPT: usize = 2_000;
/// Longest label and longest description in a question, in characters.
const LONGEST_LABEL: usize = 100;
const LONGEST_DESCRIPTION: usize = 200;
/// A scale of at most so many points is chosen from; a finer one is answered with a number.
const MOST_POINTS: i64 = 11;
/// Longest number and text in tokens.
const NUMBER_TOKENS: u32 = 16;
const TEXT_TOKENS: u32 = 200;
/// How sure one can be of what a model wrote freely.
const CONFIDENCE_OF_WRITTEN: f64 = 0.7;

/// What the model said, and how sure it is. Several for classifications of more than one label.
pub(super) struct Answer {
    pub values: Vec<(MeasuredValue, f64)>,
    /// Of the pieces, the one that decides.
    pub piece: usize,
}

/// The question as the model reads it. `focus` says what to look at.
pub(super) fn question(judge: &Judge, side: Option<Role>, focus: Option<&str>) -> String {
    let mut text = String::new();
    if let Some(focus) = focus {
        text.push_str(focus);
        text.push('\n');
    }
    match side {
        Some(Role::Agent) => text.push_str("Judge the AGENT only.\n"),
        Some(_) => text.push_str("Judge the CUSTOMER only.\n"),
        None => {}
    }
    let prompt = one_line(&judge.prompt, LONGEST_PROMPT);
    let prompt = if prompt.is_empty() { "Which label fits the conversation?".to_owned() } else { prompt };
    text.push_str(&format!("Question: {prompt}"));
    for option in &judge.options {
        let label = one_line(&option.label, LONGEST_LABEL);
        text.push_str(&format!("\n{label}: {}", one_line(&option.description, LONGEST_DESCRIPTION)));
    }
    for ScaleLabel { label, range_min, range_max, description, .. } in &judge.scale_labels {
        let label = one_line(label, LONGEST_LABEL);
        let meaning = one_line(description.as_deref().unwrap_or_default(), LONGEST_DESCRIPTION);
        text.push_str(&format!("\n{range_min} to {range_max}: {label} {meaning}"));
    }
    text
}

/// Asks; none where the conversation does not tell.
pub(super) async fn answer(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    judge: &Judge,
    question: &str,
) -> Result<Option<Answer>, InsightError> {
    match judge.output {
        OutputType::Boolean => boolean(model, pieces, judge, question).await.map(Some),
        OutputType::Classification => classification(model, pieces, judge, question).await,
        OutputType::Scale => scale(model, pieces, judge, question).await,
        OutputType::Numeric => number(model, pieces, question, false).await,
        OutputType::Count => number(model, pieces, question, true).await,
        OutputType::Text => text(model, pieces, question).await,
        // Where something happens tells the quote (see `grounds`).
        OutputType::Offset => Ok(None),
    }
}

async fn boolean(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    judge: &Judge,
    question: &str,
) -> Result<Answer, InsightError> {
    let label = |label: &Option<String>, other: &str| {
        let label = one_line(label.as_deref().unwrap_or_default(), LONGEST_LABEL);
        if label.is_empty() { other.to_owned() } else { label }
    };
    let mut options = [label(&judge.true_label, "yes"), label(&judge.false_label, "no")];
    if are_alike(&options) {
        options = ["yes".to_owned(), "no".to_owned()];
    }
    let chosen = choose(model, pieces, question, &options).await?;
    let is_true = chosen.best == 0;
    Ok(Answer {
        values: vec![(MeasuredValue::Boolean(is_true), chosen.probabilities[chosen.best])],
        piece: chosen.piece,
    })
}

async fn classification(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    judge: &Judge,
    question: &str,
) -> Result<Option<Answer>, InsightError> {
    let labels: Vec<String> =
        judge.options.iter().map(|option| one_line(&option.label, LONGEST_LABEL)).collect();
    if labels.is_empty() || labels.iter().any(String::is_empty) || are_alike(&labels) {
        return Err(InsightError::Invalid("the labels of the classification cannot be told apart".into()));
    }
    let most = judge.max_classifications.unwrap_or(1).max(1) as usize;
    let original = |position: usize| MeasuredValue::Text(judge.options[position].label.clone());
    if most == 1 && labels.len() > 1 {
        let chosen = choose(model, pieces, question, &labels).await?;
        let value = (original(chosen.best), chosen.probabilities[chosen.best]);
        return Ok(Some(Answer { values: vec![value], piece: chosen.piece }));
    }
    let mut fitting = Vec::new();
    for (position, label) in labels.iter().enumerate() {
        let question = format!("{question}\nDoes the label {label} fit?");
        let chosen = choose(model, pieces, &question, &["yes".to_owned(), "no".to_owned()]).await?;
        if chosen.best == 0 {
            fitting.push((position, chosen.probabilities[0], chosen.piece));
        }
    }
    fitting.sort_by(|one, other| other.1.total_cmp(&one.1));
    fitting.truncate(most);
    let Some((_, _, piece)) = fitting.first().copied() else { return Ok(None) };
    let values = fitting.into_iter().map(|(position, probability, _)| (original(position), probability));
    Ok(Some(Answer { values: values.collect(), piece }))
}

async fn scale(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    judge: &Judge,
    question: &str,
) -> Result<Option<Answer>, InsightError> {
    let (lowest, highest) = match (judge.scale_min, judge.scale_max) {
        (Some(lowest), Some(highest)) if lowest < highest => (lowest, highest),
        _ => return Err(InsightError::Invalid("the scale has no bounds".into())),
    };
    let question = format!("{question}\nThe scale goes from {lowest} to {highest}.");
    if highest - lowest < MOST_POINTS {
        let points: Vec<String> = (lowest..=highest).map(|point| point.to_string()).collect();
        let chosen = choose(model, pieces, &question, &points).await?;
        let value = MeasuredValue::Number((lowest + chosen.best as i64) as f64);
        return Ok(Some(Answer {
            values: vec![(value, chosen.probabilities[chosen.best])],
            piece: chosen.piece,
        }));
    }
    let told = numbers(model, pieces, &question).await?;
    let within: Vec<(usize, f64)> =
        told.into_iter().filter(|(_, value)| (lowest as f64..=highest as f64).contains(value)).collect();
    let Some((piece, _)) = within.first().copied() else {
        return Err(InsightError::UnusableAnswer(format!("no number from {lowest} to {highest}")));
    };
    let mean = within.iter().map(|(_, value)| value).sum::<f64>() / within.len() as f64;
    Ok(Some(Answer { values: vec![(MeasuredValue::Number(mean.round()), CONFIDENCE_OF_WRITTEN)], piece }))
}

async fn number(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    question: &str,
    is_count: bool,
) -> Result<Option<Answer>, InsightError> {
    let told = numbers(model, pieces, question).await?;
    let Some((piece, first)) = told.first().copied() else { return Ok(None) };
    let value = if is_count { told.iter().map(|(_, value)| value.round()).sum() } else { first };
    Ok(Some(Answer { values: vec![(MeasuredValue::Number(value), CONFIDENCE_OF_WRITTEN)], piece }))
}

/// The numbers that the pieces tell, with the piece.
async fn numbers(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    question: &str,
) -> Result<Vec<(usize, f64)>, InsightError> {
    let task = format!("{question}\nAnswer with the number only, or none.");
    let mut told = Vec::new();
    for (position, piece) in pieces.iter().enumerate() {
        let written = model.generate(piece, &task, AnswerForm::NumberOrNone, NUMBER_TOKENS).await?.text;
        let value: Option<f64> = written.trim().trim_end_matches('.').replace(',', "").parse().ok();
        told.extend(value.filter(|value| value.is_finite()).map(|value| (position, value)));
    }
    Ok(told)
}

async fn text(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    question: &str,
) -> Result<Option<Answer>, InsightError> {
    let task =
        format!("{question}\nAnswer in a few sentences, from what is said only. Where it is not said: none.");
    let mut told: Vec<String> = Vec::new();
    let mut first = None;
    for (position, piece) in pieces.iter().enumerate() {
        let written = model.generate(piece, &task, AnswerForm::Free, TEXT_TOKENS).await?;
        let said = whole_sentences(&written.text, written.is_finished);
        let is_nothing = matches!(said.to_lowercase().trim_end_matches('.'), "" | "none");
        if !is_nothing && !told.contains(&said) {
            told.push(said);
            first.get_or_insert(position);
        }
    }
    Ok(first.map(|piece| Answer {
        values: vec![(MeasuredValue::Text(told.join("\n")), CONFIDENCE_OF_WRITTEN)],
        piece,
    }))
}

/// A text that was cut for length, up to its last full sentence.
pub(super) fn whole_sentences(text: &str, is_finished: bool) -> String {
    let text = text.trim();
    let end = match text.rfind(['.', '!', '?']) {
        Some(last) if !is_finished => last + 1,
        _ => text.len(),
    };
    text[..end].to_owned()
}

struct Chosen {
    best: usize,
    probabilities: Vec<f64>,
    /// The piece that is surest of the best.
    piece: usize,
}

/// The option that all pieces together find likeliest.
async fn choose(
    model: &dyn LanguageModel,
    pieces: &[ChatPrefix],
    question: &str,
    options: &[String],
) -> Result<Chosen, InsightError> {
    let question = format!("{question}\nAnswer with one of: {}.", options.join(", "));
    let mut by_piece = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let told = model.choose(piece, &question, options).await?;
        let probabilities: Result<Vec<f64>, InsightError> =
            (0..options.len()).map(|option| probability_of(&told, option)).collect();
        by_piece.push(probabilities?);
    }
    let count = by_piece.len().max(1) as f64;
    let probabilities: Vec<f64> = (0..options.len())
        .map(|option| by_piece.iter().map(|piece| piece[option]).sum::<f64>() / count)
        .collect();
    let likelier = |one: &f64, other: &f64| one.total_cmp(other);
    // The first of equals.
    let best = position_of_largest(&probabilities, likelier);
    let of_best: Vec<f64> = by_piece.iter().map(|piece| piece[best]).collect();
    Ok(Chosen { best, piece: position_of_largest(&of_best, likelier), probabilities })
}

fn position_of_largest(values: &[f64], order: impl Fn(&f64, &f64) -> std::cmp::Ordering) -> usize {
    values
        .iter()
        .enumerate()
        .rev()
        .max_by(|(_, one), (_, other)| order(one, other))
        .map_or(0, |(position, _)| position)
}

fn are_alike(labels: &[String]) -> bool {
    labels.iter().enumerate().any(|(number, label)| {
        labels[..number].iter().any(|other| other.to_lowercase() == label.to_lowercase())
    })
}
