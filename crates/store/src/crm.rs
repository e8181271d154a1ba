//! How the CRM's record of something stands in its row.

use colloquy_domain::crm::{CrmAssociation, CrmObjectType};

use crate::error::StoreError;
use crate::sql::Fields;

/// Reads three columns: type, id, source.
pub(crate) fn read(row: &mut Fields<'_>) -> Result<Option<CrmAssociation>, StoreError> {
    let object_type = row.optional_word(CrmObjectType::parse)?;
    let parts = (object_type, row.take::<Option<String>>()?, row.take::<Option<String>>()?);
    Ok(match parts {
        (Some(object_type), Some(crm_object_id), Some(source)) => {
            Some(CrmAssociation { object_type, crm_object_id, source })
        }
        _ => None,
    })
}

/// Reads two columns, id and source, of a table whose rows all are of one type.
pub(crate) fn read_as(
    row: &mut Fields<'_>,
    object_type: CrmObjectType,
) -> Result<Option<CrmAssociation>, StoreError> {
    let parts = (row.take::<Option<String>>()?, row.take::<Option<String>>()?);
    Ok(match parts {
        (Some(crm_object_id), Some(source)) => Some(CrmAssociation { object_type, crm_object_id, source }),
        _ => None,
    })
}
