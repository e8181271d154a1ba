//! Records of a customer relationship system that stand for the same thing.

use serde::{Deserialize, Serialize};

/// What kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrmObjectType {
    /// A person.
    Contact,
    /// An organisation.
    Company,
    /// A sale that may come.
    Deal,
}

impl CrmObjectType {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Contact, Self::Company, Self::Deal];

    /// The word as it is stored and as the published APIs spell it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Company => "company",
            Self::Deal => "deal",
        }
    }

    /// Reads what [`Self::as_str`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// The CRM's record of a contact, a company or a conversation; each has at most one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrmAssociation {
    /// What kind of record.
    pub object_type: CrmObjectType,
    /// Its id there.
    pub crm_object_id: String,
    /// Which CRM.
    pub source: String,
}
