//! Method `choose`: how likely the model would go on with each of several answers.

use colloquy_engine::protocol::{ChooseParams, ChooseResult};
use colloquy_engine::serve::Progress;
use llama_cpp_2::token::LlamaToken;

use crate::chat::ChatTemplate;
use crate::error::LlamaError;
use crate::go_on;
use crate::options::{Spelling, log_softmax, probabilities};
use crate::session::Session;

pub fn choose(
    session: &mut Session<'_>,
    template: &ChatTemplate,
    params: &ChooseParams,
    progress: &mut Progress<'_>,
) -> Result<ChooseResult, LlamaError> {
    let spellings = spellings(session, &params.options)?;
    let longest = spellings.iter().map(|spelling| spelling.tokens.len()).max().unwrap_or(0);
    let prompt = template.prompt(session, &params.prefix.system, &params.prefix.context, &params.question);
    session.read_prompt(&prompt, longest, &mut |fraction| go_on(progress, fraction))?;
    let question_end = session.position();
    let end = session.vocabulary().eot().0;
    let end = if end < 0 { session.vocabulary().eos().0 } else { end };
    let probabilities = probabilities(&spellings, params.options.len(), end, |path| {
        if !path.is_empty() {
            session.rewind(question_end)?;
            let tokens: Vec<LlamaToken> = path.iter().copied().map(LlamaToken).collect();
            session.read_block(&tokens)?;
        }
        Ok::<_, LlamaError>(log_softmax(session.logits()))
    })?;
    Ok(ChooseResult { probabilities })
}

/// The options as tokens, each also with its first letter the other way: models like to begin an answer with a
/// capital, whatever they are told.
fn spellings(session: &Session<'_>, options: &[String]) -> Result<Vec<Spelling>, LlamaError> {
    if options.len() < 2 {
        return Err(LlamaError::Options("a choice needs two options at least".to_owned()));
    }
    let mut spellings: Vec<Spelling> = Vec::new();
    for (option, text) in options.iter().enumerate() {
        if text.trim().is_empty() {
            return Err(LlamaError::Options(format!("option {} is empty", option + 1)));
        }
        for text in [text.clone(), other_case(text)] {
            let tokens: Vec<i32> = session.text_tokens(&text).iter().map(|token| token.0).collect();
            match spellings.iter().find(|known| known.tokens == tokens) {
                None => spellings.push(Spelling { option, tokens }),
                Some(known) if known.option == option => {}
                Some(known) => {
                    let (one, other) = (&options[known.option], &options[option]);
                    return Err(LlamaError::Options(format!("options {one:?} and {other:?} are the same")));
                }
            }
        }
    }
    Ok(spellings)
}

/// The text with its first letter in the other case.
fn other_case(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let flipped: String =
        if first.is_uppercase() { first.to_lowercase().collect() } else { first.to_uppercase().collect() };
    flipped + letters.as_str()
}
