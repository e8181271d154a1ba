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

/// Reads up to the next `\n`, holding at most `limit_bytes` beside the reader's own buffer.
pub(crate) async fn read_line(
    reader: &mut (impl AsyncBufRead + Unpin),
    limit_bytes: usize,
) -> io::Result<Line> {
    let mut line = Vec::new();
    loop {
        let available = reader.fill_buf().await?;
        if available.is_empty() {
            return Ok(Line::End);
        }
        let (end, found) = match available.iter().position(|byte| *byte == b'\n') {
            Some(position) => (position, true),
            None => (available.len(), false),
        };
        let room = limit_bytes - line.len();
        if end > room {
            line.extend_from_slice(&available[..room]);
            reader.consume(room);
            return Ok(Line::TooLong(line));
        }
        line.extend_from_slice(&available[..end]);
        reader.consume(end + usize::from(found));
        if found {
            return Ok(Line::Whole(line));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_are_cut_at_the_limit_and_half_a_line_is_none() {
        let mut reader: &[u8] = b"one\n\nlonger than that\nhalf";
        assert_eq!(read_line(&mut reader, 6).await.expect("read"), Line::Whole(b"one".to_vec()));
        assert_eq!(read_line(&mut reader, 6).await.expect("read"), Line::Whole(Vec::new()));
        assert_eq!(read_line(&mut reader, 6).await.expect("read"), Line::TooLong(b"longer".to_vec()));
        assert_eq!(read_line(&mut reader, 10).await.expect("read"), Line::Whole(b" than that".to_vec()));
        assert_eq!(read_line(&mut reader, 10).await.expect("read"), Line::End);
    }
}
