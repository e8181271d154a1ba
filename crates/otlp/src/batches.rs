//! An export, a few spans at a time.

use std::collections::HashSet;
use std::sync::Arc;

use colloquy_domain::call::ConversationKeyKind;
use colloquy_domain::trace::{SourceId, SpanBatch, SpanSource, TraceKey};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::names::Vocabulary;
use crate::span;
use crate::value::map;

/// A batch ends once its documents have so many bytes, however few spans they are.
const BATCH_BYTES: usize = 1 << 20;

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
            rejected: 0,
            reason: None,
        }
    }
}

/// The batches of an export; afterwards, what could not be kept.
pub struct Batches {
    vocabulary: Vocabulary,
    most: usize,
    resources: std::vec::IntoIter<ResourceSpans>,
    resource: Option<CurrentResource>,
    scope: Option<CurrentScope>,
    rejected: u64,
    reason: Option<&'static str>,
}

struct CurrentResource {
    source: SpanSource,
    keys: Vec<(ConversationKeyKind, String)>,
    scopes: std::vec::IntoIter<ScopeSpans>,
}

struct CurrentScope {
    source: SourceId,
    text: Arc<str>,
    spans: std::vec::IntoIter<Span>,
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
                self.scope = Some(CurrentScope::new(&resource.source, scope));
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
            Some(CurrentResource { source, keys, scopes: given.scope_spans.into_iter() })
        })
    }

    fn reject(&mut self, reason: &'static str) {
        self.rejected += 1;
        self.reason = Some(reason);
    }
}

impl CurrentScope {
    fn new(resource: &SpanSource, given: ScopeSpans) -> Self {
        let scope = given.scope.unwrap_or_default();
        let mut source = resource.clone();
        source.scope_name = scope.name;
        source.scope_version = scope.version;
        source.scope_attributes = map(scope.attributes);
        if !given.schema_url.is_empty() {
            source.schema_url = given.schema_url;
        }
        // Plain values: there is nothing in them that could not be written.
        let text = serde_json::to_string(&source).unwrap_or_default();
        let digest = Sha256::digest(text.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        Self { source: SourceId(Uuid::from_bytes(id)), text: text.into(), spans: given.spans.into_iter() }
    }
}

impl Iterator for Batches {
    type Item = SpanBatch;

    fn next(&mut self) -> Option<SpanBatch> {
        let mut batch = SpanBatch::default();
        let (mut sources, mut keys, mut bytes) = (HashSet::new(), HashSet::new(), 0);
        while batch.spans.len() < self.most && bytes < BATCH_BYTES {
            let Some(given) = self.next_span() else { break };
            let (Some(resource), Some(scope)) = (&self.resource, &self.scope) else { break };
            let ids = match span::ids(&given) {
                Ok(ids) => ids,
                Err(reason) => {
                    self.reject(reason);
                    continue;
                }
            };
            let (trace_id, source) = (ids.0, scope.source);
            let found: Vec<TraceKey> = self.vocabulary.on_span(trace_id, &given.attributes).collect();
            let packed = match span::pack(given, ids, source) {
                Ok(packed) => packed,
                Err(reason) => {
                    self.reject(reason);
                    continue;
                }
            };
            keys.extend(found);
            if sources.insert((trace_id, source)) {
                batch.sources.push((trace_id, source, scope.text.clone()));
                let on_resource = resource.keys.iter();
                keys.extend(on_resource.map(|(kind, value)| TraceKey {
                    trace_id,
                    kind: *kind,
                    value: value.clone(),
                }));
            }
            bytes += packed.detail.len();
            batch.spans.push(packed);
        }
        batch.keys.extend(keys);
        (!batch.spans.is_empty()).then_some(batch)
    }
}

#[cfg(test)]
mod tests;
