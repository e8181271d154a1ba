//! What the OpenAPI document says of the answers of lists.
#![expect(dead_code, reason = "the fields are read by the schema derive only")]

use utoipa::ToSchema;

use crate::wire::schema::{Company, Contact, Engagement, Tag, User};

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident of $row:ty;)*) => {$(
        $(#[$doc])*
        #[derive(ToSchema)]
        pub struct $name {
            object: ListObject,
            #[schema(max_items = 100)]
            data: Vec<$row>,
            /// Whether there are more.
            has_more: bool,
            /// The cursor of the next page; null on the last.
            #[schema(required)]
            next_cursor: Option<String>,
        }
    )*};
}

lists! {
    /// A page of contacts.
    ContactList of Contact;
    /// A page of companies.
    CompanyList of Company;
    /// A page of users.
    UserList of User;
    /// A page of tags.
    TagList of Tag;
    /// A page of engagements.
    EngagementList of Engagement;
}

#[derive(ToSchema)]
enum ListObject {
    #[schema(rename = "list")]
    List,
}
