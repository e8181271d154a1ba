//! Managing the receivers of webhooks and what is on its way to them.

mod deliveries;
mod endpoints;
mod headers;

pub use self::deliveries::{attempts, list as list_deliveries, message_of, recover, resend, send_test};
pub use self::endpoints::{EndpointChange, NewEndpoint, create, delete, get, list, rotate_secret, update};
