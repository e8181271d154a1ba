//! Requests byte for byte.

use std::net::SocketAddr;

use tokio::net::UdpSocket;

use crate::support::soon;

/// The header of a body that describes audio.
pub const SDP: &str = "Content-Type: application/sdp\r\n";

/// Sends a request and reads the answer, leaving out that somebody is trying.
pub async fn ask(socket: &UdpSocket, to: SocketAddr, request: &str) -> String {
    socket.send_to(request.as_bytes(), to).await.expect("a request sent");
    let mut answer = vec![0; 4_096];
    loop {
        let (length, _) = soon("an answer", socket.recv_from(&mut answer)).await.expect("an answer");
        let text = String::from_utf8_lossy(&answer[..length]).into_owned();
        if !text.starts_with("SIP/2.0 100") {
            return text;
        }
    }
}

/// A request with all the headers of one; each number another one.
pub fn request(method: &str, uri: &str, number: u32, more: &str, body: &str) -> String {
    format!(
        "{method} {uri} SIP/2.0\r\n\
         Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK{method}{number}\r\n\
         From: \"A stranger\" <sip:stranger@127.0.0.1>;tag=f{number}\r\n\
         To: <{uri}>\r\n\
         Call-ID: {method}{number}@stranger\r\n\
         CSeq: {number} {method}\r\n\
         {more}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
