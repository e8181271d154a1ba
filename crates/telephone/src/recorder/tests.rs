//! Recordings, read back from their files.

use std::fs;

use super::*;

fn frame(value: i16) -> [i16; FRAME_SAMPLES] {
    [value; FRAME_SAMPLES]
}

/// The first sample of each frame, customer and agent.
fn frames_of(path: &Path) -> Vec<(i16, i16)> {
    let bytes = fs::read(path).expect("the file");
    bytes[44..]
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
    assert_eq!(info, RecordingInfo { seconds: 2.0, bytes: 44 + 64_000 });
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
