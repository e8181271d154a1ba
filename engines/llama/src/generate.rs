//! Method `generate`: a short text, always the likeliest next token that the grammar allows.

use colloquy_engine::protocol::{GenerateParams, GenerateResult};
use colloquy_engine::serve::Progress;
use llama_cpp_2::sampling::LlamaSampler;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::token::data::LlamaTokenData;
use llama_cpp_2::token::data_array::LlamaTokenDataArray;

use crate::chat::ChatTemplate;
use crate::error::LlamaError;
use crate::go_on;
use crate::session::Session;

/// Share of the progress that reading the prompt is taken for.
const READING_SHARE: f32 = 0.5;
/// Progress is told every so many tokens.
const REPORT_EVERY: usize = 16;

pub fn generate(
    session: &mut Session<'_>,
    template: &ChatTemplate,
    params: &GenerateParams,
    progress: &mut Progress<'_>,
) -> Result<GenerateResult, LlamaError> {
    let most_tokens = usize::try_from(params.max_tokens).unwrap_or(usize::MAX).max(1);
    let mut grammar = match &params.grammar {
        Some(text) => Some(
            LlamaSampler::grammar(session.model(), text, "root")
                .map_err(|error| LlamaError::Grammar(error.to_string()))?,
        ),
        None => None,
    };
    let prompt = template.prompt(session, &params.prefix.system, &params.prefix.context, &params.question);
    session.read_prompt(&prompt, most_tokens, &mut |fraction| go_on(progress, fraction * READING_SHARE))?;

    let vocabulary = session.vocabulary();
    let mut text = Vec::new();
    let mut told = 0;
    let mut finished = false;
    for written in 0..most_tokens {
        let Some(token) = next_token(session.logits(), grammar.as_mut()) else {
            // The grammar allows nothing more, not even an end.
            finished = true;
            break;
        };
        if vocabulary.is_eog(token) {
            finished = true;
            break;
        }
        if let Some(grammar) = &mut grammar {
            grammar.accept(token);
        }
        vocabulary.token_to_piece_into(token, &mut text, false, None);
        if params.in_pieces {
            let piece = whole_characters(&text[told..]);
            if !piece.is_empty() {
                progress.piece(piece)?;
                told += piece.len();
            }
        }
        session.read_block(&[token])?;
        if written % REPORT_EVERY == 0 {
            go_on(progress, READING_SHARE + (1.0 - READING_SHARE) * written as f32 / most_tokens as f32)?;
        } else if progress.is_cancelled() {
            return Err(LlamaError::Cancelled);
        }
    }
    // A character may be cut in two at the limit.
    Ok(GenerateResult { text: String::from_utf8_lossy(&text).into_owned(), finished })
}

/// The beginning of a text that is still being written, without a character of which a part is missing.
fn whole_characters(text: &[u8]) -> &str {
    let whole = std::str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
    std::str::from_utf8(&text[..whole]).unwrap_or_default()
}

/// The likeliest token, of those that the grammar allows.
fn next_token(logits: &[f32], grammar: Option<&mut LlamaSampler>) -> Option<LlamaToken> {
    let likeliest = likeliest(logits.iter().copied())?;
    let Some(grammar) = grammar else { return Some(likeliest) };
    // The grammar looks at every candidate, of which there are 150,000. Mostly the first one will do.
    let alone = candidates([(likeliest, 0.0)]);
    if is_allowed(&alone.with_sampler(grammar).data, 0) {
        return Some(likeliest);
    }
    let all = candidates((0..).map(LlamaToken).zip(logits.iter().copied())).with_sampler(grammar);
    let best =
        all.data.iter().enumerate().max_by(|(_, one), (_, other)| one.logit().total_cmp(&other.logit()));
    best.filter(|(index, _)| is_allowed(&all.data, *index)).map(|(_, candidate)| candidate.id())
}

fn likeliest(logits: impl Iterator<Item = f32>) -> Option<LlamaToken> {
    let (token, _) = (0..).zip(logits).max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    Some(LlamaToken(token))
}

fn candidates(tokens: impl IntoIterator<Item = (LlamaToken, f32)>) -> LlamaTokenDataArray {
    LlamaTokenDataArray::from_iter(
        tokens.into_iter().map(|(token, logit)| LlamaTokenData::new(token, logit, 0.0)),
        false,
    )
}

/// Grammars mark what they forbid with a logit of minus infinity.
fn is_allowed(candidates: &[LlamaTokenData], index: usize) -> bool {
    candidates.get(index).is_some_and(|candidate| candidate.logit() > f32::NEG_INFINITY)
}
