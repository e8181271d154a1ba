//! `colloquy-engine-llama`: the process that runs llama.cpp for the server.
//!
//! It answers questions about a text with a small instruct model in GGUF form: `choose` tells how likely each
//! of several answers is, `generate` writes a short text, `read` reads ahead, `count_tokens` measures. It speaks the protocol of
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

use std::io::{self, BufReader, Write};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use colloquy_engine::protocol::{
    CHOOSE, COUNT_TOKENS, CountTokensParams, CountTokensResult, GENERATE, Hello, PROTOCOL_VERSION, READ,
    ReadParams, ReadResult,
};
use colloquy_engine::serve::{
    ProcessArguments, Progress, ServeError, check_processor, decode, encode, serve,
};
use llama_cpp_2::llama_backend::LlamaBackend;
use llama_cpp_2::model::LlamaModel;
use llama_cpp_2::model::params::LlamaModelParams;
use serde_json::Value;

use crate::chat::ChatTemplate;
use crate::error::LlamaError;
use crate::session::{Pace, Session};

#[derive(Debug, Parser)]
#[command(version, about = "Colloquy's model process for llama.cpp")]
struct Arguments {
    /// The model, a GGUF file with a chat template.
    #[arg(long)]
    model: PathBuf,
    /// Tokens that one request may hold: messages and answer.
    #[arg(long, default_value = "8192")]
    context: NonZeroU32,
    /// Threads that read what a request begins with; as many as write where it is not said.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=256))]
    reading_threads: Option<u16>,
    /// Tokens that are read in one go, at most 512. In between a request can be cancelled: few where somebody waits for
    /// the next one, though they are read a tenth slower.
    #[arg(long, default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=512))]
    step_tokens: u32,
    #[command(flatten)]
    process: ProcessArguments,
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
    arguments.process.apply()?;
    if !arguments.model.is_file() {
        return Err(LlamaError::NoModel(arguments.model.clone()));
    }
    let backend = LlamaBackend::init().map_err(LlamaError::native("llama.cpp cannot start"))?;
    let model = LlamaModel::load_from_file(&backend, &arguments.model, &LlamaModelParams::default())
        .map_err(LlamaError::native("the model cannot be loaded"))?;
    let template = ChatTemplate::of_model(&model)?;
    let threads = arguments.process.threads;
    let pace = Pace {
        threads,
        reading_threads: arguments.reading_threads.unwrap_or(threads),
        step_tokens: arguments.step_tokens,
    };
    let mut session = Session::new(&backend, &model, arguments.context, pace)?;
    let hello = Hello {
        protocol: PROTOCOL_VERSION,
        engine: "llama".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: arguments.model.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        methods: [CHOOSE, GENERATE, READ, COUNT_TOKENS].map(str::to_owned).to_vec(),
        can_cancel: true,
    };
    serve(BufReader::new(io::stdin()), io::stdout().lock(), &hello, |method, params, progress| {
        answer(&mut session, &template, method, params, progress)
    })?;
    Ok(())
}

fn answer(
    session: &mut Session<'_>,
    template: &ChatTemplate,
    method: &str,
    params: Value,
    progress: &mut Progress<'_>,
) -> Result<Value, LlamaError> {
    let result = match method {
        CHOOSE => encode(choose::choose(session, template, &decode(method, params)?, progress)?),
        GENERATE => encode(generate::generate(session, template, &decode(method, params)?, progress)?),
        READ => encode(read(session, template, &decode(method, params)?, progress)?),
        COUNT_TOKENS => encode(count_tokens(session, template, &decode(method, params)?)),
        _ => Err(ServeError::UnknownMethod(method.to_owned())),
    };
    Ok(result?)
}

/// Tells how far a request is, and ends it where nobody waits for it.
fn go_on(progress: &mut Progress<'_>, fraction: f32) -> Result<(), LlamaError> {
    progress.report(fraction)?;
    if progress.is_cancelled() { Err(LlamaError::Cancelled) } else { Ok(()) }
}

fn read(
    session: &mut Session<'_>,
    template: &ChatTemplate,
    params: &ReadParams,
    progress: &mut Progress<'_>,
) -> Result<ReadResult, LlamaError> {
    let beginning = template.beginning(session, &params.prefix.system, &params.prefix.context);
    session.read_prompt(&beginning, 0, &mut |fraction| go_on(progress, fraction))?;
    Ok(ReadResult { tokens: u32::try_from(session.position()).unwrap_or(u32::MAX) })
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
