//! The audio of one call: one task, one socket, one clock.
//!
//! At each tick of the call's clock ([`Pace`]) a packet is sent (what the [`Speaker`] has, a key, or silence), and
//! what is due of the other side is handed out. Whatever happens in between, sequence numbers and timestamps have no
//! gaps; on hold nothing is sent, and the clock goes on.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::UdpSocket;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::FRAME_SAMPLES;
use crate::dtmf::{KeyStep, KeysIn, KeysOut};
use crate::g711::Codec;
use crate::jitter::{Heard, JitterBuffer};
use crate::line::{Line, Party, Peer};
use crate::pacing::Pace;
use crate::reception::Reception;
use crate::recorder::Side;
use crate::rtp::{HEADER_BYTES, Header, Packet};
use crate::sdp::{EVENT_TYPE, Remote};
use crate::speaker::Speaker;

/// A call in which nothing comes for so long, and which is not on hold, is over: its other side is gone without a
/// word.
const NOTHING_FOR: Duration = Duration::from_secs(300);
/// Larger than any packet that we can take.
const DATAGRAM_BYTES: usize = 4_096;

/// What the task works on.
#[derive(Debug)]
pub(crate) struct Media {
    pub socket: UdpSocket,
    pub line: Arc<Line>,
    pub speaker: Speaker,
    pub heard: mpsc::Sender<Heard>,
    /// Keys to press, as event numbers.
    pub keys: mpsc::UnboundedReceiver<u8>,
}

/// Sends and receives until the call is over.
pub(crate) async fn run(media: Media) {
    let mut talk = Talk::new(media);
    let mut datagram = vec![0; DATAGRAM_BYTES];
    let begun_at = Instant::now();
    let over = talk.media.line.over.clone().cancelled_owned();
    tokio::pin!(over);
    loop {
        let due_at = begun_at + talk.pace.next_at();
        tokio::select! {
            biased;
            () = &mut over => break,
            () = sleep_until(due_at) => talk.tick(begun_at.elapsed()).await,
            received = talk.media.socket.recv_from(&mut datagram) => {
                // A peer's system may complain of what we sent; silence is noticed anyway.
                if let Ok((length, from)) = received {
                    talk.take(&datagram[..length], from, begun_at.elapsed());
                }
            }
        }
    }
    talk.media.speaker.close();
}

#[derive(Debug)]
struct Talk {
    media: Media,
    pace: Pace,
    peer: Peer,
    sender: Sender,
    keys_out: KeysOut,
    keys_in: KeysIn,
    jitter: JitterBuffer,
    reception: Reception,
    samples: Vec<i16>,
    last_heard_at: Duration,
    is_late_listener: bool,
}

/// What makes our packets one stream.
#[derive(Debug)]
struct Sender {
    ssrc: u32,
    next_sequence: u16,
    first_timestamp: u32,
    sent: u64,
    payload: [u8; FRAME_SAMPLES],
    packet: Vec<u8>,
}

impl Sender {
    /// Numbers begin anywhere, so that nobody guesses them (RFC 3550, section 5.1).
    fn new() -> Self {
        Self {
            ssrc: rand::random(),
            next_sequence: rand::random(),
            first_timestamp: rand::random(),
            sent: 0,
            payload: [0; FRAME_SAMPLES],
            packet: Vec::with_capacity(HEADER_BYTES + FRAME_SAMPLES),
        }
    }

    fn header(&mut self, payload_type: u8, marker: bool, frame: u64) -> Header {
        // Both wrap, as they should.
        let timestamp = self.first_timestamp.wrapping_add((frame as u32).wrapping_mul(FRAME_SAMPLES as u32));
        let sequence = self.next_sequence;
        self.next_sequence = sequence.wrapping_add(1);
        Header { marker, payload_type, sequence, timestamp, ssrc: self.ssrc }
    }

    fn write_audio(&mut self, remote: &Remote, frame: u64, samples: &[i16; FRAME_SAMPLES]) {
        for (byte, sample) in self.payload.iter_mut().zip(samples) {
            *byte = remote.codec.encode(*sample);
        }
        let header = self.header(remote.payload_type, self.sent == 0, frame);
        header.write(&self.payload, &mut self.packet);
    }

    fn write_event(&mut self, event_type: u8, marker: bool, start_frame: u64, payload: [u8; 4]) {
        let header = self.header(event_type, marker, start_frame);
        header.write(&payload, &mut self.packet);
    }
}

impl Talk {
    fn new(media: Media) -> Self {
        Self {
            media,
            pace: Pace::new(Duration::ZERO),
            peer: Peer::default(),
            sender: Sender::new(),
            keys_out: KeysOut::default(),
            keys_in: KeysIn::default(),
            jitter: JitterBuffer::default(),
            reception: Reception::default(),
            samples: Vec::with_capacity(FRAME_SAMPLES),
            last_heard_at: Duration::ZERO,
            is_late_listener: false,
        }
    }

    async fn tick(&mut self, now: Duration) {
        let frame = self.pace.take(now);
        while let Ok(event) = self.media.keys.try_recv() {
            self.keys_out.press(event);
        }
        let remote = self.media.line.remote();
        let mut said = [0; FRAME_SAMPLES];
        if remote.is_listening {
            self.write_packet(&remote, frame, &mut said);
            self.send(&remote).await;
        } else {
            // Whoever holds us may be silent for as long as it likes.
            self.last_heard_at = now;
        }
        self.media.line.tap.give(Side::Agent, frame, &said);
        while let Some(heard) = self.jitter.due(frame) {
            self.media.line.tap.give(Side::Customer, heard.at_frame, &heard.samples);
            self.hand_out(heard);
        }
        self.note_stats();
        if now.saturating_sub(self.last_heard_at) > NOTHING_FOR {
            self.media.line.end(Party::Us, "nothing was heard for five minutes");
        }
    }

    /// The frame's packet; `said` is what of it is audio of ours.
    fn write_packet(&mut self, remote: &Remote, frame: u64, said: &mut [i16; FRAME_SAMPLES]) {
        match (self.keys_out.step(frame), remote.event_type) {
            (KeyStep::Event { start_frame, marker, payload }, Some(event_type)) => {
                return self.sender.write_event(event_type, marker, start_frame, payload);
            }
            (KeyStep::Nothing, _) => {
                if let Some(samples) = self.media.speaker.next_frame() {
                    *said = samples;
                }
            }
            // Silence around keys, and in place of those that the other side would not understand any more.
            (KeyStep::Event { .. } | KeyStep::Pause, _) => {}
        }
        self.sender.write_audio(remote, frame, said);
    }

    async fn send(&mut self, remote: &Remote) {
        let to = self.peer.destination(remote);
        let sent = match self.media.socket.try_send_to(&self.sender.packet, to) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                self.media.socket.send_to(&self.sender.packet, to).await
            }
            sent => sent,
        };
        match sent {
            Ok(_) => self.sender.sent += 1,
            Err(error) => tracing::debug!(%error, "an rtp packet is not sent"),
        }
    }

    fn take(&mut self, datagram: &[u8], from: SocketAddr, now: Duration) {
        let remote = self.media.line.remote();
        if !self.peer.may_be(&remote, from, now) {
            return;
        }
        let Some(Packet { header, payload }) = Packet::parse(datagram) else { return };
        let clock = self.pace.samples(now);
        let is_event = remote
            .event_type
            .is_some_and(|event_type| [event_type, EVENT_TYPE].contains(&header.payload_type));
        let codec = codec_of(header.payload_type, &remote);
        if !is_event && codec.is_none() {
            return;
        }
        self.peer.heard(from, now);
        self.last_heard_at = now;
        if is_event {
            self.reception.note_sequence(&header);
            if let Some(key) = self.keys_in.take(&header, payload) {
                self.media.line.hear_key(key);
            }
        } else if let Some(codec) = codec {
            self.reception.note(&header, clock);
            self.samples.clear();
            self.samples.extend(payload.iter().map(|byte| codec.decode(*byte)));
            self.jitter.put(&header, &self.samples, clock);
        }
    }

    fn hand_out(&mut self, heard: Heard) {
        let is_full = matches!(self.media.heard.try_send(heard), Err(mpsc::error::TrySendError::Full(_)));
        if is_full && !self.is_late_listener {
            self.is_late_listener = true;
            tracing::warn!("what is heard on a call is not read in time, and is lost");
        }
    }

    fn note_stats(&mut self) {
        let mut stats = self.media.line.stats.lock();
        stats.sent = self.sender.sent;
        stats.received = self.reception.received();
        stats.lost = self.reception.lost();
        stats.late = self.jitter.late_packets();
        stats.jitter_ms = self.reception.jitter_ms();
    }
}

/// The law of a payload type: the agreed one's, or one that everybody knows.
fn codec_of(payload_type: u8, remote: &Remote) -> Option<Codec> {
    if payload_type == remote.payload_type {
        return Some(remote.codec);
    }
    Codec::ALL.into_iter().find(|codec| codec.payload_type() == payload_type)
}
