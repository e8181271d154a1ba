//! Word search where it meets a bound.

use colloquy_app::search::{SearchRequest, search};
use colloquy_testkit::TestDatabase;

use crate::on_both_databases;
use crate::support::TestApp;

on_both_databases! {
    a_page_ends_at_the_bytes_that_it_may_look_at,
}

async fn a_page_ends_at_the_bytes_that_it_may_look_at(database: TestDatabase) {
    let test = TestApp::new(database).await;
    for external_id in ["one", "two", "three"] {
        // Nine megabytes each, of which two are more than one page looks at.
        let texts = std::iter::repeat_n(format!("The price {}", "🙂".repeat(24_000)), 94);
        test.create_said(external_id, texts).await;
    }
    let request = SearchRequest { text: "price".into(), limit: 100, ..SearchRequest::default() };
    let first = search(&test.app, &test.caller, request.clone()).await.expect("a page");
    assert_eq!((first.hits.len(), first.next.is_some()), (2, true));
    let rest = SearchRequest { cursor: first.next, ..request };
    let rest = search(&test.app, &test.caller, rest).await.expect("a page");
    assert_eq!((rest.hits.len(), rest.next), (1, None));
}
