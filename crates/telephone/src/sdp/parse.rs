//! The lines of a session description that concern us.

use std::net::IpAddr;

use super::SdpError;

/// More streams than any telephone offers.
const MAX_STREAMS: usize = 16;

/// Which way a stream flows, as the other side says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Both,
    TheySend,
    TheyListen,
    None,
}

impl Direction {
    fn parse(attribute: &str) -> Option<Direction> {
        match attribute {
            "sendrecv" => Some(Direction::Both),
            "sendonly" => Some(Direction::TheySend),
            "recvonly" => Some(Direction::TheyListen),
            "inactive" => Some(Direction::None),
            _ => None,
        }
    }

    pub fn is_listening(self) -> bool {
        matches!(self, Direction::Both | Direction::TheyListen)
    }

    /// The same, as we say it.
    pub fn answer(self) -> &'static str {
        match self {
            Direction::Both => "sendrecv",
            Direction::TheySend => "recvonly",
            Direction::TheyListen => "sendonly",
            Direction::None => "inactive",
        }
    }
}

/// A session description.
#[derive(Debug)]
pub(crate) struct Description {
    pub connection: Option<IpAddr>,
    pub direction: Direction,
    pub streams: Vec<Stream>,
}

/// One of its streams.
#[derive(Debug)]
pub(crate) struct Stream {
    pub kind: String,
    pub port: u16,
    pub protocol: String,
    pub formats: Vec<String>,
    pub connection: Option<IpAddr>,
    pub direction: Option<Direction>,
    /// Payload types and the names of their codecs, of those at 8 kHz.
    names: Vec<(u8, String)>,
}

impl Stream {
    /// The payload types in the order in which they are preferred.
    pub fn payload_types(&self) -> impl Iterator<Item = u8> {
        self.formats.iter().filter_map(|format| format.parse().ok().filter(|number: &u8| *number < 128))
    }

    /// What a payload type was declared to be.
    pub fn name_of(&self, payload_type: u8) -> Option<&str> {
        self.names.iter().find(|(number, _)| *number == payload_type).map(|(_, name)| name.as_str())
    }

    fn parse(value: &str) -> Option<Stream> {
        let mut words = value.split_ascii_whitespace();
        let kind = words.next()?.to_owned();
        // `port/count`: the first port is the one that is meant.
        let port = words.next()?.split('/').next()?.parse().ok()?;
        let protocol = words.next()?.to_owned();
        let formats = words.map(str::to_owned).collect();
        Some(Stream { kind, port, protocol, formats, connection: None, direction: None, names: Vec::new() })
    }

    fn take_rtpmap(&mut self, value: &str) {
        let Some((number, name)) = value.split_once(' ') else { return };
        let (name, rate) = name.trim().split_once('/').unwrap_or((name.trim(), "8000"));
        // The rate may be followed by a number of channels.
        let name = if rate.split('/').next() == Some("8000") { name } else { "" };
        if let Ok(number) = number.parse() {
            self.names.push((number, name.to_owned()));
        }
    }
}

impl Description {
    /// Reads a description. Lines that do not concern us may say what they like.
    pub fn parse(text: &str) -> Result<Description, SdpError> {
        let mut description =
            Description { connection: None, direction: Direction::Both, streams: Vec::new() };
        if text.lines().next().map(str::trim_end) != Some("v=0") {
            return Err(SdpError::Malformed("it does not begin with v=0"));
        }
        for line in text.lines().map(str::trim_end) {
            let Some((kind, value)) = line.split_once('=') else { continue };
            match kind {
                "m" => {
                    if description.streams.len() == MAX_STREAMS {
                        return Err(SdpError::Malformed("it has too many streams"));
                    }
                    let stream = Stream::parse(value).ok_or(SdpError::Malformed("an m line"))?;
                    description.streams.push(stream);
                }
                "c" => {
                    let connection = connection(value);
                    match description.streams.last_mut() {
                        Some(stream) => stream.connection = connection,
                        None => description.connection = connection,
                    }
                }
                "a" => description.take_attribute(value),
                _ => {}
            }
        }
        Ok(description)
    }

    fn take_attribute(&mut self, value: &str) {
        let direction = Direction::parse(value);
        match (self.streams.last_mut(), direction) {
            (Some(stream), Some(direction)) => stream.direction = Some(direction),
            (None, Some(direction)) => self.direction = direction,
            (Some(stream), None) => {
                if let Some(rtpmap) = value.strip_prefix("rtpmap:") {
                    stream.take_rtpmap(rtpmap);
                }
            }
            (None, None) => {}
        }
    }
}

/// `IN IP4 192.0.2.1`, possibly with `/ttl`.
fn connection(value: &str) -> Option<IpAddr> {
    value.split_ascii_whitespace().nth(2)?.split('/').next()?.parse().ok()
}
