//! Traces: taking spans in, and reading them with the conversation that they belong to.
//!
//! An export may have tens of thousands of spans. Whoever reads one off the wire hands it over a few spans at a time;
//! each lot is one transaction, so that other changes get their turn in between. One export of a credential is at work
//! at a time ([`Exports::turn`]), and few at all ([`Exports::place`]): a program that sends much slows itself down.
//!
//! An export that is cut off half-way leaves the spans that came; sent again, it replaces them by the same.

mod exports;
mod read;
mod store;
mod sweep;

pub use self::exports::{ExportTurn, Exports, MOST_BYTES, SPANS_AT_ONCE};
pub use self::read::{TraceOutline, linked_to, outline, spans};
pub use self::store::store;
pub use self::sweep::sweep;
