//! The connection: TCP, TLS around it where that is asked for, and responses read off it within bounds.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::account::ImapAccount;
use super::error::ImapError;
use super::response::{Response, literal_length};

/// Longest wait for a connection, TLS included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
}

impl Wire {
    pub(super) async fn connect(account: &ImapAccount) -> Result<Self, ImapError> {
        timeout(CONNECT_TIMEOUT, Self::connected(account)).await.unwrap_or_else(|_| {
            let seconds = CONNECT_TIMEOUT.as_secs();
            Err(ImapError::Unreachable(format!("{} does not answer within {seconds} s", account.host)))
        })
    }

    async fn connected(account: &ImapAccount) -> Result<Self, ImapError> {
        let tcp = TcpStream::connect((account.host.as_str(), account.port)).await?;
        tcp.set_nodelay(true)?;
        let stream: Box<dyn Stream> = match &account.tls {
            Some((config, name)) => {
                Box::new(TlsConnector::from(config.clone()).connect(name.clone(), tcp).await?)
            }
            None => Box::new(tcp),
        };
        Ok(Self { stream: BufReader::new(stream) })
    }

    /// Sends a command with its line break.
    pub(super) async fn send(&mut self, line: &str) -> Result<(), ImapError> {
        self.stream.write_all(line.as_bytes()).await?;
        self.stream.write_all(b"\r\n").await?;
        self.stream.flush().await?;
        Ok(())
    }

    /// One response: a line, with what it announces as literals put beside it. It takes at most `room` bytes, by
    /// which that shrinks.
    pub(super) async fn receive(&mut self, room: &mut usize) -> Result<Response, ImapError> {
        let mut response = Response::default();
        loop {
            let line = self.line(room).await?;
            response.text.push_str(&String::from_utf8_lossy(&line));
            let Some(length) = literal_length(&line) else { return Ok(response) };
            *room = room.checked_sub(length).ok_or(TOO_MUCH)?;
            let mut literal = vec![0; length];
            self.stream.read_exact(&mut literal).await?;
            response.literals.push(literal);
        }
    }

    /// A line without its break.
    async fn line(&mut self, room: &mut usize) -> Result<Vec<u8>, ImapError> {
        let mut line = Vec::new();
        let limit = u64::try_from(*room).unwrap_or(u64::MAX);
        (&mut self.stream).take(limit).read_until(b'\n', &mut line).await?;
        *room -= line.len();
        if line.pop() != Some(b'\n') {
            return Err(if *room == 0 {
                TOO_MUCH
            } else {
                ImapError::Unreachable("the server closed the connection".to_owned())
            });
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(line)
    }
}

const TOO_MUCH: ImapError = ImapError::Protocol("the server says more than was asked for");
