//! By what agents can hold dialogues on this server.

use colloquy_domain::dialogue::Channel;

use super::create;
use crate::App;

/// Every channel with the first setting that it lacks; none where it can be used.
#[must_use]
pub fn channels(app: &App) -> Vec<(Channel, Option<String>)> {
    Channel::ALL.iter().map(|channel| (*channel, create::missing(app, *channel))).collect()
}
