//! Numbers over many evaluations: of all that a filter wants, by group, by day, and by criterion.
//!
//! Only [current](crate::evaluations) evaluations count. Each question is one statement. Those about evaluations read
//! one index, which holds all that is looked at and counted, and add up whole numbers, so that the answer is exact:
//! tenths of notes and milliseconds. Those about criteria read sums by day, which are kept beside the results, where
//! one slice of them holds what the filter wants; where it does not, they add up the results themselves.

mod criteria;
mod groups;
mod totals;
mod trends;

pub use self::criteria::criteria;
pub use self::groups::groups;
pub use self::totals::{span, totals};
pub use self::trends::trend;
