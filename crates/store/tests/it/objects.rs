//! Files: on the local disk, and in the S3 server that `COLLOQUY_TEST_STORAGE_URL` names.

use std::path::Path;

use colloquy_store::{ObjectError, Objects};
use futures::TryStreamExt;

const STORAGE_VARIABLE: &str = "COLLOQUY_TEST_STORAGE_URL";

async fn read(objects: &Objects, key: &str, range: Option<std::ops::Range<u64>>) -> (Vec<u8>, u64) {
    let (stream, size_bytes) = objects.get_range(key, range).await.unwrap();
    (stream.try_collect::<Vec<_>>().await.unwrap().concat(), size_bytes)
}

/// The same for every kind of store.
async fn files_come_back_as_they_were_stored(objects: &Objects, folder: &Path) {
    objects.check().await.unwrap();
    // More than one part, and not a round number.
    let content: Vec<u8> = (0..9_000_001_u32).map(|number| (number % 251) as u8).collect();
    let (source, copy) = (folder.join("source"), folder.join("copy"));
    std::fs::write(&source, &content).unwrap();
    let key = format!("recordings/{}/call.wav", uuid::Uuid::now_v7());

    let info = objects.put_file(&key, &source).await.unwrap();
    assert_eq!(info.size_bytes, content.len() as u64);
    assert_eq!(objects.head(&key).await.unwrap(), info);
    assert_eq!(objects.download_to(&key, &copy).await.unwrap(), info.size_bytes);
    assert!(std::fs::read(&copy).unwrap() == content, "the copy differs");
    assert_eq!(read(objects, &key, Some(250..253)).await, (vec![250, 0, 1], info.size_bytes));
    // Across the border of two requests.
    let (start, end) = (4 * 1024 * 1024 - 2, 4 * 1024 * 1024 + 3);
    let middle = read(objects, &key, Some(start as u64..end as u64)).await.0;
    assert_eq!(middle, content[start..end]);
    let end = info.size_bytes - 1;
    assert_eq!(read(objects, &key, Some(end..end + 100)).await.0, content[content.len() - 1..]);
    for range in [info.size_bytes..info.size_bytes + 1, 5..5] {
        let refused = objects.get_range(&key, Some(range)).await.err().unwrap();
        assert!(matches!(refused, ObjectError::OutOfRange { size_bytes: 9_000_001, .. }), "{refused}");
    }

    // Each piece is there as a whole and the next one asked for apart: nothing holds a request open.
    let (mut pieces, _) = objects.get_range(&key, None).await.unwrap();
    assert_eq!(pieces.try_next().await.unwrap().unwrap().len(), 4 * 1024 * 1024);
    objects.delete(&key).await.unwrap();
    let gone = pieces.try_next().await;
    assert!(matches!(gone, Err(ObjectError::NotFound(_))), "{gone:?}");

    std::fs::write(&source, b"").unwrap();
    objects.put_file(&key, &source).await.unwrap();
    assert_eq!(read(objects, &key, None).await, (vec![], 0));

    let folder_of_key = key.rsplit_once('/').unwrap().0;
    let stored_before =
        async |then| objects.stored_before(folder_of_key, then).try_collect::<Vec<String>>().await.unwrap();
    assert_eq!(
        stored_before(time::OffsetDateTime::UNIX_EPOCH + time::Duration::days(365_000)).await,
        [key.clone()]
    );
    assert_eq!(stored_before(time::OffsetDateTime::UNIX_EPOCH).await, Vec::<String>::new());
    let nothing = objects.stored_before("recordings/nobody", time::OffsetDateTime::UNIX_EPOCH);
    assert_eq!(nothing.try_collect::<Vec<String>>().await.unwrap(), Vec::<String>::new());
    objects.delete(&key).await.unwrap();
    objects.delete(&key).await.expect("it may have been removed before");
    assert!(matches!(objects.head(&key).await, Err(ObjectError::NotFound(_))));
    assert!(matches!(objects.get_range(&key, None).await.err(), Some(ObjectError::NotFound(_))));
    for wrong in ["../outside", "a//b", "a/./b", "/etc/passwd/../x"] {
        assert!(matches!(objects.put_file(wrong, &source).await, Err(ObjectError::BadKey { .. })), "{wrong}");
    }
    let missing = objects.put_file(&key, &folder.join("missing")).await;
    assert!(matches!(missing, Err(ObjectError::Local(_))), "{missing:?}");
}

#[tokio::test]
async fn local_files() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::open(None, &folder.path().join("data")).unwrap();
    files_come_back_as_they_were_stored(&objects, folder.path()).await;
    assert!(folder.path().join("data/objects").is_dir());
    assert_eq!(format!("{objects:?}"), "Objects(local)");
}

#[tokio::test]
async fn files_in_s3() {
    let url = std::env::var(STORAGE_VARIABLE).unwrap_or_else(|_| {
        panic!(
            "{STORAGE_VARIABLE} is not set: it names an S3 bucket to test on; scripts/test.sh starts a server"
        )
    });
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::open(Some(&url), folder.path()).unwrap();
    files_come_back_as_they_were_stored(&objects, folder.path()).await;
    assert_eq!(format!("{objects:?}"), "Objects(S3)");
}
