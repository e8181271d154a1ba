//! Lists. Under `/v1` they have exactly four members; under `/api/v1` the same and two more, so that clients of either
//! generation find what they read.

use colloquy_http::HttpState;
use serde::Serialize;
use utoipa::ToSchema;

use crate::base::Base;
use crate::params::Page;
use crate::{request_id, wire};

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikList)]
pub struct Listed<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Number of the page, from 1.
    pub page: u64,
    /// Most rows of a page.
    pub page_size: u64,
    /// Rows of all pages.
    pub total_count: u64,
    /// Of the request; under `/api/v1` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub meta: Option<Meta>,
    /// The numbers once more; under `/api/v1` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub pagination: Option<Pagination>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikMeta)]
pub struct Meta {
    /// The same as the header `X-Request-Id`.
    pub request_id: String,
    /// When it was answered.
    #[schema(format = DateTime)]
    pub timestamp: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuralytikPagination)]
pub struct Pagination {
    /// Number of the page, from 1.
    pub page: u64,
    /// Most rows of a page.
    pub page_size: u64,
    /// Rows of all pages.
    pub total_count: u64,
    /// Pages that have rows.
    pub total_pages: u64,
}

/// A page in the shape of its base.
pub fn listed<T>(base: Base, state: &HttpState, rows: Vec<T>, total: u64, page: Page) -> Listed<T> {
    let Page { page, page_size } = page;
    let (meta, pagination) = match base {
        Base::V1 => (None, None),
        Base::ApiV1(id) => {
            let meta = Meta { request_id: request_id::text(id), timestamp: wire::iso(state.app().now()) };
            let total_pages = total.div_ceil(page_size.max(1));
            (Some(meta), Some(Pagination { page, page_size, total_count: total, total_pages }))
        }
    };
    Listed { data: rows, page, page_size, total_count: total, meta, pagination }
}
