//! Users.

use serde_json::{Value, json};

use super::check_conditional;
use crate::support::{House, call, merged};

#[tokio::test]
async fn a_user_is_read_here_and_changed_over_the_house_api() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim_id = house.user("kim@acme.example", "member").await;
    let ulid = colloquy_domain::UserId(kim_id.parse().unwrap()).ulid();
    let path = format!("/api/v2/users/usr_{ulid}");
    let kim = owner.get(&path).await.expect(200).json();
    assert_eq!((&kim["object"], &kim["role"]), (&json!("user"), &json!("MEMBER")));
    assert_eq!(kim["emails"], json!([{ "email": "kim@acme.example", "is_primary": true }]));
    for unset in ["job_title", "time_zone"] {
        assert!(kim.get(unset).is_none(), "{unset} in {kim}");
    }
    check_conditional(&owner, &path).await;

    let house_path = format!("/api/colloquy/v1/users/usr_{ulid}");
    let change = json!({ "job_title": "Seller", "time_zone": "Europe/Berlin", "phone": "+49 30 1234" });
    let changed = owner.patch(&house_path, &change).await.expect(200).json();
    assert_eq!((&changed["phone"], &changed["role"]), (&json!("+49301234"), &json!("member")));
    let kim = owner.get(&path).await.expect(200).json();
    assert_eq!((&kim["job_title"], &kim["time_zone"]), (&json!("Seller"), &json!("Europe/Berlin")));
    let again = owner.patch(&house_path, &change).await.expect(200).json();
    assert_eq!(again["updated_at"], changed["updated_at"], "nothing changed");

    // By the number that was given, a participant is found.
    let by_phone = json!({ "participants": [{ "phone": "+49301234", "is_owner": true }] });
    let engagement = owner.created(&merged(call("acme:kim"), by_phone.clone())).await;
    let user = format!("usr_{ulid}");
    assert_eq!(owner.engagement(&engagement, "").await["owner_user_id"], json!(user));

    // Who is not active any more keeps what they own, and owns nothing new; their keys open nothing.
    let own_key = house.key(&["--user", "kim@acme.example"]).await;
    own_key.get(&path).await.expect(200);
    owner.patch(&house_path, &json!({ "role": "inactive", "job_title": null })).await.expect(200);
    let kim = owner.get(&path).await.expect(200).json();
    assert_eq!((&kim["role"], kim.get("job_title")), (&json!("INACTIVE"), None));
    let owned = owner.engagement(&engagement, "?expand=owner").await;
    assert_eq!((&owned["owner_user_id"], &owned["owner"]["role"]), (&json!(user), &json!("INACTIVE")));
    owner.create(&merged(call("acme:later"), by_phone)).await.problem(400);
    own_key.get(&path).await.problem(401);
    own_key.create(&call("acme:own")).await.problem(401);
    owner.patch(&house_path, &json!({ "role": "member" })).await.expect(200);
    own_key.get(&path).await.expect(200);
}

#[tokio::test]
async fn what_is_wrong_with_a_change_of_a_user_is_named() {
    let house = House::open_with("api", &[]).await;
    let owner = house.owner().await;
    let kim = house.user("kim@acme.example", "member").await;
    let path = format!("/api/colloquy/v1/users/{kim}");
    let rows = [
        (400, json!({ "role": "king" }), "role"),
        (400, json!({ "role": null }), "role"),
        (400, json!({ "job_title": "" }), "job_title"),
        (422, json!({ "time_zone": "Mars/Olympus" }), "time_zone"),
        (422, json!({ "phone": "none" }), "phone"),
    ];
    for (status, body, field) in rows {
        let refused = owner.patch(&path, &body).await.expect(status).json();
        assert_eq!(refused["error"]["fields"][0]["field"], field, "{body}");
    }
    let nobody = "/api/colloquy/v1/users/01KFXKBAV0R7S2VBVK3QSBHMR3";
    owner.patch(nobody, &json!({})).await.expect(404);
    let member = house.key_with_scopes("users:read").await;
    member.patch(&path, &json!({ "role": "owner" })).await.expect(403);
    let ulid = colloquy_domain::UserId(kim.parse().unwrap()).ulid();
    let unchanged: Value = member.get(&format!("/api/v2/users/usr_{ulid}")).await.expect(200).json();
    assert_eq!(unchanged["role"], "MEMBER");
}
