//! Who there is comes back as it was written, and only to its own workspace.

use colloquy_domain::credential::{Credential, Scopes};
use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
use colloquy_domain::directory::{Company, Contact, User, UserRole};
use colloquy_domain::*;
use colloquy_store::{StoreError, companies, constraint, contacts, credentials, users, workspaces};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use crate::{change, on_both_databases};

on_both_databases! {
    workspaces_and_users,
    credentials_are_found_by_their_hash,
    contacts_and_companies_are_found_by_what_is_theirs,
}

async fn workspaces_and_users(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let [first, second] = [samples::workspace(now), samples::workspace(now)];
    let user = User {
        id: UserId::generate(),
        workspace_id: first.id,
        role: UserRole::Member,
        name: "Maya Lindt".to_owned(),
        email: "maya@northwind.example".to_owned(),
        phone: Some("+49301234".to_owned()),
        job_title: Some("Account executive".to_owned()),
        time_zone: Some("Europe/Berlin".to_owned()),
        last_activity_at: None,
        created_at: now,
        updated_at: now,
    };
    // The same address in another workspace is somebody else.
    let namesake = User { id: UserId::generate(), workspace_id: second.id, ..user.clone() };
    let own = (first.clone(), second.clone(), user.clone(), namesake.clone());
    change!(store, |tx| {
        workspaces::insert(tx, &own.0).await?;
        workspaces::insert(tx, &own.1).await?;
        users::insert(tx, &own.2).await?;
        users::insert(tx, &own.3).await
    })
    .await
    .unwrap();

    let conn = store.reader();
    assert_eq!(workspaces::first(conn).await.unwrap().as_ref(), Some(&first));
    assert_eq!(workspaces::get(conn, second.id).await.unwrap().as_ref(), Some(&second));
    assert_eq!(workspaces::list(conn).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(users::get(conn, first.id, user.id).await.unwrap().as_ref(), Some(&user));
    assert_eq!(users::get(conn, second.id, user.id).await.unwrap(), None);
    let emails = ["nobody@northwind.example", "maya@northwind.example"];
    assert_eq!(users::find_by_email(conn, first.id, &emails).await.unwrap(), [user.clone()]);
    assert_eq!(users::find_by_email::<&str>(conn, first.id, &[]).await.unwrap(), []);
    assert_eq!(users::find_by_phone(conn, second.id, &["+49301234"]).await.unwrap(), [namesake]);

    let double = User { id: UserId::generate(), ..user.clone() };
    let taken = change!(store, |tx| users::insert(tx, &double).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::USER_EMAIL), "{taken}");
    let inactive = User { role: UserRole::Inactive, ..user.clone() };
    change!(store, |tx| users::update(tx, &inactive).await).await.unwrap();
    assert_eq!(users::list(conn, first.id).await.unwrap()[0].role, UserRole::Inactive);
    let elsewhere = User { workspace_id: second.id, ..user };
    let stranger = change!(store, |tx| users::update(tx, &elsewhere).await);
    assert!(matches!(stranger.await, Err(StoreError::NotFound("user"))));
}

async fn credentials_are_found_by_their_hash(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let credential = Credential {
        id: CredentialId::generate(),
        workspace_id: WorkspaceId::generate(),
        user_id: None,
        name: "dialer".to_owned(),
        scopes: Scopes::parse(["engagements:read", "engagements:write"]).unwrap(),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    let own = credential.clone();
    change!(store, |tx| credentials::insert(tx, &own, [7; 32], Some("secret"), "clq_ab").await)
        .await
        .unwrap();
    let conn = store.reader();
    let found = async || credentials::find_by_lookup(conn, [7; 32]).await.unwrap();
    assert_eq!(found().await.as_ref(), Some(&credential));
    assert_eq!(credentials::find_by_lookup(conn, [8; 32]).await.unwrap(), None);
    assert_eq!(
        credentials::list(conn, credential.workspace_id).await.unwrap(),
        [(credential.clone(), "clq_ab".to_owned())]
    );
    assert_eq!(credentials::hmac_secret(conn, credential.id).await.unwrap().unwrap().reveal(), "secret");

    let own = Credential { id: CredentialId::generate(), ..credential.clone() };
    let taken = change!(store, |tx| credentials::insert(tx, &own, [7; 32], None, "clq_cd").await).await;
    assert!(taken.unwrap_err().is_conflict_of(constraint::CREDENTIAL_TOKEN));

    credentials::touch_last_used(store, &credential, now).await.unwrap();
    let used = found().await.unwrap();
    assert_eq!(used.last_used_at, Some(now));
    credentials::touch_last_used(store, &used, now + Duration::seconds(59)).await.unwrap();
    assert_eq!(found().await.unwrap().last_used_at, Some(now), "to the minute");
    credentials::touch_last_used(store, &used, now + Duration::MINUTE).await.unwrap();
    assert_eq!(found().await.unwrap().last_used_at, Some(now + Duration::MINUTE));

    for at in [now, now + Duration::HOUR] {
        let (workspace_id, id) = (credential.workspace_id, credential.id);
        change!(store, |tx| credentials::revoke(tx, workspace_id, id, at).await).await.unwrap();
    }
    assert_eq!(found().await.unwrap().revoked_at, Some(now), "since the first time");
}

async fn contacts_and_companies_are_found_by_what_is_theirs(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let company = Company {
        id: CompanyId::generate(),
        workspace_id,
        name: Some("Fabrikam".to_owned()),
        domains: vec!["fabrikam.example".to_owned(), "fabrikam.test".to_owned()],
        description: Some("Makes fittings".to_owned()),
        industry: Some("Plumbing".to_owned()),
        website: Some("https://fabrikam.example".to_owned()),
        logo_url: Some("https://fabrikam.example/logo.svg".to_owned()),
        number_of_employees: Some(120),
        crm_association: crm(CrmObjectType::Company),
        created_at: now,
        updated_at: now,
    };
    let contact = Contact {
        id: ContactId::generate(),
        workspace_id,
        first_name: Some("Jonas".to_owned()),
        last_name: None,
        // Not in alphabetical order: the first is the primary one.
        emails: vec!["weber@fabrikam.example".to_owned(), "jonas@home.example".to_owned()],
        phones: vec!["+4930999".to_owned()],
        company_id: Some(company.id),
        description: Some("Decides".to_owned()),
        time_zone: Some("Europe/Berlin".to_owned()),
        crm_association: crm(CrmObjectType::Contact),
        created_at: now,
        updated_at: now,
    };
    let bare = Contact {
        id: ContactId::generate(),
        emails: vec![],
        phones: vec!["+4930111".to_owned()],
        ..contact.clone()
    };
    let own = (company.clone(), contact.clone(), bare.clone());
    change!(store, |tx| {
        companies::insert(tx, &own.0).await?;
        contacts::insert_many(tx, &[own.1, own.2]).await
    })
    .await
    .unwrap();

    let conn = store.reader();
    let domains = ["fabrikam.test", "nobody.test"];
    assert_eq!(companies::find_by_domains(conn, workspace_id, &domains).await.unwrap(), [company.clone()]);
    assert_eq!(companies::find_by_domains(conn, WorkspaceId::generate(), &domains).await.unwrap(), []);
    assert_eq!(companies::list(conn, workspace_id, &[company.id]).await.unwrap(), [company.clone()]);
    let emails = ["jonas@home.example", "weber@fabrikam.example", "nobody@fabrikam.example"];
    assert_eq!(contacts::find_by_emails(conn, workspace_id, &emails).await.unwrap(), [contact.clone()]);
    let mut both = contacts::find_by_phones(conn, workspace_id, &["+4930999", "+4930111"]).await.unwrap();
    both.sort_by_key(|contact| contact.id);
    assert_eq!(both, [contact.clone(), bare]);
    assert_eq!(contacts::list(conn, workspace_id, &[]).await.unwrap(), []);

    let double = Contact { id: ContactId::generate(), phones: vec![], ..contact.clone() };
    let own = double.clone();
    let taken = change!(store, |tx| contacts::insert_many(tx, &[own]).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::CONTACT_EMAIL), "{taken}");
    let second = Company { id: CompanyId::generate(), ..company.clone() };
    let own = second.clone();
    let taken = change!(store, |tx| companies::insert(tx, &own).await).await.unwrap_err();
    assert!(taken.is_conflict_of(constraint::COMPANY_DOMAIN), "{taken}");

    // What is deleted is not found, and what it had is free.
    change!(store, |tx| {
        contacts::delete(tx, workspace_id, contact.id, now).await?;
        contacts::insert_many(tx, &[double]).await?;
        companies::delete(tx, workspace_id, company.id, now).await?;
        companies::insert(tx, &second).await
    })
    .await
    .unwrap();
    assert_eq!(contacts::get(conn, workspace_id, contact.id).await.unwrap(), None);
    assert_eq!(companies::get(conn, workspace_id, company.id).await.unwrap(), None);
    let again = change!(store, |tx| contacts::delete(tx, workspace_id, contact.id, now).await).await;
    assert!(matches!(again, Err(StoreError::NotFound(_))), "{again:?}");
}

fn crm(object_type: CrmObjectType) -> Option<CrmAssociation> {
    Some(CrmAssociation { object_type, crm_object_id: "123".to_owned(), source: "hubspot".to_owned() })
}
