//! What answers look like. Every struct is also its own description in the OpenAPI document.

pub mod comment;
pub mod conversation;
pub mod criterion;
pub mod edit;
pub mod evaluation;
pub mod insight;
pub mod revision;
pub mod share;
pub mod tool;
pub mod transcript;
pub mod webhook;
pub mod words;

use colloquy_app::keys::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use crate::params::Page;

/// E-mail addresses and telephone numbers of people, wherever they stand in an answer: only for keys that may
/// read contacts, as in every other API of this server.
#[derive(Clone, Copy)]
pub struct Addresses {
    are_shown: bool,
}

impl Addresses {
    /// What `caller` may see of them.
    pub fn of(caller: &Caller) -> Self {
        Self { are_shown: caller.may("contacts:read") }
    }

    /// None of them: for who reads without a key.
    pub fn hidden() -> Self {
        Self { are_shown: false }
    }

    /// The address, where it is shown.
    pub fn show(self, address: &Option<String>) -> Option<String> {
        address.clone().filter(|_| self.are_shown)
    }
}

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

/// A page of a list that is read by page numbers.
#[derive(Serialize, ToSchema)]
pub struct Paged<T: ToSchema> {
    /// The rows of the page.
    data: Vec<T>,
    /// The page, from 1.
    page: u64,
    /// Rows of each page.
    page_size: u64,
    /// Rows of the whole list.
    total: u64,
}

impl<T: ToSchema> Paged<T> {
    /// That page of a list of so many rows.
    pub fn of(page: Page, total: u64, data: Vec<T>) -> Self {
        Self { data, page: page.number, page_size: page.size, total }
    }
}
