//! A receiver on loopback that answers every request with the same bytes, once or without end.

use std::{
    io,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use colloquy_netguard::{Guard, Policy};
use colloquy_webhook::Message;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the receiver does with a request.
#[derive(Clone)]
pub enum Manner {
    /// Answers and closes.
    Answer(Vec<u8>),
    /// Sends the first, then the second for ever.
    Endless(Vec<u8>, Vec<u8>),
    /// Sends this and no more, and keeps the connection.
    Stall(Vec<u8>),
}

/// Head and body of a request.
pub type Request = (String, Vec<u8>);

/// The running receiver.
pub struct Receiver {
    port: u16,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Receiver {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let receiver = Self { port, requests: Arc::clone(&requests) };
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                // A sender that hangs up early is what some tests are about: not an error here.
                tokio::spawn(serve(socket, manner.clone(), Arc::clone(&requests)));
            }
        });
        receiver
    }

    /// Answers with a status line, further headers and a body.
    pub async fn answering(status: &str, headers: &str, body: &[u8]) -> Self {
        let length = body.len();
        let head =
            format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n");
        Self::start(Manner::Answer([head.as_bytes(), body].concat())).await
    }

    /// A message to this receiver.
    pub fn message(&self, id: &str, body: &str) -> Message {
        let url = format!("http://127.0.0.1:{}/hook", self.port);
        let body = Bytes::copy_from_slice(body.as_bytes());
        Message { id: id.to_owned(), event_id: "evt_1".to_owned(), body, url, headers: Vec::new() }
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

/// A guard that lets the receivers of a test be reached.
pub fn guard() -> Guard {
    let allow_networks = vec!["127.0.0.1/32".parse().unwrap()];
    Guard::new(Policy { allow_networks, allow_http: true, extra_ca_pem: None }).unwrap()
}

async fn serve(mut socket: TcpStream, manner: Manner, requests: Arc<Mutex<Vec<Request>>>) -> io::Result<()> {
    let request = read_request(&mut socket).await?;
    requests.lock().unwrap().push(request);
    match manner {
        Manner::Answer(answer) => {
            socket.write_all(&answer).await?;
            socket.shutdown().await
        }
        Manner::Endless(head, chunk) => {
            socket.write_all(&head).await?;
            loop {
                socket.write_all(&chunk).await?;
            }
        }
        Manner::Stall(beginning) => {
            socket.write_all(&beginning).await?;
            std::future::pending().await
        }
    }
}

async fn read_request(socket: &mut TcpStream) -> io::Result<Request> {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let read = socket.read(&mut buffer).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&buffer[..read]);
        let Some(head_end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8(bytes[..head_end].to_vec()).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let body = &bytes[head_end + 4..];
        if body.len() == length.parse::<usize>().unwrap() {
            return Ok((head, body.to_vec()));
        }
    }
}
