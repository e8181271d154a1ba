//! Conversations that were erased are gone, from the database's file and the object store, too.

use std::path::Path;

use serde_json::json;

use crate::support::backend::is_postgres;
use crate::support::calls::timeline;
use crate::support::{House, MediaHost, Receiver, call, merged, tones};

/// Said in the call, and nowhere else.
const SAID: &str = "quetzalcoatlus northropi";

#[tokio::test]
async fn nothing_of_an_erased_conversation_is_left() {
    let mut house = House::open().await;
    let owner = house.owner().await;
    let receiver = Receiver::open().await;
    owner.webhook(&receiver.url("/"), &[]).await;
    let media = MediaHost::open().await;
    let url = media.file("/call.wav", "audio/wav", tones::wav(2));
    let body = |name: &str| {
        let turns =
            timeline(&[(0, &format!("I will send you the {SAID} by Friday.")), (1, "Great, thank you.")]);
        merged(call(name), json!({ "title": SAID, "media_url": url, "transcript_timeline": turns }))
    };
    let id = owner.created(&body("acme:gone")).await;
    let other = owner.created(&call("acme:stays")).await;
    for id in [&id, &other] {
        owner.finished(id).await;
        receiver.event("colloquy.action_items.completed", id).await;
    }

    let unsure = house.cli_output(&["erase", &id]).await;
    assert!(!unsure.status.success() && String::from_utf8_lossy(&unsure.stderr).contains("--yes"));
    owner.engagement(&id, "").await;
    let erased = house.cli(&["erase", &id, "--yes"]).await;
    assert_eq!(erased["erased"].as_array().map(Vec::len), Some(1));
    owner.get(&format!("/api/v2/engagements/{id}")).await.problem(404);
    let again = house.cli_output(&["erase", &id, "--yes"]).await;
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("conversation"));
    let wrong = house.cli_output(&["erase", "ngmt_nonsense", "--yes"]).await;
    assert!(!wrong.status.success() && String::from_utf8_lossy(&wrong.stderr).contains("ngmt_nonsense"));
    owner.engagement(&other, "").await;

    assert!(house.process().terminate().await.success());
    if !is_postgres() {
        let left = files_with(house.data_dir(), SAID.as_bytes());
        assert!(left.is_empty(), "the words stand in {left:?}");
        // The index of words stores what a word has beyond the one before it.
        let left = files_with(house.data_dir(), b"zalcoatlus");
        assert!(left.is_empty(), "a word stands in {left:?}");
        let recordings = files_with(house.data_dir(), b"WAVEfmt ");
        assert!(recordings.is_empty(), "recordings are left: {recordings:?}");
    }
    house.start("all").await;
    let owner = owner.at(house.url());
    assert_ne!(owner.created(&body("acme:gone")).await, id, "its external id is free");
    owner.finished(&other).await;
}

/// The files below `folder` that hold these bytes.
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if std::fs::read(&path).unwrap().windows(bytes.len()).any(|window| window == bytes) {
            found.push(path);
        }
    }
    found
}
