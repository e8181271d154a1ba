//! Managing the receivers of webhooks and what is on its way to them.

mod deliveries;
mod endpoints;
mod headers;
mod request;
mod test_now;

pub use self::deliveries::{
    attempts, give_up_pending, list as list_deliveries, list_sliced, message_of, recover, resend, send_test,
};
pub use self::endpoints::{EndpointChange, NewEndpoint, create, delete, get, list, rotate_secret, update};
pub(crate) use self::request::outgoing;
pub use self::request::{DeliveryInFull, DeliveryRequest, delivery_in_full};
pub use self::test_now::{TestResult, test_now};
pub use colloquy_store::deliveries::LoggedDelivery;
