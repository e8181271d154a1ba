//! Who is not to be written to or called: telephone numbers and e-mail addresses, of all channels alike.
//!
//! Dialogues look here when they are made, when they begin and before each message ([`crate::dialogues`]).

use colloquy_domain::dialogue::DoNotContact;
use colloquy_domain::filter::{Slice, Sliced};
use colloquy_domain::text::one_line;
use colloquy_domain::{WorkspaceId, phone};
use colloquy_store::{Durability, do_not_contact};

use crate::{App, AppError};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Puts an address on the list. One that stands there keeps its reason and time.
///
/// # Errors
/// [`AppError::Invalid`] naming `address` where it is neither a telephone number nor an e-mail address.
pub async fn put(
    app: &App,
    workspace_id: WorkspaceId,
    address: &str,
    reason: Option<String>,
) -> Result<DoNotContact, AppError> {
    let address = normalised(address).ok_or_else(|| {
        let message =
            "address must be a telephone number in E.164, such as +15551234567, or an e-mail address";
        AppError::invalid("address", "invalid_format", message)
    })?;
    let reason = reason.map(|text| one_line(&text).trim().chars().take(LONGEST_REASON).collect::<String>());
    let reason = reason.filter(|text| !text.is_empty());
    let entry = DoNotContact { workspace_id, address, reason, created_at: app.now() };
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                if do_not_contact::put(tx, &entry).await? {
                    return Ok(entry);
                }
                let address = std::slice::from_ref(&entry.address);
                let there = do_not_contact::find(tx, workspace_id, address).await?;
                Ok(there.unwrap_or(entry))
            })
        })
        .await
}

/// Takes an address off the list.
pub async fn remove(app: &App, workspace_id: WorkspaceId, address: &str) -> Result<(), AppError> {
    const NOT_THERE: AppError = AppError::NotFound("address on the do-not-contact list");
    let address = normalised(address).ok_or(NOT_THERE)?;
    app.store
        .write(Durability::Full, move |tx| {
            Box::pin(async move {
                let was_there = do_not_contact::remove(tx, workspace_id, &address).await?;
                if was_there { Ok(()) } else { Err(NOT_THERE) }
            })
        })
        .await
}

/// The list, the newest first.
pub async fn list(
    app: &App,
    workspace_id: WorkspaceId,
    slice: Slice,
) -> Result<Sliced<DoNotContact>, AppError> {
    Ok(do_not_contact::list(app.store.reader(), workspace_id, slice).await?)
}

/// An address in the form in which the list compares: a number in E.164 or an e-mail address in lower case; none where
/// it is neither.
#[must_use]
pub fn normalised(address: &str) -> Option<String> {
    if address.contains('@') {
        return phone::valid_email(address);
    }
    phone::normalise(address).filter(|number| phone::is_e164(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_have_one_form() {
        assert_eq!(normalised(" +1 (555) 123-4567").as_deref(), Some("+15551234567"));
        assert_eq!(normalised("Jonas@Customer.Example").as_deref(), Some("jonas@customer.example"));
        for neither in ["", "jonas", "5551234567", "@customer.example", "+0123"] {
            assert_eq!(normalised(neither), None, "{neither}");
        }
    }
}
