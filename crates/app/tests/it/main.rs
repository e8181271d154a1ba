//! The use cases and workers on a real database, with a real receiver and a clock that is moved by hand.

mod health;
mod schedule;
mod support;
