//! Which tensor of the one format becomes which of the other.

use std::io::{self, Write};

use super::ConvertError;
use super::ct2::Model;
use super::ggml::{BLOCK, Sizes, Stored, WeightType, write_header, write_tensor};
use super::mel;

const TOKEN_EMBEDDING: &str = "decoder/embeddings/weight";
const AUDIO_POSITIONS: &str = "encoder/position_encodings/encodings";
const TEXT_POSITIONS: &str = "decoder/position_encodings/encodings";
/// More layers than any model has; the search for the last layer ends here.
const MOST_LAYERS: usize = 256;

/// Writes the whole file.
pub fn write(
    model: &Model,
    tokens: &[Vec<u8>],
    weights: WeightType,
    writer: &mut impl Write,
    write_error: impl Fn(io::Error) -> ConvertError,
) -> Result<(), ConvertError> {
    let sizes = sizes(model)?;
    if tokens.len() > sizes.vocabulary {
        return Err(ConvertError::Model(format!(
            "has {} token vectors, the vocabulary {} tokens",
            sizes.vocabulary,
            tokens.len()
        )));
    }
    let filters = mel::filters(sizes.mels);
    write_header(writer, &sizes, weights.file_type(), mel::BINS, &filters, tokens).map_err(&write_error)?;
    let mut output = Output { model, matrices: weights.into(), writer, write_error };
    output.encoder(sizes.audio_layers)?;
    output.decoder(sizes.text_layers)
}

fn sizes(model: &Model) -> Result<Sizes, ConvertError> {
    let two = |name: &str| match model.dimensions(name)? {
        [first, second] => Ok((*first, *second)),
        other => Err(ConvertError::Model(format!("tensor {name} has the dimensions {other:?}"))),
    };
    let layers = |side: &str| {
        (0..MOST_LAYERS)
            .take_while(|layer| model.has(&format!("{side}/layer_{layer}/ffn/linear_0/weight")))
            .count()
    };
    let (vocabulary, text_state) = two(TOKEN_EMBEDDING)?;
    let (audio_context, audio_state) = two(AUDIO_POSITIONS)?;
    let (text_context, _) = two(TEXT_POSITIONS)?;
    let conv1 = model.dimensions("encoder/conv1/weight")?;
    let mels = *conv1
        .get(1)
        .ok_or_else(|| ConvertError::Model(format!("encoder/conv1/weight has the dimensions {conv1:?}")))?;
    if text_state % BLOCK != 0 || audio_state % BLOCK != 0 || mels == 0 || mels > 1024 {
        return Err(ConvertError::Model(format!(
            "has rows of {audio_state} and {text_state} numbers and {mels} mel bands, unlike any Whisper"
        )));
    }
    Ok(Sizes {
        vocabulary,
        audio_context,
        audio_state,
        audio_heads: model.whole_number("encoder/num_heads")?,
        audio_layers: layers("encoder"),
        text_context,
        text_state,
        text_heads: model.whole_number("decoder/num_heads")?,
        text_layers: layers("decoder"),
        mels,
    })
}

struct Output<'a, W, E> {
    model: &'a Model,
    matrices: Stored,
    writer: &'a mut W,
    write_error: E,
}

impl<W: Write, E: Fn(io::Error) -> ConvertError> Output<'_, W, E> {
    fn encoder(&mut self, layers: usize) -> Result<(), ConvertError> {
        self.copy(AUDIO_POSITIONS, "encoder.positional_embedding", Stored::F32)?;
        for conv in ["conv1", "conv2"] {
            self.copy(&format!("encoder/{conv}/weight"), &format!("encoder.{conv}.weight"), Stored::F16)?;
            let bias = self.model.floats(&format!("encoder/{conv}/bias"))?;
            // A column: it is added to every frame.
            self.put(&format!("encoder.{conv}.bias"), &[bias.len(), 1], Stored::F32, &bias)?;
        }
        self.norm("encoder/layer_norm", "encoder.ln_post")?;
        for layer in 0..layers {
            let (from, to) = (format!("encoder/layer_{layer}"), format!("encoder.blocks.{layer}"));
            self.self_attention(&from, &to)?;
            self.feed_forward(&from, &to)?;
        }
        Ok(())
    }

    fn decoder(&mut self, layers: usize) -> Result<(), ConvertError> {
        self.copy(TEXT_POSITIONS, "decoder.positional_embedding", Stored::F32)?;
        self.copy(TOKEN_EMBEDDING, "decoder.token_embedding.weight", self.matrices)?;
        self.norm("decoder/layer_norm", "decoder.ln")?;
        for layer in 0..layers {
            let (from, to) = (format!("decoder/layer_{layer}"), format!("decoder.blocks.{layer}"));
            self.self_attention(&from, &to)?;
            let (cross, target) = (format!("{from}/attention"), format!("{to}.cross_attn"));
            self.norm(&format!("{cross}/layer_norm"), &format!("{target}_ln"))?;
            self.split(&format!("{cross}/linear_0"), &target, &["query"])?;
            self.split(&format!("{cross}/linear_1"), &target, &["key", "value"])?;
            self.split(&format!("{cross}/linear_2"), &target, &["out"])?;
            self.feed_forward(&from, &to)?;
        }
        Ok(())
    }

    fn self_attention(&mut self, from: &str, to: &str) -> Result<(), ConvertError> {
        let (from, to) = (format!("{from}/self_attention"), format!("{to}.attn"));
        self.norm(&format!("{from}/layer_norm"), &format!("{to}_ln"))?;
        self.split(&format!("{from}/linear_0"), &to, &["query", "key", "value"])?;
        self.split(&format!("{from}/linear_1"), &to, &["out"])
    }

    fn feed_forward(&mut self, from: &str, to: &str) -> Result<(), ConvertError> {
        self.norm(&format!("{from}/ffn/layer_norm"), &format!("{to}.mlp_ln"))?;
        self.split(&format!("{from}/ffn/linear_0"), &format!("{to}.mlp"), &["0"])?;
        self.split(&format!("{from}/ffn/linear_1"), &format!("{to}.mlp"), &["2"])
    }

    fn norm(&mut self, from: &str, to: &str) -> Result<(), ConvertError> {
        self.copy(&format!("{from}/gamma"), &format!("{to}.weight"), Stored::F32)?;
        self.copy(&format!("{from}/beta"), &format!("{to}.bias"), Stored::F32)
    }

    /// Writes a linear layer as one for each of `names`: equal shares of its rows, in their order. Keys have
    /// no bias in Whisper: it would change nothing.
    fn split(&mut self, from: &str, to: &str, names: &[&str]) -> Result<(), ConvertError> {
        let weight_name = format!("{from}/weight");
        let [rows, columns] = *self.model.dimensions(&weight_name)? else {
            return Err(ConvertError::Model(format!("tensor {weight_name} is no matrix")));
        };
        let weight = self.model.floats(&weight_name)?;
        let bias = self.model.floats(&format!("{from}/bias"))?;
        if rows == 0 || rows % names.len() != 0 || columns % BLOCK != 0 || columns == 0 || bias.len() != rows
        {
            return Err(ConvertError::Model(format!(
                "tensor {weight_name} has {rows} rows of {columns} and {} biases",
                bias.len()
            )));
        }
        let share = rows / names.len();
        for ((name, weight), bias) in
            names.iter().zip(weight.chunks_exact(share * columns)).zip(bias.chunks_exact(share))
        {
            self.put(&format!("{to}.{name}.weight"), &[share, columns], self.matrices, weight)?;
            if *name != "key" {
                self.put(&format!("{to}.{name}.bias"), &[share], Stored::F32, bias)?;
            }
        }
        Ok(())
    }

    fn copy(&mut self, from: &str, to: &str, stored: Stored) -> Result<(), ConvertError> {
        let numbers = self.model.floats(from)?;
        let dimensions = self.model.dimensions(from)?.to_vec();
        self.put(to, &dimensions, stored, &numbers)
    }

    fn put(
        &mut self,
        name: &str,
        dimensions: &[usize],
        stored: Stored,
        numbers: &[f32],
    ) -> Result<(), ConvertError> {
        write_tensor(self.writer, name, dimensions, stored, numbers).map_err(&self.write_error)
    }
}
