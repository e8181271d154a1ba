//! `colloquy-engine-llama`: the process that runs llama.cpp for the server.
//!
//! It answers questions about a text with a small instruct model in GGUF form: `choose` tells how likely each
//! of several answers is, `generate` writes a short text, `count_tokens` measures. It speaks the protocol of
//! `colloquy-engine` on standard input and output, limits itself before it loads anything, and dies with the
//! server. llama.cpp writes its log to standard error: nothing of a conversation, at most a grammar that
//! it cannot read.
//!
//! The order of the work in a request is what makes it cheap: the transcript stands first in the prompt and
//! the question last, and the state of what was read is kept ([`session`]).

mod chat;
mod choose;
mod error;
mod generate;
mod options;
mod session;

use std::io::{self, Write};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use colloquy_engine::limits;
use colloquy_engine::protocol::{
    CHOOSE, COUNT_TOKENS, CountTokensParams, CountTokensResult, GENERATE, Hello, PROTOCOL_VERSION,
};
use colloquy_engine::serve::{Progress, serve};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::chat::ChatTemplate;
use crate::error::LlamaError;
use crate::session::Session;

#[derive(Debug, Parser)]
#[command(version, about = "Colloquy's model process for llama.cpp")]
struct Arguments {
    /// The model, a GGUF file with a chat template.
    #[arg(long)]
    model: PathBuf,
    /// Threads of one computation. More than one make each other wait on a busy machine.
    #[arg(long, default_value_t = 1)]
    threads: u16,
    /// Tokens that one request may hold: messages and answer.
    #[arg(long, default_value = "8192")]
    context: NonZeroU32,
    /// Added to the process's niceness.
    #[arg(long, default_value_t = 0)]
    nice: i32,
    /// Most private memory in MiB; none when absent. The model file itself is mapped and does not count.
    #[arg(long)]
    memory_limit_mb: Option<u64>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Standard error is the log; when even that is gone, the exit code still tells.
            let _ = writeln!(io::stderr(), "colloquy-engine-llama: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), LlamaError> {
    check_processor()?;
    limits::apply(arguments.nice, arguments.memory_limit_mb)?;
    if !arguments.model.is_file() {
        return Err(LlamaError::NoModel(arguments.model.clone()));
    }
    let backend = LlamaBackend::init().map_err(LlamaError::native("llama.cpp cannot start"))?;
    let model = LlamaModel::load_from_file(&backend, &arguments.model, &LlamaModelParams::default())
        .map_err(LlamaError::native("the model cannot be loaded"))?;
    let template = ChatTemplate::of_model(&model)?;
    let mut session = Session::new(&backend, &model, arguments.context, arguments.threads)?;
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "llama".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: arguments.model.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        methods: [CHOOSE, GENERATE, COUNT_TOKENS].map(str::to_owned).to_vec(),
    };
    serve(io::stdin().lock(), io::stdout().lock(), &hello, |method, params, progress| {
        answer(&mut session, &template, method, params, progress).map_err(|error| error.to_string())
    })
    .map_err(LlamaError::Pipe)
}

fn answer(
    session: &mut Session<'_>,
    template: &ChatTemplate,
    method: &str,
    params: Value,
    progress: &mut Progress<'_>,
) -> Result<Value, LlamaError> {
    // A server that has gone away is noticed when the answer is written.
    let mut report = |fraction: f32| drop(progress.report(fraction));
    match method {
        CHOOSE => encode(choose::choose(session, template, &decode(method, params)?, &mut report)?),
        GENERATE => encode(generate::generate(session, template, &decode(method, params)?, &mut report)?),
        COUNT_TOKENS => encode(count_tokens(session, template, &decode(method, params)?)),
        _ => Err(LlamaError::UnknownMethod(method.to_owned())),
    }
}

fn count_tokens(
    session: &Session<'_>,
    template: &ChatTemplate,
    params: &CountTokensParams,
) -> CountTokensResult {
    let count = |tokens: usize| u32::try_from(tokens).unwrap_or(u32::MAX);
    CountTokensResult {
        counts: params.texts.iter().map(|text| count(session.text_tokens(text).len())).collect(),
        context_tokens: count(session.context_tokens()),
        template_tokens: count(template.tokens()),
    }
}

fn decode<T: DeserializeOwned>(method: &str, params: Value) -> Result<T, LlamaError> {
    serde_json::from_value(params).map_err(|source| LlamaError::Params { method: method.to_owned(), source })
}

fn encode(result: impl Serialize) -> Result<Value, LlamaError> {
    serde_json::to_value(result).map_err(LlamaError::Result)
}

/// llama.cpp is compiled for these instructions without a look at the processor; without them it would end
/// with an illegal instruction in the middle of loading.
#[cfg(target_arch = "x86_64")]
fn check_processor() -> Result<(), LlamaError> {
    let needed = [
        ("AVX2", is_x86_feature_detected!("avx2")),
        ("FMA", is_x86_feature_detected!("fma")),
        ("F16C", is_x86_feature_detected!("f16c")),
        ("BMI2", is_x86_feature_detected!("bmi2")),
    ];
    match needed.into_iter().find(|(_, there)| !there) {
        Some((missing, _)) => Err(LlamaError::Processor { missing }),
        None => Ok(()),
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn check_processor() -> Result<(), LlamaError> {
    Ok(())
}
