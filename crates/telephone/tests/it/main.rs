//! Two telephones call each other on the loopback address; a registrar and raw requests as strangers send them; and
//! `sipp`, where it is installed (Debian's `sip-tester`).

mod doors;
mod login;
mod raw;
mod recording;
mod refusals;
mod sipp;
mod strangers;
mod support;
mod talk;
