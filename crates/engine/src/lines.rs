//! Lines from a child that may never end one.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// What reading a line came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A whole line, without its end.
    Whole(Vec<u8>),
    /// The beginning of a line that is longer than the limit. The rest is still unread.
    TooLong(Vec<u8>),
    /// Nothing more comes. What followed the last line end is dropped: half a message is none.
    End,
}

/// Reads lines, holding at most a limit of each beside the reader's own buffer.
pub(crate) struct Lines<R> {
    reader: R,
    limit_bytes: usize,
    /// The beginning of the next line.
    begun: Vec<u8>,
}

impl<R: AsyncBufRead + Unpin> Lines<R> {
    pub(crate) fn new(reader: R, limit_bytes: usize) -> Self {
        Self { reader, limit_bytes, begun: Vec::new() }
    }

    /// Reads up to the next `\n`. Whoever drops the future loses nothing: the next call goes on from there.
    pub(crate) async fn next(&mut self) -> io::Result<Line> {
        loop {
            let available = self.reader.fill_buf().await?;
            if available.is_empty() {
                return Ok(Line::End);
            }
            let (end, found) = match available.iter().position(|byte| *byte == b'\n') {
                Some(position) => (position, true),
                None => (available.len(), false),
            };
            let room = self.limit_bytes - self.begun.len();
            if end > room {
                self.begun.extend_from_slice(&available[..room]);
                self.reader.consume(room);
                return Ok(Line::TooLong(std::mem::take(&mut self.begun)));
            }
            self.begun.extend_from_slice(&available[..end]);
            self.reader.consume(end + usize::from(found));
            if found {
                return Ok(Line::Whole(std::mem::take(&mut self.begun)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncWriteExt, BufReader, duplex};

    use super::*;

    #[tokio::test]
    async fn lines_are_cut_at_the_limit_and_half_a_line_is_none() {
        let text: &[u8] = b"one\n\nlonger\nhalf";
        let mut lines = Lines::new(text, 6);
        assert_eq!(lines.next().await.expect("read"), Line::Whole(b"one".to_vec()));
        assert_eq!(lines.next().await.expect("read"), Line::Whole(Vec::new()));
        assert_eq!(lines.next().await.expect("read"), Line::Whole(b"longer".to_vec()));
        assert_eq!(lines.next().await.expect("read"), Line::End);
        let mut lines = Lines::new(&b"longer than that\n"[..], 6);
        assert_eq!(lines.next().await.expect("read"), Line::TooLong(b"longer".to_vec()));
    }

    #[tokio::test]
    async fn a_line_that_nobody_waited_for_to_its_end_is_read_whole() {
        let (mut writer, reader) = duplex(64);
        let mut lines = Lines::new(BufReader::new(reader), 64);
        writer.write_all(b"first ").await.expect("written");
        // It takes what is there and waits for more; then somebody else is quicker.
        tokio::select! {
            biased;
            line = lines.next() => panic!("{line:?}"),
            () = std::future::ready(()) => {}
        }
        writer.write_all(b"half, second half\n").await.expect("written");
        assert_eq!(lines.next().await.expect("read"), Line::Whole(b"first half, second half".to_vec()));
    }
}
