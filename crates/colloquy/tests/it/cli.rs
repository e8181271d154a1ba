//! The command line: what scripts rely on.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::road::require_engines;
use crate::support::{Client, House, Receiver, call, tones};

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_else(|| panic!("no {member} in {value}"))
}

#[tokio::test]
async fn commands_work_without_a_server_and_beside_one() {
    let mut house = House::closed(&[]).await;
    let user = house
        .cli(&["user", "create", "--email", "Rae@Acme.example", "--name", "Rae", "--role", "owner"])
        .await;
    assert_eq!(text(&user, "email"), "rae@acme.example");
    assert!(!text(&user, "id").is_empty());
    let key = house.cli(&["key", "create", "--name", "dialer", "--user", "rae@acme.example"]).await;
    assert_eq!((text(&key, "name"), &key["scopes"]), ("dialer", &json!(["workspace:admin"])));
    for member in ["id", "bearer", "x_api_key", "hmac_secret"] {
        assert!(!text(&key, member).is_empty());
    }
    assert!(text(&key, "api_key").starts_with("sk-apik_"));
    assert!(key["basic"]["username"].is_string() && key["basic"]["password"].is_string());

    house.start("all").await;
    let client = Client::new(house.url(), text(&key, "api_key"));
    let receiver = Receiver::open().await;
    let events = "v1.engagement.created,colloquy.tags.completed";
    let webhook = house.cli(&["webhook", "create", "--url", &receiver.url("/"), "--events", events]).await;
    assert!(
        text(&webhook, "secret").starts_with("whsec_") && text(&webhook, "url").starts_with("http://127")
    );
    let id = client.created(&call("acme:1")).await;
    receiver.event("colloquy.tags.completed", &id).await;
    receiver.event("v1.engagement.created", &id).await;
    assert_eq!(receiver.all().len(), 2, "those that were asked for");
    receiver.verify_all("cli", text(&webhook, "secret"));
    let listed = house.cli(&["webhook", "list"]).await;
    assert_eq!(text(&listed[0], "id"), text(&webhook, "id"));

    let narrow = house.cli(&["key", "create", "--name", "narrow", "--scopes", "tags:read,users:read"]).await;
    assert_eq!(narrow["scopes"], json!(["tags:read", "users:read"]));
    let keys = house.cli(&["key", "list"]).await.to_string();
    assert!(keys.contains("dialer") && keys.contains("narrow"), "{keys}");
    assert!(
        !keys.contains(text(&key, "x_api_key")) && !keys.contains(text(&key, "api_key")),
        "no secret in lists"
    );
    let unknown = house.cli_output(&["key", "create", "--name", "x", "--scopes", "everything"]).await;
    assert!(!unknown.status.success() && String::from_utf8_lossy(&unknown.stderr).contains("everything"));
    for people in [&["user", "list"][..], &["workspace", "list"], &["jobs", "dead"], &["models", "list"]] {
        assert!(house.cli(people).await.is_array(), "{people:?}");
    }
    let status = house.process().terminate().await;
    assert_eq!(status.code(), Some(0), "SIGTERM ends it well");
}

#[tokio::test]
async fn the_first_start_makes_an_owner_and_a_key_that_works() {
    let mut house = House::closed(&[]).await;
    house.start("all").await;
    let line = house.process().line_with("key, shown this once").await;
    let key = line.split_whitespace().last().expect("a key");
    let client = Client::new(house.url(), key);
    let me = client.get("/api/colloquy/v1/me").await.expect(200).json();
    assert_eq!(me["user"]["role"], "owner");
    client.created(&call("acme:1")).await;
    house.kill();
    house.start("all").await;
    let log = house.process().log().join("\n");
    assert!(!log.contains("shown this once"), "only the first time: {log}");
    client.at(house.url()).get("/api/colloquy/v1/me").await.expect(200);
}

#[tokio::test]
async fn settings_that_are_wrong_are_told_together_by_name() {
    let wrong = [
        ("COLLOQUY_LISTEN", "here"),
        ("COLLOQUY_NETGUARD__ALLOW_NETWORKS", "10.0.0.0/99"),
        ("COLLOQUY_SPEECH__ENGINE", "ears"),
        ("COLLOQUY_LOG__FORMAT", "xml"),
        // Without hosts it would go anywhere.
        ("COLLOQUY_ACTIONS__SECRETS__SHOP", "sesame"),
    ];
    let house = House::closed(&wrong).await;
    let output = house.cli_output(&["serve"]).await;
    assert!(!output.status.success() && output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr);
    for name in ["listen", "netguard.allow_networks", "speech.engine", "log.format", "actions.secrets.shop"] {
        assert!(said.contains(name), "{name} in {said}");
    }
    assert!(!said.contains("sesame"), "{said}");
    let unknown = House::closed(&[("COLLOQUY_LISTNE", "127.0.0.1:0")]).await.cli_output(&["serve"]).await;
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stderr).to_lowercase().contains("listne"));
}

#[tokio::test]
async fn doctor_says_what_is_missing() {
    let house = House::closed(&[]).await;
    require_engines(&house).await;
    let nowhere: PathBuf = house.data_dir().join("nowhere");
    let without = House::closed(&[("COLLOQUY_MODELS_DIR", nowhere.to_str().unwrap())]).await;
    let output = without.cli_output(&["doctor", "--json"]).await;
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(report["ok"], false);
    let whisper =
        report["checks"].as_array().unwrap().iter().find(|check| check["name"] == "model whisper-base");
    let whisper = whisper.expect("the model is looked for");
    assert!(whisper["ok"] == false && text(whisper, "detail").contains("colloquy models fetch"), "{whisper}");
}

#[tokio::test]
async fn a_file_that_is_no_recording_keeps_no_other_out() {
    let house = House::closed(&[]).await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a_text.wav"), "no recording").unwrap();
    std::fs::write(folder.path().join("b_tone.wav"), tones::wav(1)).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not looked at").unwrap();
    let path = folder.path().to_str().unwrap();
    let output = house.cli_output(&["ingest", path, "--json"]).await;
    assert_eq!(output.status.code(), Some(1));
    let taken: Value = serde_json::from_slice(&output.stdout).expect("one array");
    assert_eq!(taken.as_array().map(Vec::len), Some(2), "{taken}");
    assert!(text(&taken[0], "file").ends_with("a_text.wav") && taken[0]["error"].is_string(), "{taken}");
    assert!(text(&taken[1], "file").ends_with("b_tone.wav") && taken[1]["is_new"] == true, "{taken}");
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_stored_is_for_its_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let house = House::open().await;
    for entry in std::fs::read_dir(house.data_dir()).unwrap().map(Result::unwrap) {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has mode {mode:o}", entry.path().display());
    }
}

#[tokio::test]
async fn a_file_is_transcribed_without_a_server() {
    let house = House::closed(&[]).await;
    require_engines(&house).await;
    let file = tones::sample_path("jfk.wav");
    let file = file.to_str().unwrap();
    let heard = house.cli(&["transcribe", file]).await;
    assert_eq!(text(&heard, "language"), "en");
    assert!(heard["duration_seconds"].as_f64().unwrap() > 10.0 && !text(&heard, "engine").is_empty());
    assert_eq!(heard["speakers"].as_array().unwrap().len(), 1);
    let entries = heard["entries"].as_array().unwrap();
    let said = entries.iter().map(|entry| text(entry, "text")).collect::<Vec<_>>().join(" ").to_lowercase();
    assert!(said.contains("ask not what your country can do for you"), "{said}");
    let word = &entries[0]["words"][0];
    assert!(
        word["text"].is_string() && word["start_seconds"].is_f64() && word["end_seconds"].is_f64(),
        "{word}"
    );
    assert!(entries[0]["speaker_index"].is_u64() && entries[0]["start_seconds"].is_f64());
    let subtitles = house.cli_output(&["transcribe", file, "--format", "vtt"]).await;
    assert!(String::from_utf8_lossy(&subtitles.stdout).starts_with("WEBVTT"));
    let missing = house.cli_output(&["transcribe", "/nothing/here.wav"]).await;
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("here.wav"));
}
