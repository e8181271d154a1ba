//! Name resolution that returns allowed addresses or none.

use std::{io, net::IpAddr, net::SocketAddr, sync::Arc};

use futures::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve};

use crate::{
    policy::{Rules, Transport},
    refused::Refused,
};

/// The pending answer of a [`NameResolver`].
pub type Resolving = BoxFuture<'static, io::Result<Vec<IpAddr>>>;

/// Something that knows the addresses of names. Tests bring their own; the server has [`SystemResolver`].
pub trait NameResolver: Send + Sync + 'static {
    /// All addresses of `name`, as an ordinary lookup would give them, unchecked.
    fn lookup(&self, name: &str) -> Resolving;
}

/// The resolver that the HTTP client has: what it returns is dialled without another lookup.
pub(crate) struct CheckingResolver {
    pub(crate) names: Arc<dyn NameResolver>,
    pub(crate) rules: Arc<Rules>,
    pub(crate) transport: Transport,
}

impl Resolve for CheckingResolver {
    fn resolve(&self, name: Name) -> reqwest::dns::Resolving {
        let lookup = self.names.lookup(name.as_str());
        let rules = Arc::clone(&self.rules);
        let transport = self.transport;
        Box::pin(async move {
            let addresses = lookup.await?;
            if addresses.is_empty() {
                return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address").into());
            }
            // One forbidden address condemns the name: which of them a client dials is a matter of luck.
            for address in &addresses {
                if let Some(reason) = rules.why_refused(*address, transport) {
                    let host = name.as_str().to_owned();
                    tracing::info!(net.host = %host, net.address = %address, reason, "outbound address refused");
                    return Err(Refused::Resolved { host, reason }.into());
                }
            }
            // Port 0 stands for the URL's port.
            let dialled = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(dialled) as Addrs)
        })
    }
}
