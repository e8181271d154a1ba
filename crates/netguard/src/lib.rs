//! The one outbound HTTP client for addresses that users give: media to fetch, webhooks to call.
//!
//! Whoever may name an address may try to make the server call its own network: a metadata service, a
//! database's admin port, a printer. So every such address goes through a [`Guard`], which checks three times:
//!
//! 1. **at save and before sending** ([`Guard::check_url`]): https only, no user and password, and, because
//!    the HTTP client never asks a resolver about them, IP addresses in every spelling;
//! 2. **at resolution**: the client's only resolver is ours. It refuses a name as soon as one of its addresses
//!    is not allowed, and the addresses it returns are the ones dialled, so that a name which changes
//!    its mind between check and use gains nothing;
//! 3. **at every redirect**: each hop begins again at 1. Webhooks follow none.
//!
//! What comes back is not trusted either: bytes, time and hops are capped, nothing is decompressed (there is
//! no bomb to defuse), and no credential, cookie, referrer or proxy setting of the environment is ever sent,
//! so nothing can leak to the host that a redirect names.
//!
//! Allowed is what is publicly routable, and what the operator names in [`Policy::allow_networks`]. Addresses
//! that the *operator* configures (a speech endpoint, an object store) do not come here.
//!
//! Not guarded against: what a public host does with the request, and a public address that the network of
//! the operator routes inwards. The latter is a matter for the operator's firewall.

mod body;
mod failure;
mod fetch;
mod guard;
mod lookups;
mod networks;
mod policy;
mod post;
mod refused;
mod resolver;
mod tls;
mod url_check;

pub use body::FetchBody;
pub use fetch::{Fetch, FetchError, FetchLimits};
pub use guard::Guard;
pub use lookups::SystemResolver;
pub use networks::why_not_public;
pub use policy::{Policy, PolicyError};
pub use post::{Answer, BodyEnd, PostLimits, SendError, SendMethod};
pub use refused::Refused;
pub use resolver::{NameResolver, Resolving};
