//! An engine process that dies in the middle of its work costs an attempt and nothing else.

use std::time::Duration;

use serde_json::json;

use crate::road::require_engines;
use crate::support::process::kill;
use crate::support::{House, MediaHost, eventually_within, recorded_call, tones};

/// Engines that are killed, one after the other; `COLLOQUY_TEST_ENGINE_KILLS` asks for another number.
fn kills() -> usize {
    std::env::var("COLLOQUY_TEST_ENGINE_KILLS").map_or(3, |text| text.parse().expect("a number of kills"))
}

const LONGEST: Duration = Duration::from_secs(300);

#[tokio::test]
async fn a_killed_engine_costs_attempts_only() {
    let mut house = House::open().await;
    require_engines(&house).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let url = media.file("/call.wav", "audio/wav", tones::sample("conversation_mono_16k.wav"));
    let mut attempts_spent = 0;
    for number in 0..kills() {
        let id = owner.created(&recorded_call(&format!("kill:{number}"), &url)).await;
        let before = house.process().engines();
        eventually_within(LONGEST, "the recording to be at work", async || {
            (owner.conversation(&id).await["stages"][0]["status"] == "running").then_some(())
        })
        .await;
        // One that waits for work may be the one: any that runs now will do.
        let engine = eventually_within(LONGEST, "an engine process", async || {
            let running = house.process().engines();
            running.iter().find(|id| !before.contains(id)).or(running.first()).copied()
        })
        .await;
        kill(engine);
        let finished = owner.finished_within(LONGEST, &id).await;
        assert_eq!(finished["processing_status"], "completed", "{}", finished["stages"]);
        assert!(finished["transcript"].to_string().contains("fellow"), "{}", finished["transcript"]);
        attempts_spent += finished["stages"][0]["attempts"].as_u64().unwrap() - 1;
        let transcripts =
            finished["stages"].as_array().unwrap().iter().filter(|stage| stage["status"] == "done");
        assert_eq!(transcripts.count(), 6, "{}", finished["stages"]);
    }
    assert!(attempts_spent > 0, "at least one was killed in the middle of its work");
    let health = owner.get("/health").await.expect(200).json();
    assert_eq!(health["data"]["status"], json!("healthy"), "the server did not notice more than that");
}
