//! Where files are kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use url::Url;

use super::ObjectError;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// For one request with its whole body, of which a large file takes several, in both directions.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(120);

/// How long requests that failed are repeated; whoever asked has retries of its own.
const RETRY_TIMEOUT: Duration = Duration::from_secs(30);

/// A storage address, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    Folder(PathBuf),
    S3 { bucket: String, prefix: String, endpoint: Option<String>, region: Option<String> },
}

impl Address {
    pub(super) fn parse(storage_url: Option<&str>, data_dir: &Path) -> Result<Self, ObjectError> {
        let Some(text) = storage_url else { return Ok(Self::Folder(data_dir.join("objects"))) };
        let url = Url::parse(text).map_err(|error| ObjectError::Configuration(error.to_string()))?;
        match url.scheme() {
            "file" => url
                .to_file_path()
                .map(Self::Folder)
                .map_err(|()| ObjectError::Configuration("file:// needs an absolute path".to_owned())),
            "s3" => Self::parse_s3(&url),
            other => Err(ObjectError::Configuration(format!("{other}:// is neither s3:// nor file://"))),
        }
    }

    fn parse_s3(url: &Url) -> Result<Self, ObjectError> {
        let bucket = url
            .host_str()
            .ok_or_else(|| ObjectError::Configuration("s3:// needs a bucket".to_owned()))?
            .to_owned();
        let (mut endpoint, mut region) = (None, None);
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "endpoint" => endpoint = Some(value.into_owned()),
                "region" => region = Some(value.into_owned()),
                other => return Err(ObjectError::Configuration(format!("unknown parameter {other:?}"))),
            }
        }
        Ok(Self::S3 { bucket, prefix: url.path().trim_matches('/').to_owned(), endpoint, region })
    }

    pub(super) fn open(self) -> Result<Arc<dyn ObjectStore>, ObjectError> {
        match self {
            Self::Folder(folder) => {
                std::fs::create_dir_all(&folder).map_err(|error| {
                    ObjectError::Configuration(format!("cannot create {}: {error}", folder.display()))
                })?;
                let store = LocalFileSystem::new_with_prefix(&folder).map_err(configuration)?;
                // What is stored survives a power failure, like the row that names it.
                Ok(Arc::new(store.with_fsync(true)))
            }
            Self::S3 { bucket, prefix, endpoint, region } => open_s3(&bucket, &prefix, endpoint, region),
        }
    }
}

fn open_s3(
    bucket: &str,
    prefix: &str,
    endpoint: Option<String>,
    region: Option<String>,
) -> Result<Arc<dyn ObjectStore>, ObjectError> {
    // The client needs a provider of cryptography. The server installs one first thing; who uses the crate
    // without doing so gets the same one, and an error means that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = ClientOptions::new().with_connect_timeout(CONNECT_TIMEOUT).with_timeout(REQUEST_TIMEOUT);
    let retry = RetryConfig { retry_timeout: RETRY_TIMEOUT, ..RetryConfig::default() };
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(bucket)
        .with_client_options(client)
        .with_retry(retry)
        // After the client's options, which would take it back.
        .with_allow_http(endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://")));
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(region) = region {
        builder = builder.with_region(region);
    }
    let store = builder.build().map_err(configuration)?;
    if prefix.is_empty() {
        return Ok(Arc::new(store));
    }
    let prefix = ObjectPath::parse(prefix).map_err(|error| ObjectError::Configuration(error.to_string()))?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

fn configuration(error: object_store::Error) -> ObjectError {
    ObjectError::Configuration(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_nonsense_is_refused() {
        let parse = |text| Address::parse(text, Path::new("/data"));
        assert_eq!(parse(None).unwrap(), Address::Folder("/data/objects".into()));
        assert_eq!(parse(Some("file:///srv/files")).unwrap(), Address::Folder("/srv/files".into()));
        assert_eq!(
            parse(Some("s3://calls/prod/eu?endpoint=http://minio:9000&region=eu-west-1")).unwrap(),
            Address::S3 {
                bucket: "calls".to_owned(),
                prefix: "prod/eu".to_owned(),
                endpoint: Some("http://minio:9000".to_owned()),
                region: Some("eu-west-1".to_owned()),
            }
        );
        for wrong in ["", "calls", "s3://", "gs://calls", "s3://calls?regoin=x"] {
            assert!(matches!(parse(Some(wrong)), Err(ObjectError::Configuration(_))), "{wrong}");
        }
    }
}
