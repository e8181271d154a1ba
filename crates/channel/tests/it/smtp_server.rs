//! A mail server that keeps what it takes. `later@…` is put off, `never@…` is refused for good.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The running server. It ends with the test's runtime.
pub struct SmtpServer {
    pub port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

impl SmtpServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(converse(socket, Arc::clone(&kept)));
            }
        });
        Self { port, taken }
    }

    /// Everything so far, with headers.
    pub fn all(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

async fn converse(socket: TcpStream, taken: Arc<Mutex<Vec<String>>>) {
    let mut socket = BufReader::new(socket);
    let mut answer = "220 mail.test";
    loop {
        // Clients go away without a word.
        if socket.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        if socket.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end().to_ascii_lowercase();
        answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "rcpt" if line.contains("<never@") => "550 5.1.1 no such person",
            "rcpt" if line.contains("<later@") => "451 4.7.1 come again later",
            "quit" => "221 goodbye",
            "data" => {
                socket.write_all(b"354 go on\r\n").await.unwrap();
                let mail = body(&mut socket).await;
                taken.lock().unwrap().push(mail);
                "250 taken"
            }
            _ => "250 fine",
        };
    }
}

async fn body(socket: &mut BufReader<TcpStream>) -> String {
    let mut mail = String::new();
    loop {
        let mut line = String::new();
        socket.read_line(&mut line).await.unwrap();
        if line.is_empty() || line == ".\r\n" {
            return mail;
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
