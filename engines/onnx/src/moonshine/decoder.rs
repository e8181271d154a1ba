//! Moonshine's encoder and decoder: from samples to tokens.
//!
//! The decoder is one network with two branches. The first step runs without cache and computes the keys and
//! values of the encoder's states, which all later steps use; the cached branch answers with empty ones, so
//! those of the first step are kept. Each later step feeds one token and the decoder's own cache.

use ort::session::{Session, SessionInputValue};
use ort::value::{DynValue, Tensor};

use crate::error::EngineError;
use crate::moonshine::repetition::repeated_tail;

const START_TOKEN: i64 = 1;
const END_TOKEN: i64 = 2;
const LAYERS: usize = 6;
const HEADS: usize = 8;
const HEAD_WIDTH: usize = 36;
/// Nobody speaks faster; a decoder that writes more is repeating itself.
const MOST_TOKENS_PER_SECOND: f64 = 6.5;
/// Tokens that even the shortest piece may have.
const FEWEST_TOKENS: usize = 6;
/// The encoder's convolutions need some length; shorter audio is padded with silence.
const FEWEST_SAMPLES: usize = 8_000;
const SAMPLE_RATE_HZ: f64 = 16_000.0;

/// What was decoded.
pub struct Decoded {
    /// Tokens without start and end.
    pub tokens: Vec<i64>,
    /// Sum of the tokens' log probabilities, the end's included where it was reached.
    pub log_probability: f64,
    /// How many tokens that sum counts.
    pub counted_tokens: usize,
}

/// The two networks.
pub struct EncoderDecoder {
    encoder: Session,
    decoder: Session,
}

/// Past keys and values of the decoder's layers, in the order of `CacheNames`.
struct Cache {
    decoder: Vec<DynValue>,
    encoder: Vec<DynValue>,
}

/// What all steps of a piece share.
struct Encoded {
    states: DynValue,
    mask: DynValue,
}

impl EncoderDecoder {
    /// Takes the opened models.
    pub fn new(encoder: Session, decoder: Session) -> Self {
        Self { encoder, decoder }
    }

    /// Recognises `samples`, which should be at most 15 s.
    pub fn decode(&mut self, mut samples: Vec<f32>) -> Result<Decoded, EngineError> {
        let seconds = samples.len() as f64 / SAMPLE_RATE_HZ;
        let most_tokens = FEWEST_TOKENS.max((seconds * MOST_TOKENS_PER_SECOND).ceil() as usize);
        samples.resize(samples.len().max(FEWEST_SAMPLES), 0.0);
        let encoded = self.encode(samples)?;

        let mut cache = Cache { decoder: empty_cache()?, encoder: empty_cache()? };
        let mut decoded = Decoded { tokens: Vec::new(), log_probability: 0.0, counted_tokens: 0 };
        let mut last_token = START_TOKEN;
        while decoded.tokens.len() < most_tokens {
            let first_step = last_token == START_TOKEN && decoded.tokens.is_empty();
            let (token, log_probability) = self.step(last_token, &encoded, &mut cache, first_step)?;
            decoded.log_probability += log_probability;
            decoded.counted_tokens += 1;
            if token == END_TOKEN {
                break;
            }
            decoded.tokens.push(token);
            if let Some(superfluous) = repeated_tail(&decoded.tokens) {
                decoded.tokens.truncate(decoded.tokens.len() - superfluous);
                break;
            }
            last_token = token;
        }
        Ok(decoded)
    }

    fn encode(&mut self, samples: Vec<f32>) -> Result<Encoded, EngineError> {
        let length = samples.len();
        // The decoder's mask is named after the encoder's states, yet it has the length of the samples.
        let mask = Tensor::from_array(([1, length], vec![1_i64; length]))?.into_dyn();
        let mut outputs = self.encoder.run(ort::inputs! {
            "input_values" => Tensor::from_array(([1, length], samples))?,
            "attention_mask" => &mask,
        })?;
        let states = outputs.remove("last_hidden_state").ok_or_else(|| missing("last_hidden_state"))?;
        Ok(Encoded { states, mask })
    }

    /// One step: the likeliest next token and its log probability.
    fn step(
        &mut self,
        token: i64,
        encoded: &Encoded,
        cache: &mut Cache,
        first_step: bool,
    ) -> Result<(i64, f64), EngineError> {
        let mut inputs: Vec<(String, SessionInputValue<'_>)> = vec![
            ("input_ids".into(), Tensor::from_array(([1, 1], vec![token]))?.into()),
            ("encoder_hidden_states".into(), (&encoded.states).into()),
            ("encoder_attention_mask".into(), (&encoded.mask).into()),
            ("use_cache_branch".into(), Tensor::from_array(([1], vec![!first_step]))?.into()),
        ];
        for (side, values) in [("decoder", &cache.decoder), ("encoder", &cache.encoder)] {
            let names = cache_names("past_key_values", side);
            inputs.extend(names.zip(values).map(|(name, value)| (name, value.into())));
        }
        let mut outputs = self.decoder.run(inputs)?;

        let chosen = {
            let logits = outputs.get("logits").ok_or_else(|| missing("logits"))?;
            let (shape, logits) = logits.try_extract_tensor::<f32>()?;
            likeliest(logits)
                .ok_or_else(|| EngineError::Shape { model: "moonshine decoder", shape: shape.to_vec() })?
        };
        let mut take = |side: &str| -> Result<Vec<DynValue>, EngineError> {
            cache_names("present", side)
                .map(|name| outputs.remove(&name).ok_or_else(|| missing(&name)))
                .collect()
        };
        cache.decoder = take("decoder")?;
        if first_step {
            cache.encoder = take("encoder")?;
        }
        Ok(chosen)
    }
}

fn cache_names<'a>(prefix: &'a str, side: &'a str) -> impl Iterator<Item = String> + 'a {
    (0..LAYERS).flat_map(move |layer| ["key", "value"].map(|part| format!("{prefix}.{layer}.{side}.{part}")))
}

/// Caches of the first step, which does not read them: one position of zeros, because a tensor without any
/// cannot be made from memory.
fn empty_cache() -> Result<Vec<DynValue>, ort::Error> {
    (0..LAYERS * 2)
        .map(|_| {
            let zeros = vec![0.0_f32; HEADS * HEAD_WIDTH];
            Ok(Tensor::from_array(([1, HEADS, 1, HEAD_WIDTH], zeros))?.into_dyn())
        })
        .collect()
}

/// Index and log probability of the largest logit.
fn likeliest(logits: &[f32]) -> Option<(i64, f64)> {
    let (index, largest) = logits.iter().enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let sum: f32 = logits.iter().map(|logit| (logit - largest).exp()).sum();
    Some((i64::try_from(index).ok()?, -f64::from(sum).ln()))
}

fn missing(output: &str) -> EngineError {
    EngineError::Parameter(format!("moonshine has no output {output}"))
}
