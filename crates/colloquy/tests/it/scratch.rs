//! What a killed process leaves of recordings does not stay.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::House;

/// The folders of processes.
fn folders(data_dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(data_dir.join("scratch")).expect("the scratch folder");
    entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect()
}

#[tokio::test]
async fn what_a_killed_server_left_is_removed_and_what_another_one_needs_is_not() {
    let mut house = House::open().await;
    let of_first = folders(house.data_dir());
    let [first] = of_first.as_slice() else { panic!("{of_first:?}") };
    let left = [first.join("recording"), house.data_dir().join("scratch/older-recording")];
    for path in &left {
        fs::write(path, b"what somebody said").unwrap();
    }

    let mut other = house.another("api").await;
    other.url().await;
    assert!(left[0].exists(), "the first server is alive");
    assert!(!left[1].exists(), "nobody holds this one");
    let of_both = folders(house.data_dir());
    assert_eq!(of_both.len(), 2, "{of_both:?}");
    let needed = of_both.iter().find(|path| *path != first).unwrap().join("recording");
    fs::write(&needed, b"at work").unwrap();

    house.kill();
    house.start("all").await;
    assert!(!first.exists(), "the first server is gone");
    assert!(needed.exists(), "the other one is alive");

    other.terminate().await;
    assert!(!needed.exists(), "a server that ends cleans up after itself");
}
