//! What answers look like. Every struct is also its own description in the OpenAPI document.

pub mod conversation;
pub mod insight;
pub mod transcript;
pub mod webhook;

use serde::Serialize;
use utoipa::ToSchema;

/// A list.
#[derive(Serialize, ToSchema)]
pub struct List<T: ToSchema> {
    /// The items.
    pub data: Vec<T>,
}

impl<T: ToSchema> List<T> {
    /// The items, each made by `make`.
    pub fn of<'a, S: 'a>(items: impl IntoIterator<Item = &'a S>, make: impl Fn(&'a S) -> T) -> Self {
        Self { data: items.into_iter().map(make).collect() }
    }
}
