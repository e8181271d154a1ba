//! What our side says: samples that wait, and that are taken a frame at a time as they are sent.
//!
//! What is played belongs to an utterance. [`Speaker::mark`] ends one, and its [`Marker`] tells when the last of its
//! samples was sent, or how many were when it was cut off; so whoever speaks knows what the other side can have heard.

use std::collections::VecDeque;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::FRAME_SAMPLES;

/// The mouth of a call. Clones speak with the same voice.
#[derive(Debug, Clone, Default)]
pub struct Speaker {
    queue: Arc<Mutex<Queue>>,
}

/// What became of an utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken {
    /// Samples of it that were sent.
    pub samples_sent: u64,
    /// Whether these are all.
    pub is_whole: bool,
}

/// Tells what became of an utterance.
#[derive(Debug)]
pub struct Marker {
    told: oneshot::Receiver<Spoken>,
}

impl Marker {
    /// Waits until the utterance was sent, or cut off by [`Speaker::stop`] or the end of the call.
    pub async fn ended(self) -> Spoken {
        self.told.await.unwrap_or(Spoken { samples_sent: 0, is_whole: false })
    }
}

#[derive(Debug, Default)]
struct Queue {
    utterances: VecDeque<Utterance>,
    is_closed: bool,
}

#[derive(Debug, Default)]
struct Utterance {
    waiting: VecDeque<i16>,
    sent: u64,
    /// Set when no more is added to it.
    marker: Option<oneshot::Sender<Spoken>>,
}

impl Speaker {
    /// Queues samples at 8 kHz, as part of the present utterance. After the call's end nothing happens.
    pub fn play(&self, samples: Vec<i16>) {
        let mut queue = self.queue.lock();
        if queue.is_closed || samples.is_empty() {
            return;
        }
        match queue.utterances.back_mut().filter(|utterance| utterance.marker.is_none()) {
            Some(open) => open.waiting.extend(samples),
            None => {
                queue.utterances.push_back(Utterance { waiting: samples.into(), ..Utterance::default() });
            }
        }
    }

    /// Ends the present utterance: what is played after this is another one.
    pub fn mark(&self) -> Marker {
        let (tell, told) = oneshot::channel();
        let mut queue = self.queue.lock();
        match queue.utterances.back_mut().filter(|utterance| utterance.marker.is_none()) {
            Some(open) => {
                open.marker = Some(tell);
                queue.drop_finished();
            }
            // An empty utterance.
            None => {
                let _told = tell.send(Spoken { samples_sent: 0, is_whole: !queue.is_closed });
            }
        }
        Marker { told }
    }

    /// Drops everything that waits, at once. Answers with the number of samples that had been sent of the present
    /// utterance.
    pub fn stop(&self) -> u64 {
        self.queue.lock().cut_off()
    }

    /// Samples that wait.
    pub fn queued(&self) -> u64 {
        self.queue.lock().utterances.iter().map(|utterance| utterance.waiting.len() as u64).sum()
    }

    /// The frame to send now; none where nothing waits. What is missing at its end is silence.
    pub(crate) fn next_frame(&self) -> Option<[i16; FRAME_SAMPLES]> {
        let mut queue = self.queue.lock();
        let mut frame = [0; FRAME_SAMPLES];
        let mut filled = 0;
        for utterance in &mut queue.utterances {
            let count = utterance.waiting.len().min(FRAME_SAMPLES - filled);
            for (place, sample) in frame[filled..].iter_mut().zip(utterance.waiting.drain(..count)) {
                *place = sample;
            }
            utterance.sent += count as u64;
            filled += count;
            if filled == FRAME_SAMPLES {
                break;
            }
        }
        queue.drop_finished();
        (filled > 0).then_some(frame)
    }

    /// Nothing is said any more.
    pub(crate) fn close(&self) {
        let mut queue = self.queue.lock();
        queue.is_closed = true;
        queue.cut_off();
    }
}

impl Queue {
    /// Tells of the utterances at the front that are complete and sent.
    fn drop_finished(&mut self) {
        while let Some(front) = self.utterances.front_mut() {
            if !front.waiting.is_empty() || front.marker.is_none() {
                return;
            }
            front.tell(true);
            self.utterances.pop_front();
        }
    }

    fn cut_off(&mut self) -> u64 {
        let sent_of_present = self.utterances.front().map_or(0, |utterance| utterance.sent);
        for mut utterance in self.utterances.drain(..) {
            utterance.tell(false);
        }
        sent_of_present
    }
}

impl Utterance {
    fn tell(&mut self, is_whole: bool) {
        if let Some(marker) = self.marker.take() {
            // Nobody has to listen.
            let _told = marker.send(Spoken { samples_sent: self.sent, is_whole });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(from: i16, count: i16) -> Vec<i16> {
        (from..from + count).collect()
    }

    #[test]
    fn pieces_are_sent_without_a_seam() {
        let speaker = Speaker::default();
        speaker.play(ramp(0, 100));
        speaker.play(ramp(100, 250));
        assert_eq!(speaker.queued(), 350);
        let mut sent = Vec::new();
        while let Some(frame) = speaker.next_frame() {
            sent.extend(frame);
        }
        assert_eq!(sent[..350], ramp(0, 350));
        assert_eq!(sent[350..], [0; 130], "silence to the end of the frame");
        assert_eq!(speaker.queued(), 0);
    }

    #[tokio::test]
    async fn a_marker_tells_when_the_last_sample_was_sent() {
        let speaker = Speaker::default();
        speaker.play(ramp(0, 200));
        let mut first = Box::pin(speaker.mark().ended());
        speaker.play(ramp(0, 60));
        let second = speaker.mark();
        assert!(speaker.next_frame().is_some());
        let is_told = tokio::time::timeout(std::time::Duration::ZERO, &mut first).await.is_ok();
        assert!(!is_told, "40 samples are to come");
        assert!(speaker.next_frame().is_some());
        assert_eq!(first.await, Spoken { samples_sent: 200, is_whole: true });
        assert_eq!(second.ended().await, Spoken { samples_sent: 60, is_whole: true });
        assert_eq!(speaker.next_frame(), None);
        assert_eq!(speaker.mark().ended().await, Spoken { samples_sent: 0, is_whole: true });
    }

    #[tokio::test]
    async fn stopping_drops_all_and_says_how_far_it_came() {
        let speaker = Speaker::default();
        speaker.play(ramp(0, 1_000));
        let first = speaker.mark();
        speaker.play(ramp(0, 500));
        let second = speaker.mark();
        speaker.next_frame();
        speaker.next_frame();
        assert_eq!(speaker.stop(), 320);
        assert_eq!(first.ended().await, Spoken { samples_sent: 320, is_whole: false });
        assert_eq!(second.ended().await, Spoken { samples_sent: 0, is_whole: false });
        assert_eq!((speaker.queued(), speaker.next_frame(), speaker.stop()), (0, None, 0));
        // The next utterance begins at nothing.
        speaker.play(ramp(0, 10));
        speaker.next_frame();
        assert_eq!(speaker.stop(), 10, "samples, not frames");
    }

    #[tokio::test]
    async fn after_the_end_nothing_is_said() {
        let speaker = Speaker::default();
        speaker.play(ramp(0, 100));
        speaker.close();
        speaker.play(ramp(0, 100));
        assert_eq!(speaker.queued(), 0);
        assert_eq!(speaker.mark().ended().await, Spoken { samples_sent: 0, is_whole: false });
    }
}
