//! The console itself: which paths are its pages, and with which policy they come.

use reqwest::Method;

use crate::support::{Client, House};

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

#[tokio::test]
async fn browsers_get_the_console_where_no_api_has_anything() {
    let house = House::open_with("api", &[]).await;
    let nobody = Client::nobody(house.url());
    for path in [
        "/",
        "/sign-in",
        "/conversations",
        "/conversations/01KFXKBAV0R7S2VBVK3QSBHMR3?t=5",
        "/reset",
        "/shared/x.y",
    ] {
        let page = nobody.get_with(path, &[BROWSER]).await.expect(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert_eq!(page.header("cache-control"), Some("no-cache"), "{path}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        let own_sockets = house.url().replace("http://", "connect-src 'self' ws://");
        assert!(policy.contains(&own_sockets) && !policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(page.header(name), Some(value), "{path}");
        }
        let text = String::from_utf8(page.bytes).expect("text");
        assert!(text.to_lowercase().starts_with("<!doctype html>"), "{text}");
        assert!(!text.contains("http://") && !text.contains("https://"), "nothing from elsewhere: {text}");
    }
    nobody.get("/").await.expect(200);
    let tag = nobody.get("/").await.expect(200).header("etag").expect("a tag").to_owned();
    let again = nobody.get_with("/", &[("if-none-match", tag.as_str())]).await.expect(304);
    assert!(again.bytes.is_empty());
}

#[tokio::test]
async fn programs_get_a_404_in_the_shape_of_the_paths_owner() {
    let house = House::open_with("api", &[]).await;
    let nobody = Client::nobody(house.url());
    // A program does not ask for a page, and at an API's path nobody gets one.
    for (path, headers) in [
        ("/nothing", vec![]),
        ("/conversations", vec![("accept", "application/json")]),
        ("/api/colloquy/v1/nothing", vec![BROWSER]),
        ("/api/nothing", vec![BROWSER]),
        ("/mcp", vec![BROWSER]),
        ("/assets/gone-00000000.js", vec![BROWSER]),
    ] {
        let answer = nobody.get_with(path, &headers).await.expect(404);
        assert_eq!(answer.json()["error"]["code"], "not_found", "{path}");
    }
    let other = nobody.get_with("/api/v2/nothing", &[BROWSER]).await;
    other.problem(404);
    nobody.get_with("/v1/nothing/at/all", &[BROWSER]).await.expect(404);
    let posted = nobody.try_send(Method::POST, "/sign-in", Some(b"{}".to_vec()), &[BROWSER]).await;
    posted.expect("an answer").expect(404);
    let head = nobody.try_send(Method::HEAD, "/", None, &[BROWSER]).await.expect("an answer").expect(200);
    assert!(head.bytes.is_empty() && head.header("content-security-policy").is_some());
}
