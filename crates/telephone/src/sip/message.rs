//! A SIP message: a line, headers, a body (RFC 3261, section 7).

use super::header::{NameAddr, Via, split_outside};

/// The longest head that is read, in bytes.
pub(crate) const MAX_HEAD_BYTES: usize = 32 * 1024;
const MAX_HEADERS: usize = 256;
const VERSION: &str = "SIP/2.0";

/// Short forms of header names.
const SHORT_NAMES: [(&str, &str); 9] = [
    ("i", "Call-ID"),
    ("m", "Contact"),
    ("e", "Content-Encoding"),
    ("l", "Content-Length"),
    ("c", "Content-Type"),
    ("f", "From"),
    ("k", "Supported"),
    ("t", "To"),
    ("v", "Via"),
];

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sip message: {0}")]
pub(crate) struct MessageError(pub &'static str);

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Start {
    Request { method: String, uri: String },
    Response { code: u16, reason: String },
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub start: Start,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Message {
    pub fn request(method: &str, uri: &str) -> Message {
        let start = Start::Request { method: method.to_owned(), uri: one_line(uri) };
        Message { start, headers: Vec::new(), body: Vec::new() }
    }

    /// An answer to a request, with the headers that it has to repeat. `to_tag` is added where the request's To has
    /// none.
    pub fn answer(request: &Message, code: u16, to_tag: Option<&str>) -> Message {
        let start = Start::Response { code, reason: reason_of(code).to_owned() };
        let mut answer = Message { start, headers: Vec::new(), body: Vec::new() };
        for name in ["Via", "From", "To", "Call-ID", "CSeq"] {
            for value in request.headers(name) {
                answer.add(name, value);
            }
        }
        let has_tag = request.address("To").is_some_and(|to| to.tag().is_some());
        if let Some(tag) = to_tag.filter(|_| !has_tag)
            && let Some(to) = answer.header("To").map(|to| format!("{to};tag={tag}"))
        {
            answer.set("To", &to);
        }
        answer
    }

    /// Adds a header after those that are there. Nothing that a value holds can begin another one.
    pub fn add(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), one_line(value)));
    }

    /// Adds a header, in a chain.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Message {
        self.add(name, value);
        self
    }

    /// Adds a body, in a chain.
    #[must_use]
    pub fn with_body(mut self, content_type: &str, body: String) -> Message {
        self.add("Content-Type", content_type);
        self.body = body.into_bytes();
        self
    }

    /// Adds a header before those that are there.
    pub fn add_first(&mut self, name: &str, value: &str) {
        self.headers.insert(0, (name.to_owned(), one_line(value)));
    }

    /// Changes the first header of a name, or adds it.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, known)) => *known = one_line(value),
            None => self.add(name, value),
        }
    }

    pub fn remove(&mut self, name: &str) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
    }

    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All headers of a name, as they stand.
    pub fn headers<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// All values of a header whose values may stand in one line, separated by commas.
    pub fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.headers(name)
            .flat_map(|line| split_outside(line, ','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// The first value of a header that holds an address.
    pub fn address(&self, name: &str) -> Option<NameAddr> {
        self.values(name).next().and_then(NameAddr::parse)
    }

    /// The Via of who sent it to us.
    pub fn top_via(&self) -> Option<Via> {
        self.values("Via").next().and_then(Via::parse)
    }

    /// The number of the request in its dialog, and its method.
    pub fn cseq(&self) -> Option<(u32, &str)> {
        let (number, method) = self.header("CSeq")?.split_once(char::is_whitespace)?;
        Some((number.trim().parse().ok()?, method.trim()))
    }

    /// A request's method; none of an answer.
    pub fn method(&self) -> Option<&str> {
        match &self.start {
            Start::Request { method, .. } => Some(method),
            Start::Response { .. } => None,
        }
    }

    /// An answer's code; 0 of a request.
    pub fn code(&self) -> u16 {
        match &self.start {
            Start::Request { .. } => 0,
            Start::Response { code, .. } => *code,
        }
    }

    /// An answer's words.
    pub fn reason(&self) -> &str {
        match &self.start {
            Start::Request { .. } => "",
            Start::Response { reason, .. } => reason,
        }
    }

    /// The body, where it is a session description.
    pub fn sdp(&self) -> Option<&str> {
        let content_type = self.header("Content-Type")?.split(';').next()?.trim();
        let is_sdp = content_type.eq_ignore_ascii_case("application/sdp") && !self.body.is_empty();
        is_sdp.then(|| std::str::from_utf8(&self.body).ok()).flatten()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = match &self.start {
            Start::Request { method, uri } => format!("{method} {uri} {VERSION}\r\n"),
            Start::Response { code, reason } => format!("{VERSION} {code} {reason}\r\n"),
        };
        for (name, value) in &self.headers {
            if !name.eq_ignore_ascii_case("Content-Length") {
                text.push_str(name);
                text.push_str(": ");
                text.push_str(value);
                text.push_str("\r\n");
            }
        }
        text.push_str(&format!("Content-Length: {}\r\n\r\n", self.body.len()));
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Reads a message from a datagram, or from a piece of a stream that holds exactly one.
    pub fn parse(bytes: &[u8]) -> Result<Message, MessageError> {
        let head_end = head_length(bytes).ok_or(MessageError("its head does not end"))?;
        if head_end > MAX_HEAD_BYTES {
            return Err(MessageError("its head is too long"));
        }
        let head = String::from_utf8_lossy(&bytes[..head_end - 4]);
        let mut lines = head.split("\r\n");
        let start = lines.next().and_then(start).ok_or(MessageError("its first line"))?;
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            if line.starts_with([' ', '\t']) {
                // A folded line goes on with the one before.
                let (_, value) = headers.last_mut().ok_or(MessageError("it begins with a folded line"))?;
                value.push(' ');
                value.push_str(line.trim());
                continue;
            }
            let (name, value) = line.split_once(':').ok_or(MessageError("a header without a colon"))?;
            if headers.len() == MAX_HEADERS {
                return Err(MessageError("it has too many headers"));
            }
            headers.push((long_name(name.trim()).to_owned(), value.trim().to_owned()));
        }
        let mut message = Message { start, headers, body: Vec::new() };
        let rest = &bytes[head_end..];
        let length = match message.header("Content-Length") {
            Some(length) => length.parse().map_err(|_error| MessageError("its content length"))?,
            None => rest.len(),
        };
        message.body = rest.get(..length).ok_or(MessageError("its body is shorter than said"))?.to_vec();
        Ok(message)
    }
}

/// Length of a message's head with the empty line that ends it; none where it has not ended yet.
pub(crate) fn head_length(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|position| position + 4)
}

fn start(line: &str) -> Option<Start> {
    if let Some(rest) = line.strip_prefix(VERSION) {
        let (code, reason) = rest.trim_start().split_once(' ').unwrap_or((rest.trim(), ""));
        let code = code.parse::<u16>().ok().filter(|code| (100..700).contains(code))?;
        return Some(Start::Response { code, reason: one_line(reason) });
    }
    let mut words = line.split(' ');
    let (method, uri, version) = (words.next()?, words.next()?, words.next()?);
    let is_method = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_request = is_method && !uri.is_empty() && version == VERSION && words.next().is_none();
    is_request.then(|| Start::Request { method: method.to_owned(), uri: uri.to_owned() })
}

fn long_name(name: &str) -> &str {
    SHORT_NAMES.iter().find(|(short, _)| name.eq_ignore_ascii_case(short)).map_or(name, |(_, long)| *long)
}

/// Whatever would end a line becomes a space.
fn one_line(value: &str) -> String {
    value.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// The words for the codes that we give.
fn reason_of(code: u16) -> &'static str {
    match code {
        100 => "Trying",
        180 => "Ringing",
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        415 => "Unsupported Media Type",
        416 => "Unsupported URI Scheme",
        420 => "Bad Extension",
        480 => "Temporarily Unavailable",
        481 => "Call/Transaction Does Not Exist",
        486 => "Busy Here",
        487 => "Request Terminated",
        488 => "Not Acceptable Here",
        500 => "Server Internal Error",
        503 => "Service Unavailable",
        600 => "Busy Everywhere",
        603 => "Decline",
        _ => match code / 100 {
            1 => "Session Progress",
            2 => "OK",
            3 => "Moved",
            4 => "Request Failure",
            5 => "Server Failure",
            _ => "Global Failure",
        },
    }
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
