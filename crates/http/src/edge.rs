//! Who owns a path, and the shape of the owner's errors.

use axum::http::Method;
use axum::response::Response;

use colloquy_domain::RequestId;

use crate::Problem;
use crate::describe::Manners;

/// Name of the house's own edge, which owns what nobody else claims.
pub const HOUSE: &str = "colloquy";

/// A dialect or the house API, as far as errors go.
#[derive(Clone, Copy)]
pub struct Edge {
    /// Name, for logs and metrics.
    pub name: &'static str,
    /// Whether it owns a path.
    pub owns: fn(path: &str) -> bool,
    /// Writes a problem in its shape.
    pub render: fn(problem: &Problem, request_id: RequestId) -> Response,
    /// How what all of its operations have in common is described, by path.
    pub manners: fn(path: &str) -> Manners,
    /// A header of its own in which clients may show their key.
    pub key_header: Option<&'static str>,
    /// The refusal of an operation that its clients know and that is not here; none for what they do not know either.
    pub absent: fn(method: &Method, path: &str) -> Option<Problem>,
}

/// The owner of `path`: the first that claims it, else the last, which is the house.
#[must_use]
pub fn owner<'a>(edges: &'a [Edge], path: &str) -> Option<&'a Edge> {
    edges.iter().find(|edge| (edge.owns)(path)).or_else(|| edges.last())
}

/// Whether `path` is `prefix` or lies below it.
#[must_use]
pub fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_prefix_ends_at_a_slash() {
        assert!(is_below("/api/v2", "/api/v2"));
        assert!(is_below("/api/v2/engagements", "/api/v2"));
        assert!(!is_below("/api/v20", "/api/v2"));
    }
}
