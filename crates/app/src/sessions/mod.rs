//! Who is signed in to the console.
//!
//! [`sign_in`] makes a session of an address and a password, and says the same, in about the same time, whatever was wrong
//! with them. Its token goes into a cookie; [`caller`] finds who asks with it. A session ends when its user signs out
//! ([`end`]), when their password is changed or they are not active any more, and after thirty days in which nobody used
//! it. What ended is removed with other things that do ([`sweep`]).
//!
//! Guessing is bounded by [`Attempts`], in the memory of each process: an address that was tried in vain a few times, and a
//! peer that tried many, have to wait.

mod attempts;
mod sign_in;
mod standing;
mod sweep;

pub use self::attempts::{Attempt, Attempts, Place};
pub use self::sign_in::{NotSignedIn, SignIn, SignedIn, begin, sign_in};
pub use self::standing::{caller, end, session};
pub use self::sweep::sweep;
