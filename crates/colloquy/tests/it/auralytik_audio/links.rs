//! The signed addresses: what is taken there, and what is not.

use serde_json::{Value, json};

use crate::support::quality::{put_blob, put_with};
use crate::support::tones::wav;
use crate::support::{Client, House};

async fn file(owner: &Client, id: &str) -> Value {
    owner.get(&format!("/v1/audio-files/{id}")).await.expect(200).json()
}

async fn download_url(owner: &Client, id: &str) -> String {
    let answer = owner.get(&format!("/v1/audio-files/{id}/download-url")).await.expect(200);
    assert!(answer.json()["expiresAt"].as_str().is_some_and(|at| at.ends_with('Z') && at.len() == 20));
    answer.text("downloadUrl")
}

#[tokio::test]
async fn an_upload_needs_its_header_and_its_signature() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let project = owner.contact_project("/v1").await;
    let announced = owner.announced("/v1", &project, "call.wav").await;
    let other = owner.announced("/api/v1", &project, "other.wav").await;
    assert!(announced.url.starts_with(house.url()), "{}", announced.url);
    assert!(announced.url.contains("sp=w") && announced.url.contains("sig="), "{}", announced.url);

    let audio = ("content-type", "audio/wav");
    put_with(&announced.url, &[audio], wav(1)).await.blob_error(400, "MissingRequiredHeader");
    let page = ("x-ms-blob-type", "PageBlob");
    put_with(&announced.url, &[audio, page], wav(1)).await.blob_error(400, "InvalidHeaderValue");
    let wrong = [
        announced.url.replace("sig=", "sig=A"),
        // One that has ended, and one that would hold longer.
        announced.url.replace("se=", "se=-"),
        announced.url.replace("se=", "se=9"),
        announced.url.replace(&announced.id, &other.id),
        announced.url.replace(&announced.id, "af_456"),
        announced.url.split('?').next().expect("a path").to_owned(),
    ];
    for url in wrong {
        put_blob(&url, "audio/wav", wav(1)).await.blob_error(403, "AuthenticationFailed");
    }
    put_blob(&announced.url, "audio/wav", Vec::new()).await.blob_error(400, "InvalidInput");

    for id in [&announced.id, &other.id] {
        let untouched = file(&owner, id).await;
        assert_eq!(untouched["state"], "AwaitingUpload", "{untouched}");
        assert_eq!((&untouched["sizeInBytes"], &untouched["contentType"]), (&Value::Null, &Value::Null));
        let status = owner.processing(id).await;
        assert_eq!((&status["status"], &status["progress"]), (&json!("Pending"), &json!(0)), "{status}");
        assert_eq!((&status["evaluationId"], &status["error"]), (&Value::Null, &Value::Null), "{status}");
    }
    for base in super::BASES {
        let refused = owner.process(base, &announced.id).await.expect(409).json();
        assert_eq!(refused["error"]["code"], "CONFLICT", "{refused}");
        let refused =
            owner.get(&format!("{base}/audio-files/{}/download-url", announced.id)).await.expect(409);
        assert_eq!(refused.json()["error"]["code"], "CONFLICT");
        // What nobody transcribed is an empty transcript, and no mistake.
        let said = owner.get(&format!("{base}/audio-files/{}/transcript", announced.id)).await.expect(200);
        assert_eq!(said.json(), json!({ "audioFileId": announced.id, "language": null, "transcript": [] }));
    }
    let unknown = json!({ "fileName": "x.wav", "engagementId": "eng_456" });
    owner.post("/v1/audio-files/upload-url", &unknown).await.expect(404);
}

#[tokio::test]
async fn until_it_is_processed_an_upload_can_be_replaced() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let project = owner.contact_project("/v1").await;
    let announced = owner.announced("/v1", &project, "call.wav").await;
    for seconds in [1, 2] {
        let stored = put_blob(&announced.url, "audio/wav", wav(seconds)).await.expect(201);
        assert!(stored.bytes.is_empty());
        let shown = file(&owner, &announced.id).await;
        assert_eq!((&shown["state"], &shown["contentType"]), (&json!("Uploaded"), &json!("audio/wav")));
        assert_eq!(shown["sizeInBytes"], wav(seconds).len());
    }
    let url = download_url(&owner, &announced.id).await;
    let nobody = Client::nobody(house.url());
    assert_eq!(nobody.get(&url).await.expect(200).bytes, wav(2));
    // The way in is no way out, and the other way round.
    nobody.get(&announced.url).await.blob_error(403, "AuthenticationFailed");
    put_blob(&url, "audio/wav", wav(3)).await.blob_error(403, "AuthenticationFailed");

    owner.process("/v1", &announced.id).await.expect(202);
    put_blob(&announced.url, "audio/wav", wav(3)).await.blob_error(409, "BlobBeingProcessed");
    assert_eq!(nobody.get(&url).await.expect(200).bytes, wav(2));
}

#[tokio::test]
async fn a_download_needs_no_credential_and_honours_ranges() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let project = owner.contact_project("/api/v1").await;
    let announced = owner.announced("/api/v1", &project, "call 1.wav").await;
    let bytes = wav(1);
    put_blob(&announced.url, "audio/wav", bytes.clone()).await.expect(201);
    let (url, nobody) = (download_url(&owner, &announced.id).await, Client::nobody(house.url()));
    let whole = nobody.get(&url).await.expect(200);
    assert_eq!((whole.bytes == bytes, whole.header("content-type")), (true, Some("audio/wav")));
    let saved_as = whole.header("content-disposition").expect("a name");
    assert!(saved_as.starts_with("attachment") && saved_as.contains("call 1.wav"), "{saved_as}");
    let part = nobody.get_with(&url, &[("range", "bytes=100-199")]).await.expect(206);
    assert_eq!(part.bytes, &bytes[100..200]);
    assert_eq!(part.header("content-range"), Some(format!("bytes 100-199/{}", bytes.len()).as_str()));
    let end = nobody.get_with(&url, &[("range", "bytes=-10")]).await.expect(206);
    assert_eq!(end.bytes, &bytes[bytes.len() - 10..]);
    nobody.get_with(&url, &[("range", "bytes=99999999-")]).await.blob_error(416, "InvalidRange");
    nobody.get(&url.replace("sig=", "sig=A")).await.blob_error(403, "AuthenticationFailed");
    nobody.get(&url.replace("exp=", "exp=-")).await.blob_error(403, "AuthenticationFailed");
    // Who may read rows and bring files may not have the bytes.
    house
        .key_with_scopes("audio:read,audio:write")
        .await
        .get(&download_path(&announced.id))
        .await
        .expect(403);
    house.key_with_scopes("audio:download").await.get(&download_path(&announced.id)).await.expect(200);
}

fn download_path(id: &str) -> String {
    format!("/api/v1/audio-files/{id}/download-url")
}

#[tokio::test]
async fn what_is_larger_than_the_setting_is_not_taken() {
    let house = House::open_with("api", &[("COLLOQUY_UPLOADS__MAX_BYTES", "1000")]).await;
    let owner = house.owner().await;
    let project = owner.contact_project("/v1").await;
    let announced = owner.announced("/v1", &project, "call.wav").await;
    for bytes in [1_001, 4 << 20] {
        let refused = put_blob(&announced.url, "audio/wav", vec![1; bytes]).await;
        refused.blob_error(413, "RequestBodyTooLarge");
    }
    assert_eq!(file(&owner, &announced.id).await["state"], "AwaitingUpload");
    put_blob(&announced.url, "audio/wav", vec![1; 1_000]).await.expect(201);
    assert_eq!(file(&owner, &announced.id).await["sizeInBytes"], 1_000);
}
