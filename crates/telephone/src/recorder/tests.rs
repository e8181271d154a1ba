//! Recordings, read back from their files.

use std::fs;

use super::*;

fn frame(value: i16) -> [i16; FRAME_SAMPLES] {
    [value; FRAME_SAMPLES]
}

/// The first sample of each frame, customer and agent.
fn frames_of(path: &Path) -> Vec<(i16, i16)> {
    pairs_of(&fs::read(path).expect("the file")[44..])
}

fn pairs_of(samples: &[u8]) -> Vec<(i16, i16)> {
    samples
        .chunks(FRAME_SAMPLES * 4)
        .map(|block| (i16::from_le_bytes([block[0], block[1]]), i16::from_le_bytes([block[2], block[3]])))
        .collect()
}

#[tokio::test]
async fn both_sides_lie_at_their_frames() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("call.wav");
    let tap = Tap::default();
    tap.give(Side::Agent, 6, &frame(-1));
    let recorder = Recorder::start(&tap, path.clone()).expect("a recorder");
    // The recording begins at the agent's frame 7. The customer's frames come six frames later than they arrived,
    // one of them, 40, never; one of before the beginning does not count.
    for at_frame in 7..107_u64 {
        tap.give(Side::Agent, at_frame, &frame(at_frame as i16));
        let customers = at_frame - 6;
        if customers != 40 {
            tap.give(Side::Customer, customers, &frame(1_000 + customers as i16));
        }
    }
    let info = recorder.finish().await.expect("a recording");
    assert_eq!(info, RecordingInfo { seconds: 2.0, bytes: 44 + 64_000, lost_frames: 0 });
    tap.give(Side::Agent, 107, &frame(1));
    let frames = frames_of(&path);
    assert_eq!(frames.len(), 100);
    for (at_frame, (customer, agent)) in (7..).zip(frames) {
        assert_eq!(agent, at_frame);
        let is_there = at_frame <= 100 && at_frame != 40;
        assert_eq!(customer, if is_there { 1_000 + at_frame } else { 0 }, "frame {at_frame}");
    }
    let bytes = fs::read(&path).expect("the file");
    assert_eq!(bytes[4..8], (36_u32 + 64_000).to_le_bytes());
    assert_eq!(bytes[40..44], 64_000_u32.to_le_bytes());
}

#[tokio::test]
async fn what_a_crash_leaves_can_be_read_and_repaired() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("call.wav");
    let tap = Tap::default();
    let recorder = Recorder::start(&tap, path.clone()).expect("a recorder");
    for at_frame in 0..100_u64 {
        tap.give(Side::Agent, at_frame, &frame(5));
    }
    // All but the open half second is on its way to the file without anybody asking.
    while fs::metadata(&path).expect("the file").len() < 44 + 70 * 640 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let crashed = directory.path().join("crashed.wav");
    let mut bytes = fs::read(&path).expect("the file");
    assert_eq!(bytes[40..44], [0; 4], "no length yet");
    bytes.extend_from_slice(&[1, 2, 3]);
    fs::write(&crashed, &bytes).expect("a copy");
    drop(recorder);

    let repaired = repair_in_background(&crashed).await.expect("a repair");
    let data_bytes = bytes.len() as u64 - 44 - 3;
    assert_eq!(repaired.bytes, 44 + data_bytes);
    let after = fs::read(&crashed).expect("the file");
    assert_eq!(after[40..44], (data_bytes as u32).to_le_bytes());
    assert_eq!(after.len() as u64, repaired.bytes);
    assert_eq!(repair(&crashed).expect("again"), repaired);
    assert!(frames_of(&crashed).iter().all(|pair| *pair == (0, 5)));

    let other = directory.path().join("other.wav");
    fs::write(&other, [7_u8; 100]).expect("a file");
    assert_eq!(repair(&other).map_err(|error| error.kind()), Err(io::ErrorKind::InvalidData));
    assert_eq!(fs::read(&other).expect("the file"), [7_u8; 100], "it is left alone");
}

#[test]
fn a_gap_of_the_clock_is_silence_and_old_frames_are_not_overwritten() {
    let mut timeline = timeline::Timeline::default();
    let put = |timeline: &mut timeline::Timeline, side, at_frame, value| {
        timeline.put(&Taken { side, at_frame, samples: frame(value) });
    };
    put(&mut timeline, Side::Customer, 3, 9);
    put(&mut timeline, Side::Agent, 10, 1);
    put(&mut timeline, Side::Agent, 49, 2);
    put(&mut timeline, Side::Customer, 11, 3);
    put(&mut timeline, Side::Customer, 1_000_000, 9);
    let settled = timeline.take_settled().expect("15 frames are settled");
    assert_eq!(settled.len(), 15 * 640);
    assert_eq!(settled[640..642], 3_i16.to_le_bytes());
    put(&mut timeline, Side::Customer, 12, 9);
    let rest = timeline.take_rest();
    assert_eq!(rest.len(), 25 * 640);
    assert_eq!(rest[24 * 640 + 2..24 * 640 + 4], 2_i16.to_le_bytes());
    assert!(rest[..24 * 640].iter().all(|byte| *byte == 0));
}

/// A disk that takes nothing until it is let go; at the end it gives away what it took.
struct StuckDisk {
    let_go: mpsc::Receiver<()>,
    /// Told once, when it is first given something.
    asked: Option<oneshot::Sender<()>>,
    taken: Vec<u8>,
    written: Arc<AtomicU64>,
    give: oneshot::Sender<Vec<u8>>,
}

impl Sink for StuckDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(asked) = self.asked.take() {
            let _is_awaited = asked.send(());
        }
        // It fails once the other end is gone: then nothing is waited for.
        let _is_let_go = self.let_go.recv();
        self.taken.extend_from_slice(bytes);
        self.written.store(self.taken.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn finish(self) -> io::Result<RecordingInfo> {
        let bytes = self.taken.len() as u64;
        let _is_awaited = self.give.send(self.taken);
        Ok(RecordingInfo { seconds: 0.0, bytes, lost_frames: 0 })
    }
}

#[tokio::test]
async fn a_disk_that_stands_still_holds_nobody_up_and_leaves_silence() {
    let (release, let_go) = mpsc::channel();
    let (give, given) = oneshot::channel();
    let (asked, is_stuck) = oneshot::channel();
    let written = Arc::new(AtomicU64::new(0));
    let disk =
        StuckDisk { let_go, asked: Some(asked), taken: Vec::new(), written: Arc::clone(&written), give };
    let tap = Tap::default();
    let recorder = Recorder::start_into(&tap, disk).expect("a recorder");
    let pair_at = |at_frame: u64| (2_000 + (at_frame % 1_000) as i16, 1 + (at_frame % 1_000) as i16);
    let give_both = |at_frame: u64| {
        let (customer, agent) = pair_at(at_frame);
        tap.give(Side::Agent, at_frame, &frame(agent));
        tap.give(Side::Customer, at_frame, &frame(customer));
    };
    // Twice as much as there is room for. Whoever gives a frame is not held up. The writer stands still before the room
    // is used up: one that began late would make room in between.
    let room = QUEUE_FRAMES as u64 / 2;
    (0..50).for_each(give_both);
    is_stuck.await.expect("a first block");
    (50..2 * room).for_each(give_both);
    drop(release);
    while written.load(Ordering::Relaxed) < (room - 50) * 640 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // The disk goes on, and some seconds later so does what is said.
    let after = 2 * room + 1_000;
    (after..after + 100).for_each(give_both);
    let info = recorder.finish().await.expect("a recording");
    let bytes = given.await.expect("what was written");
    assert_eq!((info.bytes, bytes.len() as u64), ((after + 100) * 640, (after + 100) * 640));
    for (at_frame, found) in (0_u64..).zip(pairs_of(&bytes)) {
        if at_frame < room || at_frame >= after {
            assert_eq!(found, pair_at(at_frame), "frame {at_frame}");
        } else if at_frame >= room + 100 {
            assert_eq!(found, (0, 0), "frame {at_frame}");
        }
    }
    // What the writer had in its hands was room, too.
    assert!((2 * room - 200..=2 * room).contains(&info.lost_frames), "{info:?}");
}

#[tokio::test]
async fn what_is_lost_at_the_end_is_silence_too() {
    let (release, let_go) = mpsc::channel();
    let (give, given) = oneshot::channel();
    let (asked, is_stuck) = oneshot::channel();
    let disk = StuckDisk { let_go, asked: Some(asked), taken: Vec::new(), written: Arc::default(), give };
    let tap = Tap::default();
    let recorder = Recorder::start_into(&tap, disk).expect("a recorder");
    let frames = 2 * QUEUE_FRAMES as u64;
    let give = |at_frame: u64| tap.give(Side::Agent, at_frame, &frame(5));
    (0..50).for_each(give);
    is_stuck.await.expect("a first block");
    (50..frames).for_each(give);
    drop(release);
    recorder.finish().await.expect("a recording");
    let pairs = pairs_of(&given.await.expect("what was written"));
    assert_eq!(pairs.len() as u64, frames, "as long as the call");
    assert_eq!((pairs[0], pairs.last().copied()), ((0, 5), Some((0, 0))));
}
