//! The answer to an export.

use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use prost::Message;
use serde_json::json;

use crate::Format;

/// What became of an export.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// Spans that were not kept.
    pub rejected_spans: u64,
    /// Why.
    pub reason: Option<String>,
}

/// The answer as the protocol writes it: an empty message where all is well.
#[must_use]
pub fn render(answer: &Answer, format: Format) -> Vec<u8> {
    let partial = (answer.rejected_spans > 0).then(|| ExportTracePartialSuccess {
        rejected_spans: i64::try_from(answer.rejected_spans).unwrap_or(i64::MAX),
        error_message: answer.reason.clone().unwrap_or_default(),
    });
    match (format, partial) {
        (Format::Protobuf, partial) => {
            ExportTraceServiceResponse { partial_success: partial }.encode_to_vec()
        }
        (Format::Json, None) => b"{}".to_vec(),
        // A number of 64 bits is a text in the JSON form of protobuf.
        (Format::Json, Some(partial)) => json!({
            "partialSuccess": {
                "rejectedSpans": partial.rejected_spans.to_string(),
                "errorMessage": partial.error_message,
            },
        })
        .to_string()
        .into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_where_all_is_well() {
        let good = Answer::default();
        assert_eq!(render(&good, Format::Protobuf), b"");
        assert_eq!(render(&good, Format::Json), b"{}");
        let partial = Answer { rejected_spans: 3, reason: Some("no id".to_owned()) };
        assert_eq!(
            render(&partial, Format::Json),
            br#"{"partialSuccess":{"errorMessage":"no id","rejectedSpans":"3"}}"#
        );
        let read = ExportTraceServiceResponse::decode(render(&partial, Format::Protobuf).as_slice()).unwrap();
        assert_eq!(read.partial_success.unwrap().rejected_spans, 3);
    }
}
