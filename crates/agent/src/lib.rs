//! The agents that this server lets speak.
//!
//! A *turn* is what an agent does when the customer has said something: [`Runtime::turn`]. Around the language model
//! stand rules that need none ([`rules`]): a goodbye is answered with closing words, what cannot be understood with a
//! question. Otherwise passages are looked up ([`knowledge`]), the request is put together ([`prompt`]), the model
//! answers ([`chat`]), and where it wants to know something first, its actions run ([`tools`]), a few rounds at most.
//!
//! What comes from customers, pages and other servers is material. It never stands among the instructions as raw text:
//! facts and passages are JSON on one line each below a heading that says so, what the customer says is the customer's
//! message, and what actions bring is theirs. Values that fill a template or an action are put in once and never looked
//! through again ([`template`]), are encoded for where they stand, and cannot name a header, an address or a host.
//!
//! The answer is given out piece by piece as the model writes it ([`Ear`]), because a voice has to begin before the
//! sentence is complete. Nothing here knows a channel's wire, a database or the clock.

pub mod chat;
mod error;
pub mod knowledge;
pub mod material;
pub mod prompt;
pub mod rules;
pub mod runtime;
pub mod template;
pub mod tools;
mod turn;

pub use self::chat::{
    BasicChat, ChatMessage, ChatModel, ChatReply, ChatRequest, EmbeddedChat, Pieces, RemoteChat,
    RemoteLimits, ToolCall, ToolSpec,
};
pub use self::error::AgentError;
pub use self::knowledge::{Found, Index};
pub use self::prompt::TurnFacts;
pub use self::runtime::{Ear, Runtime, Said, ToolUse, Turn};
pub use self::tools::{Secrets, ToolOutcome};
