//! Questions about many conversations at once: what is counted or averaged, over which time, split by what.
//!
//! A question is data ([`Question`]); when its windows and buckets begin and end is plain arithmetic here
//! ([`Window`], [`Calendar`]); what the database is asked is a [`Selection`], which it answers with one [`Tally`] for
//! each bucket and part, or with the values themselves where an order among them is needed ([`percentile`]).

mod calendar;
mod question;
mod tally;
mod window;

pub use self::calendar::{Calendar, Interval, MOST_BUCKETS, Zone, ZoneError};
pub use self::question::{
    AgentProperty, Aggregation, CallProperty, Dimension, Filter, Fold, Group, Judgement, Measure, Modality,
    Operator, Question, Selection, Subject, Value, ValueKind,
};
pub use self::tally::{Tally, percentile};
pub use self::window::{CalendarPeriod, LONGEST_DAYS, TimeRange, Unit, Window, WindowError};
