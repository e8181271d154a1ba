//! Case 16: how a key is sent, and what is said without one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Client, House, call};

#[tokio::test]
async fn case_16_every_spelling_of_a_key_opens_the_same_workspace() {
    let house = House::open().await;
    let owner = house.owner().await;
    let id = owner.created(&call("acme:16")).await;
    let key = house.cli(&["key", "create", "--name", "all spellings"]).await;
    let text = |member: &str| key[member].as_str().expect("text").to_owned();
    let basic = format!(
        "{}:{}",
        key["basic"]["username"].as_str().unwrap(),
        key["basic"]["password"].as_str().unwrap()
    );
    let spellings = [
        ("authorization", text("api_key")),
        ("authorization", format!("Bearer {}", text("bearer"))),
        ("authorization", format!("Basic {}", STANDARD.encode(basic))),
        ("x-api-key", text("x_api_key")),
    ];
    let nobody = Client::nobody(house.url());
    let path = format!("/api/v2/engagements/{id}");
    for (name, value) in &spellings {
        nobody.get_with(&path, &[(name, value)]).await.expect(200);
    }
    house.cli(&["key", "revoke", key["id"].as_str().unwrap()]).await;
    for (name, value) in &spellings {
        nobody.get_with(&path, &[(name, value)]).await.problem(401);
    }
    house.cli(&["key", "import", "--name", "old", "--token", "a-token-of-before"]).await;
    nobody.get_with(&path, &[("authorization", "Bearer a-token-of-before")]).await.expect(200);
    nobody.get_with(&path, &[("authorization", "a-token-of-before")]).await.expect(200);
}

#[tokio::test]
async fn case_16_without_a_key_the_answer_is_a_challenge() {
    let house = House::open().await;
    let nobody = Client::nobody(house.url());
    let path = "/api/v2/engagements/ngmt_01KFXKBAV0R7S2VBVK3QSBHMR3";
    for value in ["", "sk-apik_01KFXKBAV0R7S2VBVK3QSBHMR3.wrong", "Bearer x", "Basic x", "Bearer"] {
        let headers: &[(&str, &str)] = if value.is_empty() { &[] } else { &[("authorization", value)] };
        let answer = nobody.get_with(path, headers).await;
        assert!(answer.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Bearer")));
        let problem = answer.problem(401);
        assert!(problem["type"].as_str().unwrap().ends_with("/unauthorized"), "{problem}");
    }
}
