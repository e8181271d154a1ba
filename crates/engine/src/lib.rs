//! The ways to models: the protocol to model processes and both of its ends, and endpoints.
//!
//! The server holds no inference code. Every native library (whisper.cpp, ONNX Runtime, llama.cpp) lives in
//! an executable of its own that the server starts and supervises. The two talk in lines of JSON over the
//! child's standard input and output ([`protocol`]); its standard error is its log. Audio is not sent: it
//! lies in a file that both can read, and a request names the file and a range of samples.
//!
//! A child that crashes, hangs or outgrows its memory fails the requests it was working on, with a reason,
//! and nothing else: the next request starts a new one.
//!
//! With the feature `endpoint` this crate also asks the endpoints that an operator may name instead
//! ([`endpoint`]).
//!
//! With the feature `client` this crate also knows the model files: where they come from, what is made of
//! them, and whether they are there ([`models`]).

#[cfg(feature = "endpoint")]
pub mod endpoint;
pub mod protocol;

#[cfg(feature = "serve")]
pub mod limits;
#[cfg(feature = "serve")]
pub mod serve;

#[cfg(feature = "client")]
mod backoff;
#[cfg(feature = "client")]
mod error;
#[cfg(feature = "client")]
mod find;
#[cfg(feature = "client")]
mod handle;
#[cfg(feature = "client")]
mod lines;
#[cfg(feature = "client")]
pub mod models;
#[cfg(feature = "client")]
mod process;
#[cfg(feature = "client")]
mod spawner;
#[cfg(feature = "client")]
mod spec;
#[cfg(feature = "client")]
mod status;
#[cfg(feature = "client")]
mod work;

#[cfg(feature = "client")]
pub use crate::error::{Ending, EngineError};
#[cfg(feature = "client")]
pub use crate::find::find_engine;
#[cfg(feature = "client")]
pub use crate::handle::EngineHandle;
#[cfg(feature = "client")]
pub use crate::spec::{CallOptions, EngineSpec, PieceSink, ProgressSink, RequestTimeout};
#[cfg(feature = "client")]
pub use crate::status::{EngineStatus, LastError};
