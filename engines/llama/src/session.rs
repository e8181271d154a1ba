//! The model's memory of what it has read.
//!
//! Reading a transcript of 3,000 tokens takes more than a minute of processor time, a question after it half a
//! second. So the state of the last prompt stays, and of a new prompt only what differs is read: everything
//! after the longest common beginning. When the next request is about another text, as happens when stages of
//! several conversations take turns, the state of the old one is put aside and taken back later, up to
//! [`ASIDE_BYTES`].

use std::num::NonZeroU32;

use llama_cpp_2::context::LlamaContext;
use llama_cpp_2::context::params::LlamaContextParams;
use llama_cpp_2::context::session::{LlamaStateSeqFlags, SeqState};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::llama_batch::LlamaBatch;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::token::LlamaToken;
use llama_cpp_2::vocab::LlamaVocab;

use crate::error::LlamaError;

/// Most tokens that the model takes at once.
const BATCH_TOKENS: u32 = 512;
/// The only sequence there is.
const SEQUENCE: i32 = 0;
/// A text shorter than this is read again rather than put aside.
const ASIDE_TOKENS: usize = 256;
/// Most memory for states that were put aside: about five transcripts of half an hour.
const ASIDE_BYTES: usize = 512 * 1024 * 1024;

/// How a context reads and writes.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Threads that write. One token at a time, more than one gain little and wait for each other.
    pub threads: u16,
    /// Threads that read.
    pub reading_threads: u16,
    /// Tokens of a prompt that are read in one go.
    pub step_tokens: u32,
}

/// A context of the model together with the tokens it has read.
pub struct Session<'model> {
    model: &'model LlamaModel,
    context: LlamaContext<'model>,
    batch: LlamaBatch<'static>,
    step_tokens: usize,
    /// What the context has read, in order.
    read: Vec<LlamaToken>,
    /// Other texts, the one used last at the end.
    aside: Vec<Aside>,
}

struct Aside {
    read: Vec<LlamaToken>,
    state: SeqState,
}

impl<'model> Session<'model> {
    pub fn new(
        backend: &LlamaBackend,
        model: &'model LlamaModel,
        context_tokens: NonZeroU32,
        pace: Pace,
    ) -> Result<Self, LlamaError> {
        if model.is_recurrent() || model.is_hybrid() {
            return Err(LlamaError::CannotForget);
        }
        // Beyond what it was trained on, a model answers nonsense.
        let context_tokens = NonZeroU32::new(model.n_ctx_train())
            .map_or(context_tokens, |trained| trained.min(context_tokens));
        let params = LlamaContextParams::default()
            .with_n_ctx(Some(context_tokens))
            .with_n_batch(BATCH_TOKENS)
            .with_n_ubatch(BATCH_TOKENS)
            .with_n_threads(i32::from(pace.threads.max(1)))
            .with_n_threads_batch(i32::from(pace.reading_threads.max(1)));
        let context =
            model.new_context(backend, params).map_err(LlamaError::native("no memory for the context"))?;
        let batch = LlamaBatch::new(BATCH_TOKENS as usize, 1);
        let step_tokens = pace.step_tokens.min(BATCH_TOKENS) as usize;
        Ok(Self { model, context, batch, step_tokens, read: Vec::new(), aside: Vec::new() })
    }

    pub fn model(&self) -> &'model LlamaModel {
        self.model
    }

    pub fn vocabulary(&self) -> LlamaVocab<'model> {
        self.model.vocab()
    }

    /// Tokens that a prompt and its answer may have together.
    pub fn context_tokens(&self) -> usize {
        self.context.n_ctx() as usize
    }

    /// Tokens of a text in which nothing is a control mark.
    pub fn text_tokens(&self, text: &str) -> Vec<LlamaToken> {
        self.vocabulary().tokenize(text.as_bytes(), false, false)
    }

    /// Reads `prompt`, as far as it is not read yet, and leaves the model before the next token. `answer_tokens`
    /// may follow. `go_on` is told the share that is read, and ends the reading with its error; what was read until then
    /// stays.
    pub fn read_prompt(
        &mut self,
        prompt: &[LlamaToken],
        answer_tokens: usize,
        go_on: &mut dyn FnMut(f32) -> Result<(), LlamaError>,
    ) -> Result<(), LlamaError> {
        let (prompt_tokens, context_tokens) = (prompt.len(), self.context_tokens());
        if prompt_tokens.saturating_add(answer_tokens) > context_tokens {
            return Err(LlamaError::TooLong { prompt_tokens, answer_tokens, context_tokens });
        }
        self.take_up(prompt)?;
        // The last token is always read anew: what follows it is not kept.
        let known = common_beginning(&self.read, prompt).min(prompt_tokens.saturating_sub(1));
        self.rewind(known)?;
        let missing = &prompt[known..];
        for (index, block) in missing.chunks(self.step_tokens).enumerate() {
            self.read_block(block)?;
            let done = index * self.step_tokens + block.len();
            go_on(done as f32 / missing.len() as f32)?;
        }
        Ok(())
    }

    /// Number of tokens read.
    pub fn position(&self) -> usize {
        self.read.len()
    }

    /// Reads further tokens, at least one and at most a batch.
    pub fn read_block(&mut self, tokens: &[LlamaToken]) -> Result<(), LlamaError> {
        self.batch.clear();
        let last = tokens.len().saturating_sub(1);
        for (index, token) in tokens.iter().enumerate() {
            let position = i32::try_from(self.read.len() + index)
                .map_err(LlamaError::native("position in the context"))?;
            self.batch
                .add(*token, position, &[SEQUENCE], index == last)
                .map_err(LlamaError::native("batch"))?;
        }
        if let Err(error) = self.context.decode(&mut self.batch) {
            // What the context holds now is not known.
            self.context.clear_kv_cache();
            self.read.clear();
            return Err(LlamaError::native("the model failed")(error));
        }
        self.read.extend_from_slice(tokens);
        Ok(())
    }

    /// Forgets everything after the first `position` tokens.
    pub fn rewind(&mut self, position: usize) -> Result<(), LlamaError> {
        if position >= self.read.len() {
            return Ok(());
        }
        let from = u32::try_from(position).map_err(LlamaError::native("position in the context"))?;
        let forgotten = self
            .context
            .clear_kv_cache_seq(Some(SEQUENCE as u32), Some(from), None)
            .map_err(LlamaError::native("rewinding"))?;
        if !forgotten {
            // Whoever goes on from here would read the rest of a prompt as if it were all of it.
            self.context.clear_kv_cache();
            self.read.clear();
            return Err(LlamaError::CannotForget);
        }
        self.read.truncate(position);
        Ok(())
    }

    /// The logits of what may follow the last token that was read. Only valid right after reading.
    pub fn logits(&self) -> &[f32] {
        self.context.get_logits_ith(self.batch.n_tokens() - 1)
    }

    /// Makes the context hold whatever is known of `prompt`, and puts aside what it held.
    fn take_up(&mut self, prompt: &[LlamaToken]) -> Result<(), LlamaError> {
        let known_here = common_beginning(&self.read, prompt);
        let best = self
            .aside
            .iter()
            .enumerate()
            .map(|(index, aside)| (common_beginning(&aside.read, prompt), index))
            .max()
            .filter(|(known, _)| *known >= known_here + ASIDE_TOKENS);
        let lost = self.read.len() - known_here;
        if lost >= ASIDE_TOKENS {
            self.put_aside();
        }
        // Putting aside appends, and drops from the front only after this one was found: look again.
        let Some((known, _)) = best else { return Ok(()) };
        let Some(index) = self.aside.iter().position(|aside| common_beginning(&aside.read, prompt) == known)
        else {
            return Ok(());
        };
        let aside = self.aside.remove(index);
        self.context.clear_kv_cache();
        self.read.clear();
        match self.context.state_seq_set(&aside.state, SEQUENCE) {
            Ok(()) => self.read = aside.read,
            // Reading the text again costs time, nothing else.
            Err(_) => self.context.clear_kv_cache(),
        }
        Ok(())
    }

    /// Keeps a copy of what the context holds. Without memory for it the text is read again later.
    fn put_aside(&mut self) {
        let Ok(state) = self.context.state_seq_get(SEQUENCE, LlamaStateSeqFlags::empty()) else { return };
        self.aside.retain(|aside| common_beginning(&aside.read, &self.read) < aside.read.len());
        self.aside.push(Aside { read: self.read.clone(), state });
        while self.aside.iter().map(|aside| aside.state.byte_len()).sum::<usize>() > ASIDE_BYTES {
            self.aside.remove(0);
        }
    }
}

/// Number of tokens that both begin with.
fn common_beginning(one: &[LlamaToken], other: &[LlamaToken]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}
