//! Messages out of a stream: each is as long as its head says.
//!
//! However many pieces a message comes in, each byte of it is looked at once or twice. What is announced is bounded before
//! there is room made for it.

use super::message::{MAX_HEAD_BYTES, Message, MessageError, head_length};

/// The longest body that is read.
const MAX_BODY_BYTES: usize = 64 * 1024;
/// Two empty lines.
const PING: &[u8] = b"\r\n\r\n";

/// What a stream holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    Message(Message),
    /// Two empty lines, which ask whether we are still there (RFC 5626); one empty line answers.
    Ping,
}

/// The beginning of a message, until the rest of it comes.
#[derive(Debug, Default)]
pub(crate) struct Framer {
    bytes: Vec<u8>,
    /// So many of them hold no end of a head.
    scanned: usize,
    /// The lengths of the head and of the body that it announces, once the head is whole.
    found: Option<(usize, usize)>,
    #[cfg(test)]
    looked_at: usize,
}

impl Framer {
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Whether a message has begun that is not whole.
    pub fn has_begun(&self) -> bool {
        self.bytes.first().is_some_and(|byte| !is_line_end(*byte))
    }

    /// The next frame, once it is whole. After an error the stream makes no sense any more.
    pub fn take_frame(&mut self) -> Result<Option<Frame>, MessageError> {
        if self.take_ping() {
            return Ok(Some(Frame::Ping));
        }
        let Some((head, body)) = self.find_head()? else { return Ok(None) };
        let length = head + body;
        if self.bytes.len() < length {
            return Ok(None);
        }
        let message = Message::parse(&self.bytes[..length])?;
        self.bytes.drain(..length);
        (self.scanned, self.found) = (0, None);
        Ok(Some(Frame::Message(message)))
    }

    /// Takes what stands before a message: pings, pongs, and what is left between two messages. True where a ping is
    /// complete.
    fn take_ping(&mut self) -> bool {
        let mut needless = 0;
        let is_ping = loop {
            let rest = &self.bytes[needless..];
            if rest.starts_with(PING) {
                needless += PING.len();
                break true;
            }
            // What is there may be the beginning of one.
            if PING.starts_with(rest) || !is_line_end(rest[0]) {
                break false;
            }
            needless += 1;
        };
        self.bytes.drain(..needless);
        is_ping
    }

    fn find_head(&mut self) -> Result<Option<(usize, usize)>, MessageError> {
        if self.found.is_some() || !self.has_begun() {
            return Ok(self.found);
        }
        // The end may have begun with the last bytes of before.
        let from = self.scanned.saturating_sub(3);
        #[cfg(test)]
        {
            self.looked_at += self.bytes.len() - from;
        }
        let head = head_length(&self.bytes[from..]).map(|length| from + length);
        if head.unwrap_or(self.bytes.len()) > MAX_HEAD_BYTES {
            return Err(MessageError("its head is too long"));
        }
        self.scanned = self.bytes.len();
        if let Some(head) = head {
            self.found = Some((head, body_length(&self.bytes[..head])?));
        }
        Ok(self.found)
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// What the head says of the body's length; a stream cannot do without.
fn body_length(head: &[u8]) -> Result<usize, MessageError> {
    // The head alone reads as a message, but for its length.
    let text = String::from_utf8_lossy(head);
    let length = text.split("\r\n").skip(1).filter_map(|line| line.split_once(':')).find(|(name, _)| {
        let name = name.trim();
        name.eq_ignore_ascii_case("Content-Length") || name.eq_ignore_ascii_case("l")
    });
    match length {
        Some((_, length)) => match length.trim().parse() {
            Ok(length) if length <= MAX_BODY_BYTES => Ok(length),
            _ => Err(MessageError("its content length")),
        },
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYE: &str = "BYE sip:a@b SIP/2.0\r\nCSeq: 1 BYE\r\nl: 3\r\n\r\nabc";

    #[test]
    fn messages_come_whole_however_they_are_cut() {
        let stream = format!("{BYE}\r\n\r\n{BYE}\r\n{BYE}");
        for piece in [1, 2, 3, 7, 50, 500] {
            let mut framer = Framer::default();
            let mut found = Vec::new();
            for bytes in stream.as_bytes().chunks(piece) {
                framer.push(bytes);
                while let Some(frame) = framer.take_frame().expect("a stream") {
                    found.push(match frame {
                        Frame::Message(message) => message.body,
                        Frame::Ping => b"ping".to_vec(),
                    });
                }
            }
            assert_eq!(found, [&b"abc"[..], b"ping", b"abc", b"abc"], "pieces of {piece}");
        }
    }

    #[test]
    fn a_large_message_in_small_pieces_is_looked_at_once() {
        let filler = format!("X-Filler: {}\r\n", "x".repeat(100)).repeat(250);
        let body = "y".repeat(MAX_BODY_BYTES);
        let text = format!("BYE sip:a@b SIP/2.0\r\nCSeq: 1 BYE\r\n{filler}l: {}\r\n\r\n{body}", body.len());
        let mut framer = Framer::default();
        let mut found = 0;
        for byte in text.as_bytes() {
            framer.push(&[*byte]);
            while framer.take_frame().expect("a stream").is_some() {
                found += 1;
            }
        }
        assert_eq!(found, 1);
        // Each byte of the head with the three before it; of the body none.
        assert!(framer.looked_at <= 4 * (text.len() - body.len()), "{} bytes", framer.looked_at);
        assert!(!framer.has_begun() && framer.bytes.is_empty());
    }

    #[test]
    fn empty_lines_are_no_message_and_do_not_gather() {
        let mut framer = Framer::default();
        for _ in 0..10_000 {
            framer.push(b"\n");
            assert_eq!(framer.take_frame(), Ok(None));
            assert!(!framer.has_begun());
        }
        assert!(framer.bytes.is_empty());
        framer.push(b"\r\nB");
        assert_eq!(framer.take_frame(), Ok(None));
        assert!(framer.has_begun());
    }

    #[test]
    fn a_stream_of_nonsense_ends() {
        let too_long = format!("BYE sip:a@b SIP/2.0\r\nl: {}\r\n\r\n", MAX_BODY_BYTES + 1);
        let long_head = format!("BYE sip:a@b SIP/2.0\r\nX: {}\r\n\r\n", "x".repeat(MAX_HEAD_BYTES));
        for text in [
            "nonsense\r\n\r\n",
            "BYE sip:a@b SIP/2.0\r\nl: x\r\n\r\n",
            &too_long,
            &long_head,
            &"x".repeat(40_000),
        ] {
            let mut framer = Framer::default();
            framer.push(text.as_bytes());
            assert!(framer.take_frame().is_err(), "{:.40}", text);
        }
    }
}
