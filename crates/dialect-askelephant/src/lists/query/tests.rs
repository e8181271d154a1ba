use super::*;
use colloquy_domain::conversation::{ConversationKind, ProcessingStatus};
use colloquy_domain::filter::{ConversationFilter, DirectoryFilter, Position};
use uuid::Uuid;

type Refused = Vec<(String, &'static str)>;

fn engagements(query: &str) -> Result<ListRequest<ConversationFilter>, Refused> {
    read_as(Collection::Engagements, query)
}

fn read_as<F: ListFilter>(collection: Collection, query: &str) -> Result<ListRequest<F>, Refused> {
    read(collection, &QueryPairs::parse(query).unwrap()).map_err(|error| match error {
        AppError::Malformed(problems) => problems
            .into_iter()
            .map(|problem| {
                assert!(problem.message.starts_with(&problem.field), "{problem:?}");
                (problem.field, problem.code)
            })
            .collect(),
        other => panic!("{other:?}"),
    })
}

fn directory(collection: Collection, query: &str) -> Result<ListRequest<DirectoryFilter>, Refused> {
    read_as(collection, query)
}

const CRM: &str = "filter[crm_associations][eq]";

#[test]
fn nothing_asked_is_the_first_page_of_everything() {
    let request = engagements("utm_source=x&unknown=1&unknown=2&filters[x]=1").unwrap();
    assert_eq!(request.limit, 25);
    assert_eq!(request.walk, Walk::new(Order::default()));
    assert_eq!(request.filter, ConversationFilter::default());
    assert_eq!(directory(Collection::Tags, "search=a&search=b").unwrap_err()[0].1, "repeated_parameter");
    assert_eq!(directory(Collection::Tags, "search=a").unwrap().filter, DirectoryFilter::default());
}

#[test]
fn every_filter_of_engagements_is_read() {
    let id = "01KFXKBAV0R7S2VBVK3QSBHMR3";
    let read =
        |query: &str| engagements(query).unwrap_or_else(|refused| panic!("{query}: {refused:?}")).filter;
    let kinds = |query: &str| read(query).kinds.unwrap();
    assert_eq!(kinds("filter[engagement_type][eq]=CALL"), [ConversationKind::Call]);
    assert_eq!(
        kinds("filter%5Bengagement_type%5D%5Bin%5D=CALL,%20NOTE,TASK,DOCUMENT"),
        [ConversationKind::Call, ConversationKind::Chat]
    );
    assert_eq!(kinds("filter[engagement_type][eq]=CALENDAR_EVENT"), []);
    assert_eq!(
        kinds("filter[engagement_type][in]=CALL,EMAIL&filter[engagement_type][eq]=EMAIL"),
        [ConversationKind::Email]
    );
    assert_eq!(
        read("filter[processing_status][in]=PENDING,FAILED").statuses.unwrap(),
        [ProcessingStatus::Pending, ProcessingStatus::Failed]
    );
    let companies = read(&format!("filter[company_ids][in]=cmp_{id},cmp_{id}&filter[company_ids][eq]=cmp_X"));
    // One that names nothing finds nothing, but is looked for.
    assert_eq!(companies.company_ids.len(), 2);
    assert_eq!(read(&format!("filter[contact_ids][eq]=cnt_{id}")).contact_ids.len(), 1);
    let ranges = read(
        "filter[updated_at][gt]=2026-01-01T00:00:00Z&filter[updated_at][gte]=2026-01-01T00:00:00.5Z\
         &filter[updated_at][lt]=2026-01-01T01:00:00%2B01:00&filter[start_at][lte]=2026-01-01T00:00:00Z",
    );
    assert_eq!(ranges.updated_at.gt, ranges.updated_at.lt, "offsets are understood");
    assert!(ranges.updated_at.gte > ranges.updated_at.gt && ranges.started_at.lte.is_some());
    assert_eq!(read("search=+Renewal%20call+").search.as_deref(), Some("Renewal call"));
    assert_eq!(read("search=%20").search, None);
    let ordered = engagements("order_by=start_at:asc&limit=100").unwrap();
    assert_eq!(ordered.walk.order, Order { key: OrderKey::StartedAt, direction: Direction::Ascending });
    assert_eq!(ordered.limit, 100);
}

#[test]
fn both_encodings_of_crm_associations_are_the_same() {
    let indexed = format!(
        "{CRM}[0][id]=1&{CRM}[0][object_type]=company&{CRM}[7][object_type]=deal&{CRM}[7][id]=a%20b\
         &{CRM}[1][id]=3&{CRM}[1][object_type]=contact"
    );
    let json = r#"[{"id":"1","object_type":"company"},{"object_type":"deal","id":"a b"},{"id":"3","object_type":"contact"}]"#;
    let one = engagements(&indexed).unwrap().filter;
    assert_eq!(one, engagements(&format!("{CRM}={json}")).unwrap().filter);
    assert_eq!((one.crm_companies.len(), one.crm_contacts.len(), one.crm_deals.len()), (1, 1, 1));
    let contacts = directory(Collection::Contacts, &format!("{CRM}[0][id]=1&{CRM}[0][object_type]=contact"));
    assert_eq!(contacts.unwrap().filter.crm_objects, ["1"]);
}

#[test]
fn the_directory_has_filters_of_its_own() {
    let companies = directory(Collection::Companies, "filter[domain][eq]=ACME.example&search=a").unwrap();
    assert_eq!(companies.filter.domain.as_deref(), Some("acme.example"));
    for (collection, query) in [
        (Collection::Contacts, "filter[domain][eq]=acme.example"),
        (Collection::Companies, "filter[domain][in]=acme.example"),
        (Collection::Users, "filter[engagement_type][eq]=CALL"),
        (Collection::Users, "filter[crm_associations][eq]=[]"),
        (Collection::Tags, "filter[name][eq]=x"),
    ] {
        assert_eq!(directory(collection, query).unwrap_err()[0].1, "unknown_filter", "{query}");
    }
    for (collection, object_type) in [
        (Collection::Contacts, "company"),
        (Collection::Companies, "deal"),
        (Collection::Companies, "contact"),
    ] {
        let query = format!("{CRM}[0][id]=1&{CRM}[0][object_type]={object_type}");
        let expected = (format!("{CRM}[0][object_type]"), "unknown_value");
        assert_eq!(directory(collection, &query).unwrap_err(), [expected], "{query}");
    }
}

#[test]
fn what_is_malformed_is_refused_by_name() {
    let objects = |count: usize| vec![r#"{"id":"1","object_type":"deal"}"#; count].join(",");
    let ids =
        |prefix: &str, count: usize| vec![format!("{prefix}_01KFXKBAV0R7S2VBVK3QSBHMR3"); count].join(",");
    let rows = [
        ("limit=0".to_owned(), "limit"),
        ("limit=101".to_owned(), "limit"),
        ("limit=".to_owned(), "limit"),
        ("limit=%2B5".to_owned(), "limit"),
        ("limit=1.0".to_owned(), "limit"),
        ("limit=99999999999999999999".to_owned(), "limit"),
        ("limit=5&limit=5".to_owned(), "limit"),
        ("cursor=".to_owned(), "cursor"),
        ("cursor=eyJpZCI6IjEifQ".to_owned(), "cursor"),
        ("order_by=updated_at".to_owned(), "order_by"),
        ("order_by=updated_at:ASC".to_owned(), "order_by"),
        ("order_by=title:asc".to_owned(), "order_by"),
        (format!("search={}", "ü".repeat(501)), "search"),
        ("filter=x".to_owned(), "filter"),
        ("filter[]=x".to_owned(), "filter[]"),
        ("filter[updated_at]=2026-01-01T00:00:00Z".to_owned(), "filter[updated_at]"),
        ("filter[updated_at][eq]=2026-01-01T00:00:00Z".to_owned(), "filter[updated_at][eq]"),
        ("filter[updated_at][gt]=2026-01-01".to_owned(), "filter[updated_at][gt]"),
        ("filter[updated_at][gt]=2026-13-01T00:00:00Z".to_owned(), "filter[updated_at][gt]"),
        ("filter[updated_at][gt]=".to_owned(), "filter[updated_at][gt]"),
        ("filter[updated_at][gt=x".to_owned(), "filter[updated_at][gt"),
        ("filter[updated_at]x[gt]=x".to_owned(), "filter[updated_at]x[gt]"),
        ("filter[start_at][gte]=1748854800".to_owned(), "filter[start_at][gte]"),
        ("filter[title][eq]=x".to_owned(), "filter[title][eq]"),
        ("filter[engagement_type][eq]=call".to_owned(), "filter[engagement_type][eq]"),
        ("filter[engagement_type][eq]=CALL,MEETING".to_owned(), "filter[engagement_type][eq]"),
        ("filter[engagement_type][in]=CALL,,MEETING".to_owned(), "filter[engagement_type][in]"),
        ("filter[engagement_type][ne]=CALL".to_owned(), "filter[engagement_type][ne]"),
        ("filter[processing_status][eq]=".to_owned(), "filter[processing_status][eq]"),
        ("filter[company_ids][eq]=cnt_01KFXKBAV0R7S2VBVK3QSBHMR3".to_owned(), "filter[company_ids][eq]"),
        ("filter[company_ids][eq]=cmp_".to_owned(), "filter[company_ids][eq]"),
        ("filter[company_ids][eq]=cmp_1,cmp_2".to_owned(), "filter[company_ids][eq]"),
        (format!("filter[company_ids][in]={}", ids("cmp", 26)), "filter[company_ids][in]"),
        (format!("filter[contact_ids][in]={}", ids("cnt", 26)), "filter[contact_ids][in]"),
        (format!("{CRM}=[{}]", objects(21)), CRM),
        (format!("{CRM}=[]"), CRM),
        (format!("{CRM}={{}}"), CRM),
        (format!("{CRM}=[1]"), CRM),
        (format!("{CRM}=["), CRM),
        (format!(r#"{CRM}=[{{"id":1,"object_type":"deal"}}]"#), CRM),
        (format!(r#"{CRM}=[{{"id":"1","object_type":"deal","source":"x"}}]"#), CRM),
        (format!("{CRM}=[{}]&{CRM}[0][id]=1&{CRM}[0][object_type]=deal", objects(1)), CRM),
        (format!("{CRM}[0][id]=1"), "filter[crm_associations][eq][0][object_type]"),
        (format!("{CRM}[0][object_type]=deal"), "filter[crm_associations][eq][0][id]"),
        (format!("{CRM}[0][id]=&{CRM}[0][object_type]=deal"), "filter[crm_associations][eq][0][id]"),
        (format!("{CRM}[00][id]=1"), "filter[crm_associations][eq][00][id]"),
        (format!("{CRM}[-1][id]=1"), "filter[crm_associations][eq][-1][id]"),
        (format!("{CRM}[][id]=1"), "filter[crm_associations][eq][][id]"),
        (format!("{CRM}[0][source]=1"), "filter[crm_associations][eq][0][source]"),
        ("filter[crm_associations][in]=[]".to_owned(), "filter[crm_associations][in]"),
    ];
    for (query, field) in rows {
        let refused = engagements(&query).map(|_| ()).unwrap_err();
        assert!(refused.len() == 1 && refused[0].0 == field, "{query}: {refused:?}");
    }
    assert!(engagements(&format!("{CRM}=[{}]", objects(20))).is_ok());
    assert!(engagements(&format!("filter[company_ids][in]={}", ids("cmp", 25))).is_ok());
    let many: String =
        (0..21).map(|index| format!("{CRM}[{index}][id]=1&{CRM}[{index}][object_type]=deal&")).collect();
    assert_eq!(engagements(&many).unwrap_err(), [(CRM.to_owned(), "invalid_length")]);
    let both = engagements("limit=0&filter[x][y]=1&order_by=x").unwrap_err();
    assert_eq!(both.len(), 3, "all is told at once");
    let very_many: String = (0..5_000).map(|number| format!("filter[{number}]=1&")).collect();
    assert_eq!(engagements(&very_many).unwrap_err().len(), MOST_PROBLEMS);
}

fn cursor_of(collection: Collection, filter: ConversationFilter, order: Order) -> String {
    let after = Some(Position { micros: 7, id: Uuid::from_u128(7) });
    Cursor { filter, walk: Walk { after, ..Walk::new(order) } }.write(collection.name()).unwrap()
}

#[test]
fn a_cursor_carries_the_traversal_and_wins() {
    let first = engagements(
        "search=renewal&order_by=updated_at:asc&filter[engagement_type][in]=CALL,EMAIL\
         &filter[updated_at][gte]=2026-01-01T00:00:00Z&limit=7",
    )
    .unwrap();
    let text = cursor_of(Collection::Engagements, first.filter, first.walk.order);
    let next = engagements(&format!("cursor={text}&limit=9")).unwrap();
    assert_eq!((next.limit, next.walk.after.map(|after| after.micros)), (9, Some(7)));
    assert_eq!(next.filter.search.as_deref(), Some("renewal"));
    assert_eq!(next.walk.order.direction, Direction::Ascending);
    // Repeating what was asked changes nothing, however it is spelt.
    for repeated in [
        "search=renewal",
        "order_by=updated_at:asc",
        "filter[engagement_type][in]=CALL,EMAIL&search=renewal",
        "filter[updated_at][gte]=2026-01-01T01:00:00%2B01:00",
        "search=",
    ] {
        assert_eq!(
            engagements(&format!("cursor={text}&limit=9&{repeated}")).as_ref(),
            Ok(&next),
            "{repeated}"
        );
    }
    for (other, field) in [
        ("search=other", "search"),
        ("order_by=updated_at:desc", "order_by"),
        ("filter[engagement_type][eq]=CALL", "filter"),
        ("filter[updated_at][gte]=2026-01-02T00:00:00Z", "filter"),
        ("filter[updated_at][lt]=2026-01-02T00:00:00Z", "filter"),
        ("filter[company_ids][eq]=cmp_1", "filter"),
    ] {
        let refused = engagements(&format!("cursor={text}&{other}")).unwrap_err();
        assert_eq!(refused, [(field.to_owned(), "conflicting_parameter")], "{other}");
    }
    assert_eq!(directory(Collection::Contacts, &format!("cursor={text}")).unwrap_err()[0].0, "cursor");
}

#[test]
fn a_cursor_that_nobody_was_given_is_refused() {
    let none = ConversationFilter::default;
    let forged = [
        ConversationFilter { search: Some("a\0".to_owned()), ..none() },
        ConversationFilter { search: Some("a".repeat(501)), ..none() },
        ConversationFilter { crm_deals: vec!["1".to_owned(); 21], ..none() },
        ConversationFilter { crm_deals: vec![String::new()], ..none() },
        ConversationFilter { contact_ids: vec![colloquy_domain::ContactId(Uuid::nil()); 27], ..none() },
        ConversationFilter { kinds: Some(vec![ConversationKind::Call; 5]), ..none() },
    ];
    for filter in forged {
        let text = cursor_of(Collection::Engagements, filter, Order::default());
        assert_eq!(
            engagements(&format!("cursor={text}")).unwrap_err(),
            [("cursor".to_owned(), "invalid_cursor")]
        );
    }
    let directory_cursor = |collection: Collection, filter, key| {
        let order = Order { key, ..Order::default() };
        let after = Some(Position { micros: 7, id: Uuid::from_u128(7) });
        let cursor = Cursor::<DirectoryFilter> { filter, walk: Walk { after, ..Walk::new(order) } };
        let text = cursor.write(collection.name()).unwrap();
        directory(collection, &format!("cursor={text}"))
    };
    let none = DirectoryFilter::default;
    let search = || DirectoryFilter { search: Some("a".to_owned()), ..none() };
    let records = || DirectoryFilter { crm_objects: vec!["1".to_owned()], ..none() };
    let domain = |text: &str| DirectoryFilter { domain: Some(text.to_owned()), ..none() };
    for (collection, filter, key, is_good) in [
        (Collection::Tags, none(), OrderKey::UpdatedAt, true),
        (Collection::Tags, none(), OrderKey::StartedAt, false),
        (Collection::Tags, search(), OrderKey::UpdatedAt, false),
        (Collection::Users, search(), OrderKey::UpdatedAt, true),
        (Collection::Users, records(), OrderKey::UpdatedAt, false),
        (Collection::Contacts, records(), OrderKey::UpdatedAt, true),
        (Collection::Contacts, domain("acme.example"), OrderKey::UpdatedAt, false),
        (Collection::Companies, domain("acme.example"), OrderKey::UpdatedAt, true),
        (Collection::Companies, domain("Acme\0"), OrderKey::UpdatedAt, false),
    ] {
        assert_eq!(
            directory_cursor(collection, filter.clone(), key).is_ok(),
            is_good,
            "{collection:?} {filter:?}"
        );
    }
}
