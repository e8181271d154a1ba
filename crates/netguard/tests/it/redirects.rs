//! Redirects: each hop is judged as if a user had given it.

use bytes::Bytes;
use colloquy_netguard::{FetchError, FetchLimits, Guard, Policy, Refused};
use futures::TryStreamExt;

use crate::host::{Host, NAME, Names, ROOMY, Script, ok, redirect};

/// A `location`, and how its refusal is told from others.
type Row<'a> = (&'a str, fn(&Refused) -> bool);

/// Sends `/hop/3` to `/hop/2` … `/hop/0`, which has the sound.
fn countdown(request: &str) -> Script {
    let hops_left = request.split(['/', ' ']).nth(3).and_then(|number| number.parse::<u32>().ok());
    match hops_left {
        Some(hops_left @ 1..) => redirect(&format!("/hop/{}", hops_left - 1)),
        _ => ok("audio/wav", "sound"),
    }
}

#[tokio::test]
async fn redirects_are_followed_up_to_the_limit() {
    let host = Host::https(countdown).await;
    let guard = host.guard();
    let limits = FetchLimits { max_redirects: 3, ..ROOMY };
    let fetched = guard.fetch(&host.url("/hop/3"), limits).await.unwrap();
    assert_eq!(fetched.final_url.as_str(), host.url("/hop/0"));
    let body: Vec<Bytes> = fetched.body.try_collect().await.unwrap();
    assert_eq!(body.concat(), b"sound");
    let one_more = guard.fetch(&host.url("/hop/4"), limits).await;
    assert!(matches!(one_more, Err(FetchError::TooManyRedirects { max_redirects: 3 })), "{one_more:?}");
    let none = guard.fetch(&host.url("/hop/1"), FetchLimits { max_redirects: 0, ..ROOMY }).await;
    assert!(matches!(none, Err(FetchError::TooManyRedirects { max_redirects: 0 })), "{none:?}");
}

#[tokio::test]
async fn a_redirect_may_not_lead_where_a_user_may_not_point() {
    let rows: &[Row<'_>] = &[
        ("https://127.0.0.2/", |refused| matches!(refused, Refused::Address { .. })), // loopback, not the allowed one
        ("https://[::ffff:10.0.0.1]/", |refused| matches!(refused, Refused::Address { .. })), // IPv4-mapped
        ("https://2852039166/", |refused| matches!(refused, Refused::Address { .. })), // 169.254.169.254 in decimal
        ("//[::1]/", |refused| matches!(refused, Refused::Address { .. })), // relative to the scheme
        ("https://intranet/", |refused| matches!(refused, Refused::Resolved { .. })), // a name
        ("https://me:pw@media.test/", |refused| matches!(refused, Refused::UserInfo)), // credentials
        ("http://media.test/", |refused| matches!(refused, Refused::Scheme { .. })), // https to http
        ("file:///etc/passwd", |refused| matches!(refused, Refused::Scheme { .. })), // local file
        ("https://[broken/", |refused| matches!(refused, Refused::Invalid(_))), // no URL
        ("https://①②⑦.0.0.2/", |refused| matches!(refused, Refused::Address { .. })), // circled digits
    ];
    let names = Names::with(&[(NAME, &[&["127.0.0.1"]]), ("intranet", &[&["192.168.1.1"]])]);
    for (location, expected) in rows {
        let host = Host::https(move |request| {
            if request.starts_with("GET /start") { redirect("/next") } else { redirect(location) }
        })
        .await;
        let guard = Guard::with_resolver(host.policy(), names.clone()).unwrap();
        let fetched = guard.fetch(&host.url("/start"), ROOMY).await;
        match fetched {
            Err(FetchError::RedirectRefused { hop: 2, refused }) if expected(&refused) => {}
            other => panic!("{location}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn https_never_leads_to_http_also_where_http_is_allowed() {
    let plain = Host::http(|_| ok("audio/wav", "never")).await;
    let location = format!("http://{NAME}:{}/", plain.port);
    let host = Host::https(move |_| redirect(&location)).await;
    let policy = Policy { allow_http: true, ..host.policy() };
    let guard = Guard::with_resolver(policy, Names::with(&[(NAME, &[&["127.0.0.1"]])])).unwrap();
    let fetched = guard.fetch(&host.url("/"), ROOMY).await;
    assert!(
        matches!(fetched, Err(FetchError::RedirectRefused { hop: 1, refused: Refused::Downgrade })),
        "{fetched:?}"
    );
    assert_eq!(plain.connections(), 0);
}
