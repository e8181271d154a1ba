//! An export, a few spans at a time.

use std::collections::HashSet;
use std::sync::Arc;

use colloquy_domain::call::ConversationKeyKind;
use colloquy_domain::trace::{PackedSpan, SourceId, SpanBatch, SpanSource, TraceId, TraceKey};
use opentelemetry_proto::tonic::common::v1::InstrumentationScope;
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::names::{MOST_NAMES, Vocabulary};
use crate::span;
use crate::value::map;

/// A batch ends once its documents have so many bytes, however few spans they are.
const BATCH_BYTES: usize = 1 << 20;

/// Longest document of a source. It is kept once for each trace, so a long one could come to many times its length.
const LONGEST_SOURCE_BYTES: usize = 64 << 10;

/// What the documents of sources may come to in an export, counted whenever one is made and for each trace of a batch:
/// an export that stays an export is far from it, and nothing small becomes large.
const MOST_SOURCES_BYTES: usize = 256 << 20;

const SOURCE_TOO_LONG: &str = "the attributes of a resource and its scope must not exceed 64 KiB";
const SOURCES_TOO_LONG: &str =
    "the attributes of an export's resources must not exceed 256 MiB over all traces";
const TOO_MANY_NAMES: &str = "a resource or span must not name more than 16 calls";

/// An export that could be read.
pub struct Export {
    resources: Vec<ResourceSpans>,
}

impl Export {
    pub(crate) fn new(resources: Vec<ResourceSpans>) -> Self {
        Self { resources }
    }

    /// Its spans in their order, at most `most` of them at a time. What is to be skipped is left out.
    #[must_use]
    pub fn batches(self, vocabulary: &Vocabulary, most: usize) -> Batches {
        Batches {
            vocabulary: *vocabulary,
            most: most.max(1),
            resources: self.resources.into_iter(),
            resource: None,
            scope: None,
            sources_left: MOST_SOURCES_BYTES,
            rejected: 0,
            reason: None,
        }
    }
}

/// A span, and what the batch must have for it.
struct ReadSpan {
    span: PackedSpan,
    keys: Vec<TraceKey>,
    source: Option<Source>,
}

/// The batches of an export; afterwards, what could not be kept.
pub struct Batches {
    vocabulary: Vocabulary,
    most: usize,
    resources: std::vec::IntoIter<ResourceSpans>,
    resource: Option<CurrentResource>,
    scope: Option<CurrentScope>,
    sources_left: usize,
    rejected: u64,
    reason: Option<&'static str>,
}

struct CurrentResource {
    /// None of its spans is kept where it could not be, for this reason.
    source: Result<SpanSource, &'static str>,
    keys: Vec<(ConversationKeyKind, String)>,
    scopes: std::vec::IntoIter<ScopeSpans>,
}

struct CurrentScope {
    source: Result<Source, &'static str>,
    spans: std::vec::IntoIter<Span>,
}

#[derive(Clone)]
struct Source {
    id: SourceId,
    text: Arc<str>,
}

impl Batches {
    /// How many spans were not kept so far, and why the last of them was not.
    #[must_use]
    pub fn rejected(&self) -> (u64, Option<&'static str>) {
        (self.rejected, self.reason)
    }

    fn next_span(&mut self) -> Option<Span> {
        loop {
            if let Some(span) = self.scope.as_mut().and_then(|scope| scope.spans.next()) {
                return Some(span);
            }
            if let Some(resource) = &mut self.resource
                && let Some(scope) = resource.scopes.next()
            {
                if !scope.spans.is_empty() {
                    self.scope = Some(CurrentScope::new(&resource.source, scope, &mut self.sources_left));
                }
                continue;
            }
            self.resource = Some(self.next_resource()?);
        }
    }

    fn next_resource(&mut self) -> Option<CurrentResource> {
        let vocabulary = self.vocabulary;
        self.resources.by_ref().find_map(|given| {
            let attributes = given.resource.map_or_else(Vec::new, |Resource { attributes, .. }| attributes);
            if vocabulary.is_skipped(&attributes) {
                return None;
            }
            let keys = vocabulary.on_resource(&attributes);
            let source = SpanSource {
                resource_attributes: map(attributes),
                schema_url: given.schema_url,
                ..SpanSource::default()
            };
            let source =
                if keys.len() > MOST_NAMES { Err(TOO_MANY_NAMES) } else { document(&source).map(|_| source) };
            Some(CurrentResource { source, keys, scopes: given.scope_spans.into_iter() })
        })
    }

    /// Reads a span of the current scope. `known` are the sources that the batch has already.
    fn read(
        &mut self,
        given: Span,
        known: &mut HashSet<(TraceId, SourceId)>,
    ) -> Result<ReadSpan, &'static str> {
        // A span was taken out of them.
        let (Some(resource), Some(scope)) = (&self.resource, &self.scope) else {
            return Err("a span belongs to nothing");
        };
        let source = scope.source.as_ref().map_err(|reason| *reason)?;
        let ids = span::ids(&given)?;
        let trace_id = ids.0;
        let mut keys: Vec<TraceKey> = self.vocabulary.on_span(trace_id, &given.attributes).collect();
        if keys.len() > MOST_NAMES {
            return Err(TOO_MANY_NAMES);
        }
        let span = span::pack(given, ids, source.id)?;
        if known.contains(&(trace_id, source.id)) {
            return Ok(ReadSpan { span, keys, source: None });
        }
        self.sources_left = self.sources_left.checked_sub(source.text.len()).ok_or(SOURCES_TOO_LONG)?;
        known.insert((trace_id, source.id));
        let on_resource = resource.keys.iter();
        keys.extend(on_resource.map(|(kind, value)| TraceKey {
            trace_id,
            kind: *kind,
            value: value.clone(),
        }));
        Ok(ReadSpan { span, keys, source: Some(source.clone()) })
    }
}

impl CurrentScope {
    fn new(resource: &Result<SpanSource, &'static str>, given: ScopeSpans, left: &mut usize) -> Self {
        let ScopeSpans { scope, spans, schema_url } = given;
        let source = match resource {
            Err(reason) => Err(*reason),
            Ok(resource) => Source::new(resource.clone(), scope.unwrap_or_default(), schema_url, left),
        };
        Self { source, spans: spans.into_iter() }
    }
}

impl Source {
    fn new(
        mut source: SpanSource,
        scope: InstrumentationScope,
        schema_url: String,
        left: &mut usize,
    ) -> Result<Self, &'static str> {
        source.scope_name = scope.name;
        source.scope_version = scope.version;
        source.scope_attributes = map(scope.attributes);
        if !schema_url.is_empty() {
            source.schema_url = schema_url;
        }
        let text = document(&source)?;
        *left = left.checked_sub(text.len()).ok_or(SOURCES_TOO_LONG)?;
        let digest = Sha256::digest(text.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        Ok(Self { id: SourceId(Uuid::from_bytes(id)), text: text.into() })
    }
}

/// How a source is kept, unless that is too long.
fn document(source: &SpanSource) -> Result<String, &'static str> {
    // Plain values: there is nothing in them that could not be written.
    let text = serde_json::to_string(source).unwrap_or_default();
    if text.len() > LONGEST_SOURCE_BYTES { Err(SOURCE_TOO_LONG) } else { Ok(text) }
}

impl Iterator for Batches {
    type Item = SpanBatch;

    fn next(&mut self) -> Option<SpanBatch> {
        let mut batch = SpanBatch::default();
        let (mut sources, mut keys, mut bytes) = (HashSet::new(), HashSet::new(), 0);
        while batch.spans.len() < self.most && bytes < BATCH_BYTES {
            let Some(given) = self.next_span() else { break };
            match self.read(given, &mut sources) {
                Err(reason) => {
                    self.rejected += 1;
                    self.reason = Some(reason);
                }
                Ok(read) => {
                    bytes += read.span.detail.len() + read.span.head.name.len();
                    bytes += read.keys.iter().map(|key| key.value.len()).sum::<usize>();
                    if let Some(source) = read.source {
                        bytes += source.text.len();
                        batch.sources.push((read.span.head.trace_id, source.id, source.text));
                    }
                    keys.extend(read.keys);
                    batch.spans.push(read.span);
                }
            }
        }
        batch.keys.extend(keys);
        (!batch.spans.is_empty()).then_some(batch)
    }
}

#[cfg(test)]
mod tests;
