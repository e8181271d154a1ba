//! Recordings of calls.

use std::fs;
use std::path::Path;
use std::time::Duration;

use colloquy_telephone::Transport;

use crate::support::{after_law, connect, hear, pair, soon, sound};

/// Both channels, customer and agent.
fn channels(path: &Path) -> (Vec<i16>, Vec<i16>) {
    let bytes = fs::read(path).expect("a recording");
    let samples = bytes[44..].chunks_exact(4);
    samples
        .map(|pair| (i16::from_le_bytes([pair[0], pair[1]]), i16::from_le_bytes([pair[2], pair[3]])))
        .unzip()
}

/// Where a sound begins.
fn begin_of(channel: &[i16], sound: &[i16]) -> i64 {
    let found = channel.windows(800).position(|window| *window == sound[..800]);
    i64::try_from(found.expect("the sound")).expect("a position")
}

#[tokio::test]
async fn both_sides_lie_where_they_were_said() {
    let directory = tempfile::tempdir().expect("a directory");
    let (one, mut other) = pair(Transport::Udp).await;
    let (mut here, mut there) = connect(&one, &mut other).await;
    let (path_here, path_there) = (directory.path().join("here.wav"), directory.path().join("there.wav"));
    let recorder_here = here.record(&path_here).expect("a recorder");
    let recorder_there = there.record(&path_there).expect("a recorder");
    let (first, second) = (sound(0.5, 21), sound(0.5, 22));
    here.speaker().play(first.clone());
    assert!(hear(there.audio(), first.len()).await == after_law(&first));
    there.speaker().play(second.clone());
    assert!(hear(here.audio(), second.len()).await == after_law(&second));
    let info = soon("a recording", recorder_here.finish()).await.expect("a recording");
    soon("a recording", recorder_there.finish()).await.expect("a recording");
    assert_eq!(info.bytes, fs::metadata(&path_here).expect("a file").len());
    assert!(info.seconds > 1.0, "{info:?}");

    // Each of them says `first` as agent or hears it as customer; the time between the two is the same for both, to
    // 20 ms on either side.
    let (customer_here, agent_here) = channels(&path_here);
    let (customer_there, agent_there) = channels(&path_there);
    let between_here = begin_of(&customer_here, &after_law(&second)) - begin_of(&agent_here, &first);
    let between_there = begin_of(&agent_there, &second) - begin_of(&customer_there, &after_law(&first));
    assert!((between_here - between_there).abs() <= 320, "{between_here} and {between_there} samples");
}

#[tokio::test]
async fn what_was_cut_off_is_recorded_as_far_as_it_was_sent() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("call.wav");
    let (one, mut other) = pair(Transport::Udp).await;
    let (here, mut there) = connect(&one, &mut other).await;
    let recorder = here.record(&path).expect("a recorder");
    let long = sound(5.0, 23);
    here.speaker().play(long.clone());
    hear(there.audio(), 3_200).await;
    let sent = here.speaker().stop() as usize;
    tokio::time::sleep(Duration::from_millis(300)).await;
    // The end of the call does not end the recording's file: its owner does.
    here.hang_up().await;
    soon("a recording", recorder.finish()).await.expect("a recording");
    let (_, agent) = channels(&path);
    let begin = begin_of(&agent, &long) as usize;
    assert!(agent[begin..begin + sent] == long[..sent]);
    assert!(agent[begin + sent..].iter().all(|sample| *sample == 0));
    assert!(agent.len() > begin + sent, "silence follows");
}
