//! What every dialect shares on the wire.
//!
//! A request is first given an id and an owner: the dialect whose prefix its path has ([`edge`]). Handlers
//! answer with a value or with a [`Problem`]; the outermost layer ([`layer`]) renders problems in the owner's
//! shape, also those that no handler made: unknown paths, wrong methods, bodies that are too large, panics.
//! Credentials ([`caller`]) are looked at only after the owner is known. Where no API has anything, a browser may be given a
//! page ([`Pages`]).

pub mod attachment;
pub mod body;
pub mod caller;
pub mod cursor;
pub mod describe;
pub mod docs;
pub mod edge;
pub mod extract;
pub mod fields;
pub mod form;
pub mod health;
mod heavy;
mod layer;
pub mod media;
mod pages;
pub mod pairs;
mod peer;
pub mod problem;
mod range;
pub mod rate_limit;
pub mod same_site;
mod server;
pub mod session_cookie;
mod state;

pub use self::body::{JsonBody, JsonBodyUpTo};
pub use self::caller::{Asking, Authenticated, Standing};
pub use self::cursor::Cursor;
pub use self::describe::Manners;
pub use self::edge::Edge;
pub use self::extract::{Path, Query};
pub use self::fields::Fields;
pub use self::form::{Form, FormBody};
pub use self::pages::Pages;
pub use self::pairs::QueryPairs;
pub use self::peer::Peer;
pub use self::problem::Problem;
pub use self::server::{Surface, operation_router, router, serve};
pub use self::state::{HttpOptions, HttpState, WorkersBeat};
