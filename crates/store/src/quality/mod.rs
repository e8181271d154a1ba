//! Numbers over many evaluations: of all that a filter wants, by group, by day, and by criterion.
//!
//! Only [current](crate::evaluations) evaluations count. Each question is one statement. Those about evaluations add up
//! whole numbers, tenths of notes and milliseconds, so that the answer is exact. They group by what they are asked for
//! and by state, and read an index that holds all that is looked at and counted; on SQLite there is one for each
//! question, in its order, so that no row is sorted. Those about criteria read sums by day, which are kept beside the
//! results, where one slice of them holds what the filter wants; where it does not, they add up the results themselves.

mod criteria;
mod groups;
mod totals;
mod trends;

pub use self::criteria::criteria;
pub use self::groups::groups;
pub use self::totals::{span, totals};
pub use self::trends::trend;
