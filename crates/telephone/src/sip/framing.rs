//! Messages out of a stream: each is as long as its head says.

use super::message::{MAX_HEAD_BYTES, Message, MessageError, head_length};

/// The longest body that is read.
const MAX_BODY_BYTES: usize = 64 * 1024;

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
}

impl Framer {
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The next frame, once it is whole. After an error the stream makes no sense any more.
    pub fn take_frame(&mut self) -> Result<Option<Frame>, MessageError> {
        let empty = self.bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if self.bytes.starts_with(b"\r\n\r\n") {
            self.bytes.drain(..4);
            return Ok(Some(Frame::Ping));
        }
        // A pong, or what is left between two messages. Two bytes may be the half of a ping.
        if empty > 0 && empty < self.bytes.len() {
            self.bytes.drain(..empty);
        }
        let Some(head) = head_length(&self.bytes) else {
            if self.bytes.len() > MAX_HEAD_BYTES {
                return Err(MessageError("its head is too long"));
            }
            return Ok(None);
        };
        let body = body_length(&self.bytes[..head])?;
        if self.bytes.len() < head + body {
            return Ok(None);
        }
        let message = Message::parse(&self.bytes[..head + body])?;
        self.bytes.drain(..head + body);
        Ok(Some(Frame::Message(message)))
    }
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
    fn a_stream_of_nonsense_ends() {
        let too_long = format!("BYE sip:a@b SIP/2.0\r\nl: {}\r\n\r\n", MAX_BODY_BYTES + 1);
        for text in
            ["nonsense\r\n\r\n", "BYE sip:a@b SIP/2.0\r\nl: x\r\n\r\n", &too_long, &"x".repeat(40_000)]
        {
            let mut framer = Framer::default();
            framer.push(text.as_bytes());
            assert!(framer.take_frame().is_err(), "{:.40}", text);
        }
    }
}
