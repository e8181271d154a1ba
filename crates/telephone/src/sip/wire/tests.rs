//! Connections and datagrams as strangers send them, to sockets of the loopback address.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::settings::SipSettings;

/// Nothing here takes longer, but for a machine that stands still.
const PATIENCE: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(600);
const BYE: &[u8] = b"BYE sip:a@b SIP/2.0\r\nCSeq: 1 BYE\r\nl: 0\r\n\r\n";
const OPTIONS: &[u8] = b"OPTIONS sip:a@b SIP/2.0\r\nCSeq: 1 OPTIONS\r\nl: 0\r\n\r\n";

async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_elapsed) => panic!("waited in vain: {what}"),
    }
}

/// Open to the server at 127.0.0.2 and, where it `is_open`, to the whole loopback network.
async fn open(is_open: bool, limits: Limits) -> (Arc<Wire>, mpsc::Receiver<Received>) {
    let mut settings = SipSettings {
        server: Some("127.0.0.2".to_owned()),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        ..SipSettings::default()
    };
    if !is_open {
        settings.accept_from.clear();
    }
    let trust = Arc::new(Trust::new(&settings));
    Wire::open(settings.listen, trust, limits, CancellationToken::new()).await.expect("sockets")
}

async fn connect(wire: &Wire) -> TcpStream {
    TcpStream::connect(wire.local()).await.expect("a connection")
}

/// Waits until the other side closes.
async fn is_closed(stream: &mut TcpStream) {
    let mut rest = Vec::new();
    // A reset is an end, too.
    let _read = soon("the end of a connection", stream.read_to_end(&mut rest)).await;
}

/// Whether a ping is answered; else the connection is closed.
async fn answers(stream: &mut TcpStream) -> bool {
    let mut pong = [0; 2];
    let asked = async {
        stream.write_all(b"\r\n\r\n").await?;
        stream.read_exact(&mut pong).await
    };
    soon("a pong, or the end", asked).await.is_ok()
}

#[tokio::test]
async fn who_says_nothing_is_closed() {
    for is_known in [true, false] {
        let limits = Limits { idle: SHORT, idle_of_strangers: SHORT, ..Limits::default() };
        let (wire, _received) = open(is_known, limits).await;
        is_closed(&mut connect(&wire).await).await;
    }
}

#[tokio::test]
async fn who_dribbles_is_closed() {
    let limits = Limits { idle: LONG, message_within: SHORT, ..Limits::default() };
    let (wire, mut received) = open(true, limits).await;
    let mut stream = connect(&wire).await;
    stream.write_all(BYE).await.expect("sent");
    let whole = soon("the first message", received.recv()).await.expect("a message");
    assert_eq!(whole.message.method(), Some("BYE"));
    // Of the next one a byte now and then: the connection ends though it is never silent.
    soon("the end of a connection", async {
        while stream.write_all(b"X").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_a_call_needs_stays_open() {
    let limits = Limits { idle: SHORT, ..Limits::default() };
    let (wire, _received) = open(true, limits).await;
    // It has to be held before it has been silent for too long.
    let holding = async {
        loop {
            let mut stream = connect(&wire).await;
            let address = stream.local_addr().expect("an address");
            if answers(&mut stream).await {
                wire.hold(Flow::Tcp(address));
                if wire.connections.is_held(address) {
                    return (stream, address);
                }
            }
        }
    };
    let (mut held, address) = soon("a connection that is held", holding).await;
    // Others that nobody holds are closed meanwhile.
    is_closed(&mut connect(&wire).await).await;
    is_closed(&mut connect(&wire).await).await;
    assert!(wire.is_connected(address) && answers(&mut held).await);
    wire.release(Flow::Tcp(address));
    is_closed(&mut held).await;
}

#[tokio::test]
async fn there_are_only_so_many_connections() {
    let (wire, _received) = open(false, Limits { of_stranger: 2, ..Limits::default() }).await;
    let (mut first, mut second) = (connect(&wire).await, connect(&wire).await);
    assert!(answers(&mut first).await && answers(&mut second).await);
    is_closed(&mut connect(&wire).await).await;
    drop(first);
    // As soon as its end is noticed.
    soon("a place", async { while !answers(&mut connect(&wire).await).await {} }).await;
    assert!(answers(&mut second).await);
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_waited_for() {
    let limits = Limits { idle: LONG, message_within: LONG, ..Limits::default() };
    let (wire, _received) = open(true, limits).await;
    let mut stream = connect(&wire).await;
    stream.write_all(b"BYE sip:a@b SIP/2.0\r\nl: 999999999\r\n\r\n").await.expect("sent");
    is_closed(&mut stream).await;
    let mut stream = connect(&wire).await;
    let head = [b"BYE sip:a@b SIP/2.0\r\nX: ".to_vec(), vec![b'x'; 64 * 1024]].concat();
    // It may be closed before all of it is sent.
    let _sent = stream.write_all(&head).await;
    is_closed(&mut stream).await;
}

#[tokio::test]
async fn strangers_do_not_drown_the_server() {
    let (wire, mut received) = open(false, Limits::default()).await;
    let stranger = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    let server = UdpSocket::bind("127.0.0.2:0").await.expect("a socket");
    let begun_at = Instant::now();
    for _ in 0..2_000 {
        stranger.send_to(BYE, wire.local()).await.expect("sent");
        tokio::task::yield_now().await;
    }
    let mut of_strangers = 0_u32;
    loop {
        // What the system drops of so many is sent again.
        server.send_to(OPTIONS, wire.local()).await.expect("sent");
        let next = soon("what the server sends", received.recv()).await.expect("a message");
        if next.message.method() == Some("OPTIONS") {
            break;
        }
        of_strangers += 1;
    }
    let most =
        f64::from(STRANGERS_AT_ONCE) + f64::from(STRANGERS_PER_SECOND) * begun_at.elapsed().as_secs_f64();
    assert!(f64::from(of_strangers) <= most, "{of_strangers} messages of strangers were read");
}
