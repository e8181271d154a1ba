//! What two sides agree on before they talk (RFC 4566, RFC 3264): where the audio goes, and in which of the two laws.
//!
//! We offer µ-law, A-law and keys as events, 20 ms a packet, and take whichever law the other side names first. Other
//! streams of an offer (video, encrypted audio) are refused one by one, as the RFC asks; an offer without a stream for
//! us is refused as a whole.

mod parse;

use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};

use crate::g711::Codec;
use parse::{Description, Direction, Stream};

/// The payload type under which we offer keys.
pub(crate) const EVENT_TYPE: u8 = 101;

/// Why a description cannot be agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SdpError {
    /// It is not one.
    #[error("the session description cannot be read: {0}")]
    Malformed(&'static str),
    /// Nothing in it is for us.
    #[error("neither pcmu nor pcma is offered")]
    NoCommonCodec,
}

/// Our side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Local {
    /// Where we listen.
    pub address: SocketAddr,
    /// Names the session, the same for all its versions.
    pub session: u64,
    /// One more with each description that we give.
    pub version: u64,
}

/// The other side, as agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Remote {
    /// Where it listens.
    pub address: SocketAddr,
    /// The law.
    pub codec: Codec,
    /// Its payload type.
    pub payload_type: u8,
    /// The payload type of keys, where they are events.
    pub event_type: Option<u8>,
    /// Whether it wants to hear us; not while we are on hold.
    pub is_listening: bool,
    /// Whether the address is one that we put in place of its own, which means nothing here: audio goes back to where its
    /// audio comes from, as soon as some came.
    pub is_behind_router: bool,
}

impl Local {
    /// What we offer.
    pub fn offer(&self) -> String {
        let mut text = self.session_lines();
        let _infallible = write!(text, "m=audio {} RTP/AVP 0 8 {EVENT_TYPE}\r\n", self.address.port());
        for codec in Codec::ALL {
            text.push_str(&rtpmap(codec.payload_type(), codec.name()));
        }
        text.push_str(&event_lines(EVENT_TYPE));
        text.push_str("a=ptime:20\r\na=sendrecv\r\n");
        text
    }

    /// Answers an offer.
    pub fn answer(&self, offer: &str) -> Result<(String, Remote), SdpError> {
        let description = Description::parse(offer)?;
        let mut text = self.session_lines();
        let mut agreed = None;
        for stream in &description.streams {
            let remote = if agreed.is_none() { remote_of(&description, stream) } else { None };
            let Some((remote, direction)) = remote else {
                let _infallible =
                    write!(text, "m={} 0 {} {}\r\n", stream.kind, stream.protocol, stream.formats.join(" "));
                continue;
            };
            let port = self.address.port();
            let _infallible = write!(text, "m=audio {port} RTP/AVP {}", remote.payload_type);
            if let Some(event_type) = remote.event_type {
                let _infallible = write!(text, " {event_type}");
            }
            text.push_str("\r\n");
            text.push_str(&rtpmap(remote.payload_type, remote.codec.name()));
            text.push_str(&remote.event_type.map(event_lines).unwrap_or_default());
            let _infallible = write!(text, "a=ptime:20\r\na={}\r\n", direction.answer());
            agreed = Some(remote);
        }
        agreed.map(|remote| (text, remote)).ok_or(SdpError::NoCommonCodec)
    }

    fn session_lines(&self) -> String {
        let Local { address, session, version } = self;
        let ip = address.ip();
        let family = if ip.is_ipv4() { "IP4" } else { "IP6" };
        format!("v=0\r\no=- {session} {version} IN {family} {ip}\r\ns=-\r\nc=IN {family} {ip}\r\nt=0 0\r\n")
    }
}

/// What an answer to our offer says.
pub(crate) fn agreed(answer: &str) -> Result<Remote, SdpError> {
    let description = Description::parse(answer)?;
    description
        .streams
        .iter()
        .find_map(|stream| remote_of(&description, stream))
        .map(|(remote, _)| remote)
        .ok_or(SdpError::NoCommonCodec)
}

fn rtpmap(payload_type: u8, name: &str) -> String {
    format!("a=rtpmap:{payload_type} {name}/8000\r\n")
}

fn event_lines(payload_type: u8) -> String {
    format!("a=rtpmap:{payload_type} telephone-event/8000\r\na=fmtp:{payload_type} 0-15\r\n")
}

/// The other side of a stream that we can take.
fn remote_of(description: &Description, stream: &Stream) -> Option<(Remote, Direction)> {
    let is_plain_audio = stream.kind == "audio" && matches!(stream.protocol.as_str(), "RTP/AVP" | "RTP/AVPF");
    if !is_plain_audio || stream.port == 0 {
        return None;
    }
    let ip: IpAddr = stream.connection.or(description.connection)?;
    let (payload_type, codec) = stream.payload_types().find_map(|payload_type| {
        let named = match stream.name_of(payload_type) {
            Some(name) => Codec::ALL.into_iter().find(|codec| name.eq_ignore_ascii_case(codec.name())),
            None => Codec::ALL.into_iter().find(|codec| codec.payload_type() == payload_type),
        };
        named.map(|codec| (payload_type, codec))
    })?;
    let event_type = stream.payload_types().find(|payload_type| {
        stream.name_of(*payload_type).is_some_and(|name| name.eq_ignore_ascii_case("telephone-event"))
    });
    let direction = stream.direction.unwrap_or(description.direction);
    // An address of zeros was the way to hold a call before directions.
    let is_listening = direction.is_listening() && !ip.is_unspecified();
    let address = SocketAddr::new(ip, stream.port);
    let is_behind_router = false;
    Some((Remote { address, codec, payload_type, event_type, is_listening, is_behind_router }, direction))
}

#[cfg(test)]
mod tests;
