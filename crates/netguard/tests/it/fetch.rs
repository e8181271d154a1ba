//! A fetch that goes well, and whom it trusts.

use std::process::Command;

use bytes::Bytes;
use colloquy_netguard::{FetchError, Guard, Policy, PolicyError};
use futures::TryStreamExt;

use crate::host::{Host, NAME, Names, ROOMY, ok};

#[tokio::test]
async fn a_fetch_streams_the_body_and_sends_nothing_of_ours() {
    let host = Host::https(|_| ok("audio/MPEG; rate=8000", "some sound")).await;
    let fetched = host.guard().fetch(&host.url("/calls/1.mp3?token=x#t=3"), ROOMY).await.unwrap();
    assert_eq!(fetched.status, 200);
    assert_eq!(fetched.content_type.as_deref(), Some("audio/MPEG; rate=8000"));
    assert_eq!(fetched.final_url.path(), "/calls/1.mp3");
    let body: Vec<Bytes> = fetched.body.try_collect().await.unwrap();
    assert_eq!(body.concat(), b"some sound");

    let request = host.requests().remove(0).to_ascii_lowercase();
    assert!(request.starts_with("get /calls/1.mp3?token=x http/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("\r\nhost: {NAME}:{}\r\n", host.port)), "{request}");
    assert!(request.contains("\r\naccept-encoding: identity\r\n"), "{request}");
    assert!(request.contains("\r\nuser-agent: colloquy/"), "{request}");
    for header in ["authorization", "cookie", "referer", "proxy"] {
        assert!(!request.contains(header), "{request}");
    }
}

/// Runs the test above in a process whose environment names proxies that do not exist: were they asked, it
/// would fail.
#[test]
fn proxies_of_the_environment_are_not_asked() {
    let test = "fetch::a_fetch_streams_the_body_and_sends_nothing_of_ours";
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test]);
    for variable in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        command.env(variable, "http://127.0.0.1:9");
    }
    let output = command.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && report.contains("1 passed"), "{report}");
}

#[tokio::test]
async fn any_status_comes_back_for_the_caller_to_judge() {
    let host = Host::https(|_| {
        crate::host::Script::Say("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n".into())
    })
    .await;
    let fetched = host.guard().fetch(&host.url("/"), ROOMY).await.unwrap();
    assert_eq!((fetched.status, fetched.content_type), (404, None));
}

#[tokio::test]
async fn a_host_must_have_a_certificate_that_is_trusted_and_its_own() {
    let host = Host::https(|_| ok("audio/wav", "never")).await;
    let names = || Names::with(&[(NAME, &[&["127.0.0.1"]]), ("other.test", &[&["127.0.0.1"]])]);
    let without_ca = Policy { extra_ca_pem: None, ..host.policy() };
    let rows = [
        (without_ca, host.url("/")), // issued by nobody known
        (host.policy(), format!("https://other.test:{}/", host.port)), // issued to another name
    ];
    for (policy, url) in rows {
        let fetched = Guard::with_resolver(policy, names()).unwrap().fetch(&url, ROOMY).await;
        match fetched {
            Err(FetchError::Unreachable(cause)) => assert!(cause.contains("certificate"), "{url}: {cause}"),
            other => panic!("{url}: {other:?}"),
        }
    }
    assert!(host.requests().is_empty());
}

#[test]
fn a_policy_with_unusable_certificates_is_refused() {
    let with_ca = |pem: &str| Guard::new(Policy { extra_ca_pem: Some(pem.into()), ..Policy::default() });
    let not_a_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let not_base64 = "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n";
    assert!(matches!(with_ca(""), Err(PolicyError::ExtraCaEmpty)));
    assert!(matches!(with_ca(not_a_certificate), Err(PolicyError::ExtraCa(_))));
    assert!(matches!(with_ca(not_base64), Err(PolicyError::ExtraCa(_))));
}
