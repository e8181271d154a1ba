//! Recordings that are fetched after their call was accepted.

use serde_json::{Value, json};

use crate::support::roark::roark_call;
use crate::support::tones::wav;
use crate::support::{House, MediaHost, eventually, merged};

#[tokio::test]
async fn a_recording_that_cannot_be_had_leaves_the_call_readable() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let broken = media.file("/broken.wav", "audio/wav", b"RIFF no recording at all".to_vec());
    // An address that may not be reached, and a file that is no recording.
    for url in ["http://10.0.0.1/1.wav", &broken] {
        let id = owner.roark_created(&roark_call(url)).await["id"].as_str().expect("an id").to_owned();
        let call = owner.roark_finished(&id).await;
        assert_eq!(call["recordingUrlAccess"], "NOT_AVAILABLE");
        // The transcript's end stands for the recording's.
        assert_eq!(
            (&call["durationMs"], &call["endedAt"]),
            (&json!(11_500), &json!("2026-06-01T09:00:11.500Z"))
        );
        assert!(call["summary"].is_string(), "what was said is analysed all the same: {call}");
        let stages = owner.conversation(&id).await["stages"].clone();
        let of = |name: &str| {
            let found = stages.as_array().expect("stages").iter().find(|stage| stage["name"] == name);
            found.cloned().unwrap_or_else(|| panic!("no stage {name}: {stages}"))
        };
        assert_eq!(of("recording")["status"], "failed");
        assert!(of("recording")["error"].is_string());
        assert_eq!(of("summary")["status"], "done");
    }
    // Without a transcript there is nothing to analyse.
    let mut without = roark_call(&broken);
    without.as_object_mut().expect("an object").remove("transcript");
    let id = owner.roark_created(&without).await["id"].as_str().expect("an id").to_owned();
    let call = owner.roark_finished(&id).await;
    for member in ["durationMs", "endedAt", "title", "summary"] {
        assert_eq!(call[member], Value::Null, "{member}");
    }
    let sentiment = owner.get(&format!("/v1/call/{id}/sentiment-run")).await.expect(200).json();
    assert_eq!(sentiment["data"]["status"], "FAILED");
    assert_eq!(owner.conversation(&id).await["processing_status"], "failed");
}

#[tokio::test]
async fn of_two_recordings_the_one_of_both_sides_is_taken() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let (mono, stereo) =
        (media.file("/m.wav", "audio/wav", wav(2)), media.file("/s.wav", "audio/wav", wav(3)));
    let both = merged(roark_call(&mono), json!({ "stereoRecordingUrl": stereo }));
    let id = owner.roark_created(&both).await["id"].as_str().expect("an id").to_owned();
    assert_eq!(owner.roark_finished(&id).await["durationMs"], 3_000);
    let broken = media.file("/b.wav", "audio/wav", b"nothing".to_vec());
    let one = merged(roark_call(&mono), json!({ "stereoRecordingUrl": broken }));
    let id = owner.roark_created(&one).await["id"].as_str().expect("an id").to_owned();
    let call = owner.roark_finished(&id).await;
    assert_eq!((&call["durationMs"], &call["recordingUrlAccess"]), (&json!(2_000), &json!("AVAILABLE")));
}

#[tokio::test]
async fn a_recording_that_is_not_there_yet_is_tried_again() {
    let (house, media) = (House::open().await, MediaHost::open().await);
    let owner = house.owner().await;
    let url = media.redirect("/late.wav", "/nowhere.wav");
    let id = owner.roark_created(&roark_call(&url)).await["id"].as_str().expect("an id").to_owned();
    eventually("the first attempt", async || {
        let stages = owner.conversation(&id).await["stages"].clone();
        let failed = |stage: &Value| stage["name"] == "recording" && stage["error"].is_string();
        stages.as_array().expect("stages").iter().any(failed).then_some(())
    })
    .await;
    assert_eq!(owner.roark_call(&id).await["durationMs"], Value::Null);
    media.file("/late.wav", "audio/wav", wav(2));
    assert_eq!(owner.roark_finished(&id).await["recordingUrlAccess"], "AVAILABLE");
}
