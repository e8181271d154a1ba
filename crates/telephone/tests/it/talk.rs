//! Calls that are answered.

use std::time::Duration;

use colloquy_telephone::{DtmfError, Ended, Party, Progress, Spoken, Transport};

use crate::support::{after_law, connect, hear, hear_frames, pair, soon, sound};

async fn ended(call: &colloquy_telephone::Call) -> Ended {
    let mut watched = call.ended();
    let ended = soon("the end of a call", watched.wait_for(Option::is_some)).await.expect("a call").clone();
    ended.expect("an end")
}

#[tokio::test]
async fn audio_arrives_sample_for_sample_in_both_directions() {
    let (one, mut other) = pair(Transport::Udp).await;
    let (mut here, mut there) = connect(&one, &mut other).await;
    let (outward, back) = (sound(2.0, 1), sound(1.5, 2));
    here.speaker().play(outward.clone());
    let marker = here.speaker().mark();
    there.speaker().play(back.clone());
    let (heard_there, heard_here) =
        tokio::join!(hear(there.audio(), outward.len()), hear(here.audio(), back.len()));
    assert!(heard_there == after_law(&outward));
    assert!(heard_here == after_law(&back));
    let whole = Spoken { samples_sent: outward.len() as u64, is_whole: true };
    assert_eq!(soon("the marker", marker.ended()).await, whole);

    here.hang_up().await;
    assert_eq!(ended(&here).await, Ended { by: Party::Us, reason: "hung up".to_owned() });
    assert_eq!(ended(&there).await, Ended { by: Party::Them, reason: "hung up".to_owned() });
    let (sent, received) = (here.stats(), there.stats());
    assert!(sent.sent > 100, "{sent:?}");
    // The last packets may cross the goodbye.
    assert!(
        received.lost == 0 && received.late == 0 && received.received + 5 >= sent.sent,
        "{received:?} {sent:?}"
    );
    assert!(sent.set_up_ms < 5_000, "{sent:?}");
    soon("both slots", async {
        while one.telephone.free_slots() + other.telephone.free_slots() < 40 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_called_by_whom_and_how_it_comes_about() {
    let (one, mut other) = pair(Transport::Udp).await;
    let uri = other.uri("+15550199");
    let mut steps = Vec::new();
    let calling = one.telephone.call("+1 (555) 0100", &uri, |step| steps.push(step));
    let answering = async {
        let call = other.next_call().await;
        assert_eq!((call.from.as_str(), call.to.as_str()), ("+15550100", "+15550199"));
        assert_eq!(call.display_name, None);
        call.ring().await;
        let name = call.call_id.clone();
        (call.answer().await.expect("a call"), name)
    };
    let (here, (there, name)) = soon("a call", async { tokio::join!(calling, answering) }).await;
    let here = here.expect("a call");
    assert_eq!(steps, [Progress::Ringing]);
    assert_eq!((here.call_id(), there.call_id()), (name.as_str(), name.as_str()));
}

#[tokio::test]
async fn what_is_stopped_is_heard_as_far_as_it_was_sent() {
    let (one, mut other) = pair(Transport::Udp).await;
    let (here, mut there) = connect(&one, &mut other).await;
    let long = sound(10.0, 3);
    here.speaker().play(long.clone());
    let marker = here.speaker().mark();
    // Half a second of it was heard.
    let mut heard: Vec<i16> = hear(there.audio(), 4_000).await;
    let sent = here.speaker().stop() as usize;
    assert_eq!(here.speaker().queued(), 0);
    assert_eq!(marker.ended().await, Spoken { samples_sent: sent as u64, is_whole: false });
    assert!((4_000..8_000).contains(&sent), "{sent} samples were sent");
    // The rest of it, and then a while of silence.
    while heard.len() < sent + 4_000 {
        let frame = soon("a frame", there.audio().recv()).await.expect("a call");
        heard.extend(frame.samples);
    }
    assert!(heard[..sent] == after_law(&long[..sent]));
    assert!(heard[sent..].iter().all(|sample| *sample == 0), "nothing more of it");
    // What is said next is another utterance.
    let next = sound(0.2, 4);
    here.speaker().play(next.clone());
    assert!(hear(there.audio(), next.len()).await == after_law(&next));
}

#[tokio::test]
async fn keys_in_both_directions() {
    let (one, mut other) = pair(Transport::Udp).await;
    let (mut here, mut there) = connect(&one, &mut other).await;
    here.send_dtmf("159*#").expect("keys");
    there.send_dtmf("D0").expect("keys");
    assert_eq!(here.send_dtmf("12x"), Err(DtmfError::NoKey('x')));
    // What is said waits for the keys, and loses nothing.
    let said = sound(0.5, 5);
    here.speaker().play(said.clone());
    let mut heard = String::new();
    for _ in 0..5 {
        heard.extend(soon("a key", there.dtmf.recv()).await);
    }
    assert_eq!(heard, "159*#");
    let mut heard = String::new();
    for _ in 0..2 {
        heard.extend(soon("a key", here.dtmf.recv()).await);
    }
    assert_eq!(heard, "D0");
    let frames = hear_frames(there.audio(), said.len() / 160).await;
    let samples: Vec<i16> = frames.iter().flat_map(|frame| frame.samples).collect();
    assert!(samples == after_law(&said));
    assert_eq!(there.stats().lost, 0, "keys are packets of the same stream");
}

#[tokio::test]
async fn over_tcp_and_hung_up_by_who_was_called() {
    let (one, mut other) = pair(Transport::Tcp).await;
    let (here, mut there) = connect(&one, &mut other).await;
    let said = sound(0.5, 6);
    here.speaker().play(said.clone());
    assert!(hear(there.audio(), said.len()).await == after_law(&said));
    drop(there);
    assert_eq!(ended(&here).await.by, Party::Them);
}

#[tokio::test]
async fn a_telephone_that_is_shut_down_hangs_up() {
    let (one, mut other) = pair(Transport::Udp).await;
    let (here, there) = connect(&one, &mut other).await;
    drop(one);
    assert_eq!(ended(&here).await, Ended { by: Party::Us, reason: "the telephone was shut down".to_owned() });
    assert_eq!(ended(&there).await.by, Party::Them);
}

#[tokio::test]
async fn several_calls_at_once_do_not_hear_each_other() {
    let (one, mut other) = pair(Transport::Udp).await;
    let mut calls = Vec::new();
    for seed in 10..16 {
        let (here, there) = connect(&one, &mut other).await;
        let said = sound(1.0, seed);
        here.speaker().play(said.clone());
        calls.push((here, there, said));
    }
    for (_here, there, said) in &mut calls {
        assert!(hear(there.audio(), said.len()).await == after_law(said));
    }
}
