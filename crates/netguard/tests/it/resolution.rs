//! Names: what they resolve to is judged, and what was judged is dialled.

use colloquy_netguard::{FetchError, Guard, Policy, Refused};

use crate::host::{Host, NAME, Names, ROOMY, Script, ok};

#[tokio::test]
async fn a_name_with_an_address_that_is_not_allowed_is_refused() {
    // Only 127.0.0.1 is allowed beside public addresses, so that a dial would be seen.
    let host = Host::https(|_| ok("audio/wav", "never")).await;
    let rows: &[(&str, &[&str])] = &[
        ("private", &["10.0.0.1"]),                                    // RFC 1918
        ("private.", &["10.0.0.1"]),                                   // the same, with a trailing dot
        ("metadata", &["169.254.169.254"]),                            // metadata service
        ("loopback", &["127.0.0.2"]),                                  // loopback beside the allowed address
        ("loopback-v6", &["::1"]),                                     // loopback
        ("mapped", &["::ffff:10.0.0.1"]),                              // IPv4-mapped, from an AAAA record
        ("nat64", &["64:ff9b::a00:1"]),                                // embedded
        ("local-v6", &["fd00::1"]),                                    // unique local
        ("mixed-last", &["127.0.0.1", "10.0.0.1"]),                    // allowed first: must not be dialled
        ("mixed-first", &["10.0.0.1", "127.0.0.1"]), // allowed second: no falling back to it
        ("mixed-families", &["127.0.0.1", "::1"]),   // happy eyeballs would try both
        ("mixed-public", &["8.8.8.8", "2606:4700::1", "192.168.0.1"]), // public ones do not redeem it
    ];
    for (name, addresses) in rows {
        let guard = Guard::with_resolver(host.policy(), Names::with(&[(name, &[addresses])])).unwrap();
        let fetched = guard.fetch(&format!("https://{name}:{}/", host.port), ROOMY).await;
        match fetched {
            Err(FetchError::Refused(Refused::Resolved { host, .. })) => assert_eq!(host, *name),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert_eq!(host.connections(), 0);
}

#[tokio::test]
async fn the_message_does_not_tell_the_address_behind_a_name() {
    let names = Names::with(&[("intranet", &[&["10.20.30.40"]])]);
    let guard = Guard::with_resolver(Policy::default(), names).unwrap();
    let error = guard.fetch("https://intranet/", ROOMY).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "host \"intranet\" resolves to an address that is not public (private network)"
    );
}

#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let host = Host::https(|_| Script::SayAndClose(answer.to_vec())).await;
    let answers: &[&[&str]] = &[&["127.0.0.1"], &["10.0.0.1"]];
    let names = Names::with(&[(NAME, answers)]);
    let guard = Guard::with_resolver(host.policy(), names.clone()).unwrap();
    // The address that was checked is dialled: one lookup, one connection.
    let first = guard.fetch(&host.url("/"), ROOMY).await.unwrap();
    assert_eq!(first.status, 200);
    assert_eq!((names.lookups(), host.connections()), (vec![NAME.to_owned()], 1));
    // The host closed the connection, so the next fetch needs a new one, and asks again.
    let second = guard.fetch(&host.url("/"), ROOMY).await;
    assert!(matches!(second, Err(FetchError::Refused(Refused::Resolved { .. }))), "{second:?}");
    assert_eq!(host.connections(), 1);
}

#[tokio::test]
async fn plain_http_reaches_the_allowed_networks_only() {
    let host = Host::http(|_| ok("audio/wav", "sound")).await;
    let names = Names::with(&[("recorder", &[&["127.0.0.1"]]), ("public", &[&["8.8.8.8"]])]);
    let policy = Policy { allow_http: true, extra_ca_pem: None, ..host.policy() };
    let guard = Guard::with_resolver(policy, names).unwrap();
    let fetched = guard.fetch(&format!("http://recorder:{}/", host.port), ROOMY).await.unwrap();
    assert_eq!(fetched.status, 200);
    let refused = guard.fetch("http://public/", ROOMY).await;
    assert!(matches!(refused, Err(FetchError::Refused(Refused::Resolved { .. }))), "{refused:?}");
}

#[tokio::test]
async fn a_name_without_address_is_unreachable() {
    let guard = Guard::with_resolver(Policy::default(), Names::with(&[("empty", &[&[]])])).unwrap();
    for name in ["missing", "empty"] {
        let fetched = guard.fetch(&format!("https://{name}/"), ROOMY).await;
        assert!(matches!(fetched, Err(FetchError::Unreachable(_))), "{name}: {fetched:?}");
    }
}

#[tokio::test]
async fn the_machines_own_resolver_is_the_default() {
    let host = Host::http(|_| ok("audio/wav", "sound")).await;
    let allow_networks = vec!["127.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
    let guard = Guard::new(Policy { allow_networks, allow_http: true, extra_ca_pem: None }).unwrap();
    let fetched = guard.fetch(&format!("http://localhost:{}/", host.port), ROOMY).await.unwrap();
    assert_eq!(fetched.status, 200);
}
