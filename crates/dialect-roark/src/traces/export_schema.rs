//! OTLP's JSON form of an export, for the description. The parser is OpenTelemetry's own.

use serde_json::Value;
use utoipa::ToSchema;

/// Spans of several programs. Members that are not named here are ignored.
#[derive(ToSchema)]
#[schema(as = RoarkTraceExport)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TraceExport {
    #[schema(rename = "resourceSpans", nullable = false)]
    resource_spans: Option<Vec<ResourceSpans>>,
}

/// Spans of one program.
#[derive(ToSchema)]
#[schema(as = RoarkResourceSpans)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ResourceSpans {
    resource: Option<Resource>,
    #[schema(rename = "scopeSpans", nullable = false)]
    scope_spans: Option<Vec<ScopeSpans>>,
    #[schema(rename = "schemaUrl", nullable = false)]
    schema_url: Option<String>,
}

/// A program. `roark.skip` among its attributes, being true, has its spans left out.
#[derive(ToSchema)]
#[schema(as = RoarkResource)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct Resource {
    #[schema(nullable = false)]
    attributes: Option<Vec<Attribute>>,
}

/// Spans of one instrumentation.
#[derive(ToSchema)]
#[schema(as = RoarkScopeSpans)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ScopeSpans {
    scope: Option<Scope>,
    #[schema(nullable = false)]
    spans: Option<Vec<ExportedSpan>>,
    #[schema(rename = "schemaUrl", nullable = false)]
    schema_url: Option<String>,
}

/// An instrumentation.
#[derive(ToSchema)]
#[schema(as = RoarkInstrumentation)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct Scope {
    #[schema(nullable = false)]
    name: Option<String>,
    #[schema(nullable = false)]
    version: Option<String>,
    #[schema(nullable = false)]
    attributes: Option<Vec<Attribute>>,
}

/// A span. One whose ids are not whole, or that ends after the year 2262, is not kept.
#[derive(ToSchema)]
#[schema(as = RoarkExportedSpan)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ExportedSpan {
    /// 32 hexadecimal digits.
    #[schema(rename = "traceId", nullable = false, pattern = "^([0-9a-fA-F]{2})*$")]
    trace_id: Option<String>,
    /// 16 hexadecimal digits.
    #[schema(rename = "spanId", nullable = false, pattern = "^([0-9a-fA-F]{2})*$")]
    span_id: Option<String>,
    /// 16 hexadecimal digits; anything else says that there is none.
    #[schema(rename = "parentSpanId", nullable = false, pattern = "^([0-9a-fA-F]{2})*$")]
    parent_span_id: Option<String>,
    #[schema(rename = "traceState", nullable = false)]
    trace_state: Option<String>,
    #[schema(nullable = false)]
    name: Option<String>,
    /// 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    #[schema(nullable = false)]
    kind: Option<i32>,
    /// Nanoseconds since 1970, as digits.
    #[schema(rename = "startTimeUnixNano", nullable = false, pattern = "^[0-9]{1,19}$")]
    start_time: Option<String>,
    /// Nanoseconds since 1970, as digits.
    #[schema(rename = "endTimeUnixNano", nullable = false, pattern = "^[0-9]{1,19}$")]
    end_time: Option<String>,
    #[schema(nullable = false)]
    attributes: Option<Vec<Attribute>>,
    #[schema(nullable = false)]
    events: Option<Vec<ExportedEvent>>,
    #[schema(nullable = false)]
    links: Option<Vec<ExportedLink>>,
    status: Option<ExportedStatus>,
    #[schema(nullable = false, minimum = 0, maximum = 4_294_967_295_u32)]
    flags: Option<u32>,
    #[schema(rename = "droppedAttributesCount", nullable = false, minimum = 0, maximum = 4_294_967_295_u32)]
    dropped_attributes: Option<u32>,
    #[schema(rename = "droppedEventsCount", nullable = false, minimum = 0, maximum = 4_294_967_295_u32)]
    dropped_events: Option<u32>,
    #[schema(rename = "droppedLinksCount", nullable = false, minimum = 0, maximum = 4_294_967_295_u32)]
    dropped_links: Option<u32>,
}

/// Something that happened within a span.
#[derive(ToSchema)]
#[schema(as = RoarkExportedEvent)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ExportedEvent {
    #[schema(rename = "timeUnixNano", nullable = false, pattern = "^[0-9]{1,19}$")]
    time: Option<String>,
    #[schema(nullable = false)]
    name: Option<String>,
    #[schema(nullable = false)]
    attributes: Option<Vec<Attribute>>,
}

/// Another span that a span has to do with.
#[derive(ToSchema)]
#[schema(as = RoarkExportedLink)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ExportedLink {
    #[schema(rename = "traceId", nullable = false, pattern = "^([0-9a-fA-F]{2})*$")]
    trace_id: Option<String>,
    #[schema(rename = "spanId", nullable = false, pattern = "^([0-9a-fA-F]{2})*$")]
    span_id: Option<String>,
    #[schema(nullable = false)]
    attributes: Option<Vec<Attribute>>,
}

/// How a span ended.
#[derive(ToSchema)]
#[schema(as = RoarkExportedStatus)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct ExportedStatus {
    /// 1 well, 2 with an error.
    #[schema(nullable = false)]
    code: Option<i32>,
    #[schema(nullable = false)]
    message: Option<String>,
}

/// A named value.
#[derive(ToSchema)]
#[schema(as = RoarkAttribute)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct Attribute {
    key: String,
    value: Option<AttributeValue>,
}

/// A value: one of these members.
#[derive(ToSchema)]
#[schema(as = RoarkAttributeValue)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct AttributeValue {
    #[schema(rename = "stringValue")]
    string: Option<String>,
    #[schema(rename = "boolValue")]
    bool: Option<bool>,
    /// A whole number of 64 bits, as digits.
    #[schema(rename = "intValue", pattern = "^-?[0-9]{1,18}$")]
    int: Option<String>,
    #[schema(rename = "doubleValue")]
    double: Option<f64>,
    #[schema(rename = "arrayValue", nullable = false)]
    array: Option<AttributeList>,
    #[schema(rename = "kvlistValue", nullable = false)]
    map: Option<AttributeMap>,
    /// Base 64.
    #[schema(rename = "bytesValue", pattern = "^([A-Za-z0-9+/]{4})*$")]
    bytes: Option<String>,
}

/// Values: each as an attribute's.
#[derive(ToSchema)]
#[schema(as = RoarkAttributeList)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct AttributeList {
    #[schema(no_recursion)]
    values: Vec<AttributeValue>,
}

/// Named values.
#[derive(ToSchema)]
#[schema(as = RoarkAttributeMap)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
struct AttributeMap {
    #[schema(no_recursion)]
    values: Vec<Attribute>,
}

/// What became of an export; empty where all of it was kept.
#[derive(ToSchema)]
#[schema(as = RoarkTraceExportAnswer)]
#[expect(dead_code, reason = "the fields are read by the schema derive only")]
pub struct TraceExportAnswer {
    /// `rejectedSpans` and `errorMessage`.
    #[schema(rename = "partialSuccess", nullable = false, value_type = Option<Object>)]
    partial_success: Option<Value>,
}
