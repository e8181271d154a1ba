//! Lists: every filter finds what it should and nothing else, page by page in a total order.

mod console;
mod directory;

use colloquy_domain::conversation::{Conversation, ConversationKind, Participant, ProcessingStatus};
use colloquy_domain::crm::{CrmAssociation, CrmObjectType};
use colloquy_domain::directory::{Company, Contact};
use colloquy_domain::filter::{ConversationFilter, Direction, InstantRange, Order, OrderKey, Position};
use colloquy_domain::*;
use colloquy_store::lists::{self, Window};
use colloquy_store::{StoreError, companies, contacts, conversations, participants};
use colloquy_testkit::{TestDatabase, samples};
use time::Duration;

use crate::{change, on_both_databases};

on_both_databases! {
    pages_follow_each_other_in_both_orders_and_directions,
    every_filter_of_conversations_narrows,
    companies_people_and_deals_are_three_buckets,
    many_conversations_of_one_company_are_walked,
}

const NEWEST_FIRST: Order = Order { key: OrderKey::UpdatedAt, direction: Direction::Descending };

fn everything() -> Window {
    Window { order: NEWEST_FIRST, after: None, until: None, limit: 1_000 }
}

fn crm(object_type: CrmObjectType, id: &str) -> Option<CrmAssociation> {
    Some(CrmAssociation { object_type, crm_object_id: id.to_owned(), source: "hubspot".to_owned() })
}

fn micros(instant: Instant) -> i64 {
    i64::try_from(instant.unix_timestamp_nanos() / 1_000).unwrap()
}

/// The titles of what a filter finds.
async fn found(
    database: &TestDatabase,
    workspace_id: WorkspaceId,
    filter: ConversationFilter,
) -> Vec<String> {
    let window = everything();
    let rows = lists::conversations(database.store().reader(), workspace_id, true, &filter, &window).await;
    rows.unwrap().into_iter().map(|conversation| conversation.title).collect()
}

async fn pages_follow_each_other_in_both_orders_and_directions(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    // Three at each instant, so that the id decides; begun in another order than changed.
    let made: Vec<Conversation> = (0..20)
        .map(|number| {
            let mut made = samples::conversation(workspace_id, &format!("dialer:{number}"), now);
            made.updated_at = now + Duration::microseconds(number / 3);
            made.started_at = now - Duration::seconds(number / 4);
            made
        })
        .collect();
    let own = made.clone();
    change!(store, |tx| {
        for conversation in &own {
            conversations::insert(tx, conversation).await?;
        }
        conversations::insert(tx, &samples::conversation(WorkspaceId::generate(), "dialer:1", now)).await
    })
    .await
    .unwrap();
    // The second filter takes another way to the same rows where the order is by start.
    let narrow = ConversationFilter { search: Some("renewal".to_owned()), ..ConversationFilter::default() };
    for key in [OrderKey::UpdatedAt, OrderKey::StartedAt] {
        for direction in [Direction::Ascending, Direction::Descending] {
            for filter in [ConversationFilter::default(), narrow.clone()] {
                let order = Order { key, direction };
                let place = |conversation: &Conversation| {
                    let instant = if key == OrderKey::UpdatedAt {
                        conversation.updated_at
                    } else {
                        conversation.started_at
                    };
                    (micros(instant), conversation.id)
                };
                let mut expected = made.clone();
                expected.sort_by_key(place);
                if direction == Direction::Descending {
                    expected.reverse();
                }
                let (mut listed, mut after) = (Vec::new(), None);
                loop {
                    let window = Window { order, after, until: None, limit: 3 };
                    let page =
                        lists::conversations(store.reader(), workspace_id, true, &filter, &window).await;
                    let page = page.unwrap();
                    let Some(last) = page.last() else { break };
                    let (micros, id) = place(last);
                    after = Some(Position { micros, id: id.0 });
                    listed.extend(page);
                }
                assert_eq!(listed, expected, "{order:?} {filter:?}");
            }
        }
    }
    let until = Window { until: Some(micros(now)), ..everything() };
    let filter = ConversationFilter::default();
    let page = lists::conversations(store.reader(), workspace_id, true, &filter, &until).await.unwrap();
    assert_eq!(page.len(), 3, "what changed later is left out");
}

async fn every_filter_of_conversations_narrows(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let named = |title: &str, change: &dyn Fn(&mut Conversation)| {
        let mut made = samples::conversation(workspace_id, title, now);
        made.title = title.to_owned();
        change(&mut made);
        made
    };
    let made = [
        named("Plain", &|_| ()),
        named("Meeting", &|made| made.kind = ConversationKind::Meeting),
        named("Failed", &|made| made.processing_status = ProcessingStatus::Failed),
        named("Private", &|made| made.is_private = true),
        // Half a millisecond after another one's time, which clients see as the same.
        named("Changed", &|made| made.updated_at = now + Duration::microseconds(5_500)),
        named("Begun", &|made| made.started_at = now + Duration::hours(1)),
        named("Ärger über 50%_ Rabatt\\", &|_| ()),
    ];
    change!(store, |tx| {
        for conversation in &made {
            conversations::insert(tx, conversation).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let none = ConversationFilter::default;
    let at = |milliseconds: i64| Some(now + Duration::milliseconds(milliseconds));
    let words = |text: &str| ConversationFilter { search: Some(text.to_owned()), ..none() };
    let changed = |updated_at| ConversationFilter { updated_at, ..none() };
    let begun = |started_at| ConversationFilter { started_at, ..none() };
    let range = InstantRange::default;
    let rows: Vec<(ConversationFilter, &[&str])> = vec![
        (ConversationFilter { kinds: Some(vec![ConversationKind::Meeting]), ..none() }, &["Meeting"]),
        (ConversationFilter { kinds: Some(vec![]), ..none() }, &[]),
        (ConversationFilter { statuses: Some(vec![ProcessingStatus::Failed]), ..none() }, &["Failed"]),
        (ConversationFilter { statuses: Some(vec![]), ..none() }, &[]),
        (changed(InstantRange { gt: at(0), ..range() }), &["Changed"]),
        (changed(InstantRange { gte: at(5), ..range() }), &["Changed"]),
        (changed(InstantRange { gt: at(5), ..range() }), &[]),
        (changed(InstantRange { gte: at(5), lte: at(5), ..range() }), &["Changed"]),
        (changed(InstantRange { gt: at(0), lt: at(5), ..range() }), &[]),
        (begun(InstantRange { gt: at(0), ..range() }), &["Begun"]),
        (begun(InstantRange { gt: at(0), lt: at(3_600_000), ..range() }), &[]),
        (words("ÄRGER"), &["Ärger über 50%_ Rabatt\\"]),
        (words("rabatt ärg"), &["Ärger über 50%_ Rabatt\\"]),
        (words("ärger plain"), &[]),
        (words("0%_"), &["Ärger über 50%_ Rabatt\\"]),
        (words("5%0"), &[]),
        (words("_rger"), &[]),
        (words("\\"), &["Ärger über 50%_ Rabatt\\"]),
        (words("'; DROP TABLE conversation; --"), &[]),
    ];
    for (filter, expected) in rows {
        assert_eq!(found(&database, workspace_id, filter.clone()).await, expected, "{filter:?}");
    }
    let window = Window { limit: 6, ..everything() };
    let open = lists::conversations(store.reader(), workspace_id, false, &none(), &window).await.unwrap();
    assert_eq!(open.len(), 6, "a page without private ones is full all the same");
    assert!(open.iter().all(|conversation| !conversation.is_private));
}

fn company(workspace_id: WorkspaceId, name: &str, now: Instant) -> Company {
    Company {
        id: CompanyId::generate(),
        workspace_id,
        name: Some(name.to_owned()),
        domains: vec![format!("{}.example", name.to_lowercase())],
        description: None,
        industry: None,
        website: None,
        logo_url: None,
        number_of_employees: None,
        crm_association: crm(CrmObjectType::Company, &format!("crm-{name}")),
        created_at: now,
        updated_at: now,
    }
}

fn contact(company: &Company, name: &str, now: Instant) -> Contact {
    Contact {
        id: ContactId::generate(),
        workspace_id: company.workspace_id,
        first_name: Some(name.to_owned()),
        last_name: Some("Weber".to_owned()),
        emails: vec![format!("{}@mail.example", name.to_lowercase())],
        phones: vec![],
        company_id: Some(company.id),
        description: None,
        time_zone: None,
        crm_association: crm(CrmObjectType::Contact, &format!("crm-{name}")),
        created_at: now,
        updated_at: now,
    }
}

fn taking_part(contact: &Contact, position: u32) -> Participant {
    Participant { position, contact_id: Some(contact.id), ..samples::participants().remove(1) }
}

async fn companies_people_and_deals_are_three_buckets(database: TestDatabase) {
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let [acme, globex] = ["Acme", "Globex"].map(|name| company(workspace_id, name, now));
    let [anna, arno, gita] =
        [(&acme, "Anna"), (&acme, "Arno"), (&globex, "Gita")].map(|(own, name)| contact(own, name, now));
    let with = |title: &str, deal: Option<&str>| {
        let mut made = samples::conversation(workspace_id, title, now);
        made.title = title.to_owned();
        made.crm_association = deal.and_then(|deal| crm(CrmObjectType::Deal, deal));
        made
    };
    let made = [
        (with("1 anna", None), vec![anna.clone()]),
        (with("2 arno deal", Some("D1")), vec![arno.clone()]),
        (with("3 anna arno", None), vec![anna.clone(), arno.clone()]),
        (with("4 gita deal", Some("D2")), vec![gita.clone()]),
        (with("5 anna gita deal", Some("D1")), vec![anna.clone(), gita.clone()]),
        (with("6 nobody", None), vec![]),
    ];
    let (own_companies, own_contacts) =
        ([acme.clone(), globex.clone()], [anna.clone(), arno.clone(), gita.clone()]);
    change!(store, |tx| {
        for company in &own_companies {
            companies::insert(tx, company).await?;
        }
        contacts::insert_many(tx, &own_contacts).await?;
        for (conversation, people) in &made {
            conversations::insert(tx, conversation).await?;
            let people: Vec<_> =
                (0..).zip(people).map(|(position, one)| taking_part(one, position)).collect();
            participants::insert_many(tx, conversation.id, &people).await?;
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let none = ConversationFilter::default;
    let text = |text: &str| vec![text.to_owned()];
    let numbers = async |filter: ConversationFilter| {
        let mut numbers: Vec<char> = found(&database, workspace_id, filter)
            .await
            .iter()
            .filter_map(|title| title.chars().next())
            .collect();
        numbers.sort_unstable();
        numbers.into_iter().collect::<String>()
    };
    let rows = [
        (ConversationFilter { company_ids: vec![acme.id], ..none() }, "1235"),
        (ConversationFilter { company_ids: vec![acme.id, globex.id], ..none() }, "12345"),
        (ConversationFilter { crm_companies: text("crm-Globex"), ..none() }, "45"),
        (
            ConversationFilter { company_ids: vec![acme.id], crm_companies: text("crm-Globex"), ..none() },
            "12345",
        ),
        (ConversationFilter { contact_ids: vec![anna.id], ..none() }, "135"),
        (ConversationFilter { contact_ids: vec![anna.id], crm_contacts: text("crm-Gita"), ..none() }, "1345"),
        (ConversationFilter { company_ids: vec![acme.id], contact_ids: vec![gita.id], ..none() }, "5"),
        (ConversationFilter { crm_deals: text("D1"), ..none() }, "25"),
        (ConversationFilter { crm_deals: vec!["D1".to_owned(), "D2".to_owned()], ..none() }, "245"),
        (ConversationFilter { company_ids: vec![globex.id], crm_deals: text("D1"), ..none() }, "5"),
        (
            ConversationFilter {
                company_ids: vec![acme.id],
                contact_ids: vec![arno.id],
                crm_deals: text("D1"),
                ..none()
            },
            "2",
        ),
        // Nothing is called so.
        (ConversationFilter { company_ids: vec![CompanyId::generate()], ..none() }, ""),
        (ConversationFilter { crm_deals: text("crm-Acme"), ..none() }, ""),
        (ConversationFilter { crm_companies: text("crm-Anna"), ..none() }, ""),
        (
            ConversationFilter {
                contact_ids: vec![anna.id],
                kinds: Some(vec![ConversationKind::Chat]),
                ..none()
            },
            "",
        ),
    ];
    for (filter, expected) in rows {
        assert_eq!(numbers(filter.clone()).await, expected, "{filter:?}");
    }
    let elsewhere = ConversationFilter { contact_ids: vec![anna.id], ..none() };
    assert_eq!(found(&database, WorkspaceId::generate(), elsewhere).await, Vec::<String>::new());
    // Who was deleted does not count any more, neither for themselves nor for their company.
    let (gita_id, acme_id) = (gita.id, acme.id);
    change!(store, |tx| {
        contacts::delete(tx, workspace_id, gita_id, now).await?;
        companies::delete(tx, workspace_id, acme_id, now).await
    })
    .await
    .unwrap();
    for filter in [
        ConversationFilter { contact_ids: vec![gita.id], ..none() },
        ConversationFilter { company_ids: vec![acme.id, globex.id], ..none() },
        ConversationFilter { crm_companies: text("crm-Acme"), ..none() },
    ] {
        assert_eq!(numbers(filter.clone()).await, "", "{filter:?}");
    }
}

/// More than are gathered: the list is walked instead, and finds the same.
async fn many_conversations_of_one_company_are_walked(database: TestDatabase) {
    const MANY: i64 = 5_100;
    let (store, now) = (database.store(), database.clock().now());
    let workspace_id = WorkspaceId::generate();
    let acme = company(workspace_id, "Acme", now);
    let anna = contact(&acme, "Anna", now);
    let own = (acme.clone(), anna.clone());
    change!(store, |tx| {
        companies::insert(tx, &own.0).await?;
        contacts::insert_many(tx, std::slice::from_ref(&own.1)).await?;
        for number in 0..MANY + 100 {
            let mut made = samples::conversation(workspace_id, &number.to_string(), now);
            made.updated_at = now + Duration::milliseconds(number);
            made.started_at = now - Duration::milliseconds(number);
            made.title = format!("Call {number}");
            if number == 7 {
                made.crm_association = crm(CrmObjectType::Deal, "D1");
            }
            conversations::insert(tx, &made).await?;
            if number < MANY {
                participants::insert_many(tx, made.id, &[taking_part(&own.1, 0)]).await?;
            }
        }
        Ok::<_, StoreError>(())
    })
    .await
    .unwrap();
    let by_company = ConversationFilter { company_ids: vec![acme.id], ..ConversationFilter::default() };
    let by_person = ConversationFilter { contact_ids: vec![anna.id], ..ConversationFilter::default() };
    let both = ConversationFilter { contact_ids: vec![anna.id], ..by_company.clone() };
    for filter in [by_company.clone(), by_person, both] {
        let newest = &found(&database, workspace_id, filter).await[..2];
        assert_eq!(newest, ["Call 5099", "Call 5098"]);
    }
    let with_deal = ConversationFilter { crm_deals: vec!["D1".to_owned()], ..by_company.clone() };
    assert_eq!(found(&database, workspace_id, with_deal).await, ["Call 7"]);
    let by_start = Order { key: OrderKey::StartedAt, direction: Direction::Ascending };
    let window = Window { order: by_start, limit: 1, ..everything() };
    let first = lists::conversations(store.reader(), workspace_id, true, &by_company, &window).await.unwrap();
    assert_eq!(first[0].title, "Call 5099");
}
