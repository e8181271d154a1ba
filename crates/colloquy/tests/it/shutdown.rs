//! SIGTERM: an end in good order, whatever clients do.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::support::House;

/// A client that has begun a request and never ends it.
async fn slow_client(house: &House) -> BufReader<TcpStream> {
    let owner = house.owner().await;
    let address = house.url().strip_prefix("http://").expect("plain HTTP");
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let request = format!(
        "POST /api/v2/engagements HTTP/1.1\r\nhost: {address}\r\nauthorization: {}\r\n\
         content-type: application/json\r\ncontent-length: 1000\r\nexpect: 100-continue\r\n\r\n",
        owner.authorization(),
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await.expect("an answer");
    assert!(line.starts_with("HTTP/1.1 100"), "the body is being waited for: {line}");
    stream
}

#[tokio::test]
async fn a_slow_client_does_not_keep_the_server() {
    let mut house = House::open_with("all", &[("COLLOQUY_SHUTDOWN_SECONDS", "1")]).await;
    let _client = slow_client(&house).await;
    assert_eq!(house.process().terminate().await.code(), Some(0));
}

#[tokio::test]
async fn workers_stop_beside_the_requests_and_a_second_signal_waits_for_nothing() {
    let mut house = House::open_with("all", &[("COLLOQUY_SHUTDOWN_SECONDS", "3600")]).await;
    let _client = slow_client(&house).await;
    house.process().ask_to_end();
    house.process().line_with("the workers have stopped").await;
    assert_eq!(house.process().terminate().await.code(), Some(1));
}
