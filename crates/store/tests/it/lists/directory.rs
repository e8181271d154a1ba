//! Filters of contacts and companies.

use colloquy_domain::directory::Contact;
use colloquy_domain::filter::{DirectoryFilter, InstantRange};
use colloquy_domain::*;
use colloquy_store::{companies, contacts, lists};
use colloquy_testkit::TestDatabase;
use time::Duration;

use super::{company, contact, everything};
use crate::{change, on_both_databases};

on_both_databases! {
    every_filter_of_the_directory_narrows,
}

async fn every_filter_of_the_directory_narrows(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let [acme, globex] = ["Acme", "Globex"].map(|name| company(workspace_id, name, now));
    let anna = contact(&acme, "Anna", now);
    let gita = Contact { updated_at: now + Duration::seconds(1), ..contact(&globex, "Gita", now) };
    let own = ([acme, globex.clone()], [anna, gita.clone()]);
    change!(store, |tx| {
        for company in &own.0 {
            companies::insert(tx, company).await?;
        }
        contacts::insert_many(tx, &own.1).await
    })
    .await
    .unwrap();
    let none = DirectoryFilter::default;
    let words = |text: &str| DirectoryFilter { search: Some(text.to_owned()), ..none() };
    let later = InstantRange { gt: Some(now), ..InstantRange::default() };
    let conn = store.reader();
    for (filter, expected) in [
        (none(), "Gita Anna"),
        (DirectoryFilter { updated_at: later, ..none() }, "Gita"),
        (words("ANNA weber"), "Anna"),
        (words("gita@mail"), "Gita"),
        (words("globex"), ""),
        (DirectoryFilter { crm_objects: vec!["crm-Gita".to_owned()], ..none() }, "Gita"),
        (
            DirectoryFilter { crm_objects: vec!["crm-Gita".to_owned(), "crm-Anna".to_owned()], ..none() },
            "Gita Anna",
        ),
    ] {
        let found = lists::contacts(conn, workspace_id, &filter, &everything()).await.unwrap();
        let names: Vec<&str> = found.iter().filter_map(|one| one.first_name.as_deref()).collect();
        assert_eq!(names.join(" "), expected, "{filter:?}");
        assert!(found.iter().all(|one| one.emails.len() == 1), "with their addresses");
    }
    for (filter, expected) in [
        (words("glo"), 1),
        (words("globex.example"), 0),
        (DirectoryFilter { domain: Some("globex.example".to_owned()), ..none() }, 1),
        (DirectoryFilter { domain: Some("globex".to_owned()), ..none() }, 0),
        (DirectoryFilter { crm_objects: vec!["crm-Acme".to_owned()], ..none() }, 1),
        (DirectoryFilter { updated_at: later, ..none() }, 0),
    ] {
        let found = lists::companies(conn, workspace_id, &filter, &everything()).await.unwrap();
        assert_eq!(found.len(), expected, "{filter:?}");
    }
    let ids = (gita.id, globex.id);
    change!(store, |tx| {
        contacts::delete(tx, workspace_id, ids.0, now).await?;
        companies::delete(tx, workspace_id, ids.1, now).await
    })
    .await
    .unwrap();
    assert_eq!(lists::contacts(conn, workspace_id, &none(), &everything()).await.unwrap().len(), 1);
    assert_eq!(lists::companies(conn, workspace_id, &none(), &everything()).await.unwrap().len(), 1);
}
