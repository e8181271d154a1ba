//! Values of attributes as plain JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Given;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use serde_json::{Map, Value};

/// Attributes by name; of two with one name the later counts.
pub(crate) fn map(attributes: Vec<KeyValue>) -> Map<String, Value> {
    attributes.into_iter().map(|attribute| (attribute.key, any(attribute.value))).collect()
}

/// How deep values may lie in each other has been bounded by the decoder.
fn any(value: Option<AnyValue>) -> Value {
    match value.and_then(|value| value.value) {
        // A reference into a table that traces do not have counts as nothing.
        None | Some(Given::StringValueStrindex(_)) => Value::Null,
        Some(Given::StringValue(text)) => text.into(),
        Some(Given::BoolValue(is_true)) => is_true.into(),
        Some(Given::IntValue(number)) => number.into(),
        Some(Given::DoubleValue(number)) => double(number),
        Some(Given::ArrayValue(list)) => list.values.into_iter().map(|one| any(Some(one))).collect(),
        Some(Given::KvlistValue(list)) => map(list.values).into(),
        Some(Given::BytesValue(bytes)) => STANDARD.encode(bytes).into(),
    }
}

fn double(number: f64) -> Value {
    let word = || match number {
        number if number.is_nan() => "NaN",
        number if number > 0.0 => "Infinity",
        _ => "-Infinity",
    };
    serde_json::Number::from_f64(number).map_or_else(|| word().into(), Value::Number)
}
