//! The whole road with the real recogniser: a recording goes in, words, speakers, insights with evidence and
//! signed webhooks come out.

use std::time::Duration;

use serde_json::{Value, json};

use crate::house_api::check_evidence;
use crate::support::{Client, House, MediaHost, Receiver, merged, recorded_call, tones};

/// Engines start with the first recording, on a machine that does other things as well.
const LONGEST: Duration = Duration::from_secs(300);

/// What the recogniser needs; tests without it fail and say how to get it.
pub async fn require_engines(house: &House) {
    let output = house.cli_output(&["doctor", "--json"]).await;
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let missing: Vec<String> = report["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .filter(|check| check["ok"] == false)
        .map(|check| format!("{}: {}", check["name"], check["detail"]))
        .collect();
    assert!(
        missing.is_empty(),
        "build the workspace and run `colloquy models fetch`; missing:\n{}",
        missing.join("\n")
    );
}

/// What each speaker said, in lower-case words without punctuation.
fn said_by(conversation: &Value, speaker_index: u64) -> String {
    let entries = conversation["transcript"]["entries"].as_array().expect("entries").iter();
    let own = entries.filter(|entry| entry["speaker_index"] == speaker_index);
    let text = own.map(|entry| entry["text"].as_str().expect("text")).collect::<Vec<_>>().join(" ");
    let plain: String = text.to_lowercase().chars().filter(|it| it.is_alphanumeric() || *it == ' ').collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn speaker_who_says(conversation: &Value, words: &str) -> Vec<u64> {
    let count = conversation["transcript"]["speakers"].as_array().expect("speakers").len() as u64;
    (0..count).filter(|speaker| said_by(conversation, *speaker).contains(words)).collect()
}

#[tokio::test]
async fn a_stereo_call_comes_back_with_words_speakers_and_evidence() {
    let house = House::open().await;
    require_engines(&house).await;
    let (owner, media, receiver) = (house.owner().await, MediaHost::open().await, Receiver::open().await);
    let webhook = owner.webhook(&receiver.url("/"), &[]).await;
    let url = media.file("/call.wav", "audio/wav", tones::sample("call_stereo_8k.wav"));
    let id = owner.created(&recorded_call("acme:stereo", &url)).await;
    let call = owner.finished_within(LONGEST, &id).await;
    for stage in call["stages"].as_array().unwrap() {
        assert_eq!(stage["status"], "done", "{stage}");
        assert!(stage["engine"].is_string() && stage["duration_ms"].is_i64(), "{stage}");
    }
    assert_eq!(call["processing_status"], "completed");
    assert_eq!(call["transcript"]["source"], "recognised");
    assert_eq!(call["transcript"]["speakers"].as_array().unwrap().len(), 2);
    // The customer is on the first channel, the agent on the second; neither has a word of the other.
    let customer = speaker_who_says(&call, "hearts");
    let agent = speaker_who_says(&call, "young man");
    assert_eq!((customer.len(), agent.len()), (1, 1), "{}", call["transcript"]);
    assert_ne!(customer, agent);
    assert!(said_by(&call, agent[0]).contains("amiable"), "{}", call["transcript"]);
    assert!(said_by(&call, customer[0]).contains("meters"), "{}", call["transcript"]);
    check_words(&call);
    check_evidence(&call);

    let engagement = owner.engagement(&id, "?expand=transcript,media_url,signals").await;
    assert_eq!(engagement["processing_status"], "COMPLETED");
    assert!(engagement["duration_seconds"].as_i64().unwrap() >= 15);
    assert!(engagement["transcript"].as_str().unwrap().lines().count() >= 4);
    check_link(house.url(), engagement["media_url"].as_str().unwrap()).await;
    assert!(call["recordings"][0]["waveform"]["channels"].as_array().unwrap().len() == 2);

    receiver.event("v1.engagement.transcript_timeline.completed", &id).await;
    receiver.event("colloquy.sentiment.completed", &id).await;
    receiver.verify_all("road_stereo", webhook["secret"].as_str().unwrap());
}

/// Words lie in their entries, in order, and spell what the entry says.
fn check_words(conversation: &Value) {
    for entry in conversation["transcript"]["entries"].as_array().unwrap() {
        let words = entry["words"].as_array().unwrap();
        assert!(!words.is_empty(), "{entry}");
        let mut from = entry["start_seconds"].as_f64().unwrap() - 0.001;
        for word in words {
            let (start, end) =
                (word["start_seconds"].as_f64().unwrap(), word["end_seconds"].as_f64().unwrap());
            assert!(start >= from && end >= start, "{word} in {entry}");
            from = start;
        }
        let text = entry["text"].as_str().unwrap();
        assert!(words.iter().all(|word| text.contains(word["text"].as_str().unwrap().trim())), "{entry}");
    }
}

/// The link needs no credential, honours ranges and opens nothing else.
async fn check_link(server: &str, link: &str) {
    let nobody = Client::nobody(server);
    let sample = tones::sample("call_stereo_8k.wav");
    let whole = nobody.get(link).await.expect(200);
    assert_eq!((whole.bytes == sample, whole.header("content-type")), (true, Some("audio/wav")));
    let part = nobody.get_with(link, &[("range", "bytes=100-199")]).await.expect(206);
    assert_eq!(part.bytes, &sample[100..200]);
    assert_eq!(part.header("content-range"), Some(format!("bytes 100-199/{}", sample.len()).as_str()));
    let end = nobody.get_with(link, &[("range", "bytes=-10")]).await.expect(206);
    assert_eq!(end.bytes, &sample[sample.len() - 10..]);
    nobody.get_with(link, &[("range", "bytes=99999999-")]).await.expect(416);
    nobody.get(&link.replace("sig=", "sig=A")).await.expect(403);
    nobody.get(&link.replace("exp=", "exp=1")).await.expect(403);
}

#[tokio::test]
async fn two_voices_on_one_channel_are_told_apart() {
    let house = House::open().await;
    require_engines(&house).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let url = media.file("/meeting.wav", "audio/x-wav", tones::sample("conversation_mono_16k.wav"));
    let people = json!({ "type": "MEETING", "participants": [{ "name": "A" }, { "name": "B" }, { "email": crate::support::house::OWNER_EMAIL, "is_owner": true }] });
    let id = owner.created(&merged(recorded_call("acme:mono", &url), people)).await;
    let meeting = owner.finished_within(LONGEST, &id).await;
    assert_eq!(meeting["processing_status"], "completed", "{}", meeting["stages"]);
    let (first, second) =
        (speaker_who_says(&meeting, "young man"), speaker_who_says(&meeting, "fellow americans"));
    assert_eq!((first.len(), second.len()), (1, 1), "{}", meeting["transcript"]);
    assert_ne!(first, second, "{}", meeting["transcript"]);
    assert_eq!(speaker_who_says(&meeting, "amiable"), first, "{}", meeting["transcript"]);
    check_words(&meeting);
    check_evidence(&meeting);
}

#[tokio::test]
async fn what_cannot_be_decoded_fails_with_its_reason() {
    let house = House::open().await;
    let (owner, media, receiver) = (house.owner().await, MediaHost::open().await, Receiver::open().await);
    owner.webhook(&receiver.url("/"), &["v1.engagement.updated"]).await;
    let sample = tones::sample("call_stereo_8k.wav");
    let mut corrupt = sample.clone();
    // The format's number of channels and bits are gone.
    corrupt[20..36].fill(0xff);
    let files = [
        ("no_media", b"<html>this is a page</html>".repeat(10)),
        ("truncated", sample[..30].to_vec()),
        ("corrupt", corrupt),
        ("empty", Vec::new()),
    ];
    for (name, bytes) in files {
        let url = media.file(&format!("/{name}"), "audio/wav", bytes);
        let answer = owner.create(&recorded_call(name, &url)).await;
        let id = answer.expect(201).text("id");
        let failed = owner.finished(&id).await;
        assert_eq!(failed["processing_status"], "failed", "{name}");
        assert!(failed["transcript"].is_null());
        let [transcript, insights @ ..] = &failed["stages"].as_array().unwrap()[..] else { panic!("stages") };
        assert_eq!((&transcript["status"], &transcript["attempts"]), (&json!("failed"), &json!(1)), "{name}");
        let error = transcript["error"].as_str().unwrap();
        assert!(error.split_whitespace().count() >= 3, "{name} says why: {error}");
        assert!(insights.iter().all(|stage| stage["status"] == "skipped" && stage["error"].is_string()));
        receiver
            .wait_for("the failure to be told", |all| {
                let told = |one: &Value| {
                    one["data"]["object"]["id"] == id.as_str()
                        && one["data"]["object"]["processing_status"] == "FAILED"
                        && one["data"]["error"] == error
                };
                all.iter().any(|one| told(&one.event())).then_some(())
            })
            .await;
    }
}

#[tokio::test]
async fn silence_gives_no_words() {
    let house = House::open().await;
    require_engines(&house).await;
    let (owner, media) = (house.owner().await, MediaHost::open().await);
    let url = media.file("/tone.wav", "audio/wav", tones::wav(12));
    let id = owner.created(&recorded_call("acme:tone", &url)).await;
    let heard = owner.finished_within(LONGEST, &id).await;
    assert_eq!(heard["processing_status"], "completed", "{}", heard["stages"]);
    assert_eq!(heard["transcript"]["entries"], json!([]), "no words are invented");
    assert_eq!((&heard["action_items"], &heard["duration_seconds"]), (&json!([]), &json!(12)));
}
