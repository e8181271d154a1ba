//! What lets a test read as a story.

pub mod auralytik;
pub mod backend;
pub mod browser;
pub mod callee;
pub mod calls;
pub mod client;
pub mod dialogues;
pub mod documented;
pub mod elemente;
pub mod house;
pub mod mail_sink;
pub mod mailbox;
pub mod media_host;
pub mod process;
pub mod quality;
pub mod receiver;
pub mod roark;
pub mod tones;
pub mod twilio;
pub mod visitor;
pub mod wait;

pub use self::browser::Browser;
pub use self::calls::{call, merged, recorded_call};
pub use self::client::{Answer, Client};
pub use self::house::House;
pub use self::mail_sink::MailSink;
pub use self::media_host::MediaHost;
pub use self::receiver::{Received, Receiver, Reply};
pub use self::wait::{eventually, eventually_within};
