//! Files of any size: recordings and the like, by key, on the local disk or in an S3-compatible store.
//!
//! Keys are paths with `/`; what they are made of is decided above. A file that has been stored is whole and
//! on the disk: locally it is written beside its place, synchronised and renamed. Storing and the row that
//! names the key are not one transaction: store first, write the row afterwards, and a crash in between
//! leaves a file that nobody names, never a row without its file.

mod address;
mod error;
mod transfer;

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use colloquy_domain::Instant;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};

pub use self::error::ObjectError;

/// What is known of a stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its key.
    pub key: String,
    /// Its length.
    pub size_bytes: u64,
}

/// The content of a file, piece by piece.
pub type ObjectStream = BoxStream<'static, Result<Bytes, ObjectError>>;

/// The store of files. Clones share it.
#[derive(Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    is_local: bool,
}

impl Objects {
    /// Opens the store: without an address, the folder `objects` under `data_dir`; else
    /// `file:///absolute/folder` or `s3://bucket/prefix?endpoint=…&region=…`, with credentials from
    /// `AWS_ACCESS_KEY_ID` and its kin. A local folder is created where missing.
    pub fn open(storage_url: Option<&str>, data_dir: &Path) -> Result<Self, ObjectError> {
        let address = address::Address::parse(storage_url, data_dir)?;
        let is_local = matches!(address, address::Address::Folder(_));
        Ok(Self { store: address.open()?, is_local })
    }

    /// Stores the file at `path` under `key`, in place of what was there.
    pub async fn put_file(&self, key: &str, path: &Path) -> Result<ObjectInfo, ObjectError> {
        transfer::put_file(&self.store, key, path).await
    }

    /// Stores these bytes under `key`, in place of what was there.
    pub async fn put_bytes(&self, key: &str, bytes: Bytes) -> Result<(), ObjectError> {
        let stored = self.store.put(&location(key)?, bytes.into()).await;
        stored.map(|_| ()).map_err(|error| ObjectError::of(key, error))
    }

    /// The content of a file and its whole length; with a range, only these bytes (a range that ends behind
    /// the file is cut).
    ///
    /// Each piece is a request of its own and is there as a whole before it is given out: a request ends in its time,
    /// however long the file is and however slowly the caller takes it.
    ///
    /// # Errors
    /// [`ObjectError::OutOfRange`] where the range begins behind the end or is empty.
    pub async fn get_range(
        &self,
        key: &str,
        range: Option<Range<u64>>,
    ) -> Result<(ObjectStream, u64), ObjectError> {
        let location = location(key)?;
        let size_bytes = self.head(key).await?.size_bytes;
        let wanted = match range {
            None => 0..size_bytes,
            // The engines answer differently to ranges that lie behind the end.
            Some(range) if range.start >= size_bytes || range.is_empty() => {
                return Err(ObjectError::OutOfRange { key: key.to_owned(), size_bytes });
            }
            Some(range) => range.start..range.end.min(size_bytes),
        };
        Ok((transfer::read(Arc::clone(&self.store), key.to_owned(), location, wanted), size_bytes))
    }

    /// The keys below `prefix` of files that were stored before then, in no particular order.
    pub fn stored_before(
        &self,
        prefix: &str,
        then: Instant,
    ) -> BoxStream<'static, Result<String, ObjectError>> {
        let prefix = prefix.to_owned();
        let then = then.unix_timestamp();
        self.store
            .list(Some(&ObjectPath::from(prefix.as_str())))
            .map_err(move |error| ObjectError::of(&prefix, error))
            .try_filter_map(move |meta| {
                let is_older = meta.last_modified.timestamp() < then;
                futures::future::ok(is_older.then(|| meta.location.to_string()))
            })
            .boxed()
    }

    /// What is known of a file.
    pub async fn head(&self, key: &str) -> Result<ObjectInfo, ObjectError> {
        let meta = self.store.head(&location(key)?).await.map_err(|error| ObjectError::of(key, error))?;
        Ok(ObjectInfo { key: key.to_owned(), size_bytes: meta.size })
    }

    /// Removes a file. One that is not there is no error: it may have been removed before a crash.
    pub async fn delete(&self, key: &str) -> Result<(), ObjectError> {
        match self.store.delete(&location(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(ObjectError::of(key, error)),
        }
    }

    /// Copies a file to `path` on the local disk; returns its length in bytes.
    pub async fn download_to(&self, key: &str, path: &Path) -> Result<u64, ObjectError> {
        let (stream, _) = self.get_range(key, None).await?;
        transfer::save(stream, path).await
    }

    /// Stores, reads and removes something, as health checks have to know.
    pub async fn check(&self) -> Result<(), ObjectError> {
        let key = format!("health/{}", uuid::Uuid::now_v7());
        let location = location(&key)?;
        let content = Bytes::from_static(b"colloquy");
        let of_key = |error| ObjectError::of(&key, error);
        self.store.put(&location, content.clone().into()).await.map_err(of_key)?;
        let found = self.store.get(&location).await.map_err(of_key)?.bytes().await.map_err(of_key)?;
        self.delete(&key).await?;
        if found == content {
            Ok(())
        } else {
            Err(ObjectError::Storage { key, reason: "what was stored is not what is read".to_owned() })
        }
    }
}

impl fmt::Debug for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_local { "Objects(local)" } else { "Objects(S3)" })
    }
}

fn location(key: &str) -> Result<ObjectPath, ObjectError> {
    ObjectPath::parse(key)
        .map_err(|error| ObjectError::BadKey { key: key.to_owned(), reason: error.to_string() })
}
