//! Moving files in and out without holding them in memory.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use futures::{StreamExt, TryStreamExt, stream};
use object_store::buffered::BufWriter;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt, BufReader};

use super::{ObjectError, ObjectInfo, ObjectStream, location};

/// Smaller files go in one request; larger ones in parts of this size (S3 wants 5 MB at least).
const PART_BYTES: usize = 8 * 1024 * 1024;

/// Parts on their way at the same time.
const PARTS_AT_ONCE: usize = 2;

/// What one request reads.
const PIECE_BYTES: u64 = 4 * 1024 * 1024;

const READ_BYTES: usize = 256 * 1024;

pub(super) async fn put_file(
    store: &Arc<dyn ObjectStore>,
    key: &str,
    path: &Path,
) -> Result<ObjectInfo, ObjectError> {
    let location = location(key)?;
    let mut source = BufReader::with_capacity(READ_BYTES, File::open(path).await?);
    let mut target =
        BufWriter::with_capacity(Arc::clone(store), location, PART_BYTES).with_max_concurrency(PARTS_AT_ONCE);
    let copied = async {
        let size_bytes = tokio::io::copy_buf(&mut source, &mut target).await?;
        target.shutdown().await?;
        Ok::<u64, std::io::Error>(size_bytes)
    }
    .await;
    match copied {
        Ok(size_bytes) => Ok(ObjectInfo { key: key.to_owned(), size_bytes }),
        Err(error) => {
            // Parts that were stored would stay for ever. If this fails as well, the first error says more.
            let _ = target.abort().await;
            Err(ObjectError::Storage { key: key.to_owned(), reason: error.to_string() })
        }
    }
}

/// The bytes `wanted` of a file, which has them, a piece per request.
pub(super) fn read(
    store: Arc<dyn ObjectStore>,
    key: String,
    location: ObjectPath,
    wanted: Range<u64>,
) -> ObjectStream {
    let pieces = stream::try_unfold(wanted.start, move |start| {
        let (store, key, location) = (Arc::clone(&store), key.clone(), location.clone());
        let end = wanted.end.min(start + PIECE_BYTES);
        async move {
            if start >= end {
                return Ok(None);
            }
            let piece =
                store.get_range(&location, start..end).await.map_err(|error| ObjectError::of(&key, error))?;
            Ok(Some((piece, end)))
        }
    });
    pieces.boxed()
}

pub(super) async fn save(mut stream: ObjectStream, path: &Path) -> Result<u64, ObjectError> {
    let mut file = File::create(path).await?;
    let mut size_bytes = 0;
    while let Some(piece) = stream.try_next().await? {
        file.write_all(&piece).await?;
        size_bytes += piece.len() as u64;
    }
    file.flush().await?;
    Ok(size_bytes)
}
