//! From the bytes of a body to an export.

use std::io::Read;

use bytes::Bytes;
use flate2::read::MultiGzDecoder;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message;
use thiserror::Error;

use crate::growth::{json_fits, protobuf_fits};
use crate::{Export, Format};

/// What an export may take when it is read, as a multiple of what its body may have. Exports of spans that say little
/// become five times as large; JSON is measured more coarsely.
const PROTOBUF_GROWTH: usize = 8;
const JSON_GROWTH: usize = 16;

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    Identity,
    /// With gzip.
    Gzip,
}

impl Encoding {
    /// The encoding that a `Content-Encoding` names; `None` for one that is not known.
    #[must_use]
    pub fn of_header(value: Option<&str>) -> Option<Self> {
        match value.map(str::trim) {
            None | Some("") => Some(Self::Identity),
            Some(value) if value.eq_ignore_ascii_case("identity") => Some(Self::Identity),
            Some(value) if value.eq_ignore_ascii_case("gzip") => Some(Self::Gzip),
            Some(_) => None,
        }
    }
}

/// Why a body is no export.
#[derive(Debug, Error)]
pub enum Undecodable {
    /// Unpacked it is longer than it may be.
    #[error("unpacked, the body has more than {0} bytes")]
    TooLarge(usize),
    /// It cannot be unpacked.
    #[error("the body cannot be unpacked with gzip: {0}")]
    Gzip(std::io::Error),
    /// It is no export in protobuf.
    #[error("the body cannot be read as an export of traces in protobuf: {0}")]
    Protobuf(prost::DecodeError),
    /// It has more parts than can be read.
    #[error("the body has too many parts for its length; send fewer at a time")]
    TooManyParts,
    /// It is no object in JSON: a list in an object's place would be read as its members.
    #[error("the body must be a JSON object")]
    NoObject,
    /// It is no export in JSON.
    #[error("the body cannot be read as an export of traces in JSON: {0}")]
    Json(serde_json::Error),
}

/// Reads an export whose body has at most `limit_bytes` bytes, packed and unpacked.
///
/// # Errors
/// [`Undecodable`]; then nothing of it is an export.
pub fn decode(
    body: Bytes,
    encoding: Encoding,
    format: Format,
    limit_bytes: usize,
) -> Result<Export, Undecodable> {
    if body.len() > limit_bytes {
        return Err(Undecodable::TooLarge(limit_bytes));
    }
    let unpacked = match encoding {
        Encoding::Identity => body,
        Encoding::Gzip => unpack(&body, limit_bytes)?,
    };
    let fits = match format {
        Format::Protobuf => protobuf_fits(&unpacked, limit_bytes.saturating_mul(PROTOBUF_GROWTH)),
        Format::Json => json_fits(&unpacked, limit_bytes.saturating_mul(JSON_GROWTH)),
    };
    if !fits {
        return Err(Undecodable::TooManyParts);
    }
    let request = match format {
        Format::Protobuf => ExportTraceServiceRequest::decode(unpacked).map_err(Undecodable::Protobuf)?,
        Format::Json if unpacked.trim_ascii_start().first().is_some_and(|first| *first != b'{') => {
            return Err(Undecodable::NoObject);
        }
        Format::Json => serde_json::from_slice(&unpacked).map_err(Undecodable::Json)?,
    };
    Ok(Export::new(request.resource_spans))
}

/// Unpacks no more than one byte beyond the limit, however much is packed in there.
fn unpack(body: &[u8], limit_bytes: usize) -> Result<Bytes, Undecodable> {
    let most = u64::try_from(limit_bytes).unwrap_or(u64::MAX).saturating_add(1);
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(body).take(most).read_to_end(&mut unpacked).map_err(Undecodable::Gzip)?;
    if unpacked.len() > limit_bytes {
        return Err(Undecodable::TooLarge(limit_bytes));
    }
    Ok(unpacked.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Bytes {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap().into()
    }

    #[test]
    fn a_small_body_cannot_become_a_large_one() {
        let bomb = packed(&vec![b' '; 1 << 20]);
        assert!(bomb.len() < 1 << 12);
        let refused = decode(bomb, Encoding::Gzip, Format::Json, 1 << 16);
        assert!(matches!(refused, Err(Undecodable::TooLarge(65_536))));
        let taken = decode(packed(b"{\"resourceSpans\":[]}"), Encoding::Gzip, Format::Json, 1 << 16);
        assert!(taken.is_ok());
    }

    #[test]
    fn what_is_no_export_is_refused() {
        let decode = |body: &'static [u8], encoding, format| {
            decode(Bytes::from_static(body), encoding, format, 1 << 16).err().map(|error| error.to_string())
        };
        assert_eq!(decode(b"", Encoding::Identity, Format::Protobuf), None, "an empty message is one");
        assert_eq!(decode(b"{}", Encoding::Identity, Format::Json), None);
        assert!(decode(b"\xff\xff", Encoding::Identity, Format::Protobuf).is_some());
        assert!(decode(b"", Encoding::Identity, Format::Json).is_some());
        assert!(decode(b" []", Encoding::Identity, Format::Json).is_some());
        assert!(decode(b"[]", Encoding::Gzip, Format::Json).is_some());
        let nested = "{\"resourceSpans\":".to_owned() + &"[".repeat(100_000);
        let deep = super::decode(nested.into(), Encoding::Identity, Format::Json, 1 << 20);
        assert!(deep.is_err());
    }

    #[test]
    fn encodings_and_content_types_are_read_as_they_are_written() {
        assert_eq!(Encoding::of_header(Some("GZIP")), Some(Encoding::Gzip));
        assert_eq!(Encoding::of_header(None), Some(Encoding::Identity));
        assert_eq!(Encoding::of_header(Some("br")), None);
        assert_eq!(Format::of_content_type("application/json; charset=utf-8"), Some(Format::Json));
        assert_eq!(Format::of_content_type("application/x-protobuf"), Some(Format::Protobuf));
        assert_eq!(Format::of_content_type("text/plain"), None);
    }
}
