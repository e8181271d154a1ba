//! Companies: making, changing and deleting them by hand. The domains of participants become companies by themselves;
//! see [`crate::ingest`].
//!
//! A domain belongs to one company of the workspace that is not deleted: contacts find their company by it.

use colloquy_domain::crm::CrmAssociation;
use colloquy_domain::directory::Company;
use colloquy_domain::event::EventKind;
use colloquy_domain::phone::normalise_domain;
use colloquy_domain::{CompanyId, Instant, WorkspaceId};
use colloquy_store::{Durability, StoreError, companies, constraint};

use super::marked::in_normal_form;
use super::{Marked, change, check_name};
use crate::again::again;
use crate::clock::dated;
use crate::events::{change_event, event_about, publish};
use crate::{App, AppError, FieldProblem};

/// What is to become of a company; what is `None` stays as it is.
#[derive(Debug, Clone, Default)]
pub struct CompanyChange {
    /// Name, or none any more; likewise below.
    pub name: Option<Option<String>>,
    /// All domains.
    pub domains: Option<Vec<Marked>>,
    /// What it does, in words.
    pub description: Option<Option<String>>,
    /// Its trade.
    pub industry: Option<Option<String>>,
    /// Its page.
    pub website: Option<Option<String>>,
    /// Where its logo lies.
    pub logo_url: Option<Option<String>>,
    /// How many people work there.
    pub number_of_employees: Option<Option<u32>>,
    /// The CRM's record of it.
    pub crm_association: Option<Option<CrmAssociation>>,
}

/// The company with that id.
pub async fn get(app: &App, workspace_id: WorkspaceId, id: CompanyId) -> Result<Company, AppError> {
    companies::get(app.store.reader(), workspace_id, id).await?.ok_or(AppError::NotFound("company"))
}

/// Adds a company.
pub async fn create(
    app: &App,
    workspace_id: WorkspaceId,
    content: CompanyChange,
) -> Result<Company, AppError> {
    let now = app.now();
    let mut company = empty(workspace_id, now);
    apply(&mut company, content)?;
    again(|| {
        let (dialects, company) = (app.dialects.clone(), company.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                answer(companies::insert(tx, &company).await)?;
                publish(tx, &dialects, vec![event_about(EventKind::CompanyCreated, &company, now)]).await?;
                Ok(company)
            })
        })
    })
    .await
}

/// Changes a company.
pub async fn update(
    app: &App,
    workspace_id: WorkspaceId,
    id: CompanyId,
    content: CompanyChange,
) -> Result<Company, AppError> {
    again(|| {
        let (now, dialects, content) = (app.now(), app.dialects.clone(), content.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = companies::get_for_update(tx, workspace_id, id).await?;
                let before = found.ok_or(AppError::NotFound("company"))?;
                let mut company = before.clone();
                apply(&mut company, content)?;
                if company == before {
                    return Ok(company);
                }
                company.updated_at = dated(tx, before.updated_at);
                answer(companies::update(tx, &company).await)?;
                let event = change_event(EventKind::CompanyUpdated, &before, &company, now);
                publish(tx, &dialects, vec![event]).await?;
                Ok(company)
            })
        })
    })
    .await
}

/// Deletes a company: it is not found any more, with its contacts and conversations neither, and its domains are free.
pub async fn delete(app: &App, workspace_id: WorkspaceId, id: CompanyId) -> Result<(), AppError> {
    again(|| {
        let (now, dialects) = (app.now(), app.dialects.clone());
        app.store.write(Durability::Full, move |tx| {
            Box::pin(async move {
                let found = companies::get_for_update(tx, workspace_id, id).await?;
                let company = found.ok_or(AppError::NotFound("company"))?;
                answer(companies::delete(tx, workspace_id, id, now).await)?;
                publish(tx, &dialects, vec![event_about(EventKind::CompanyDeleted, &company, now)]).await?;
                Ok(())
            })
        })
    })
    .await
}

/// A company of which nothing is known.
pub(crate) fn empty(workspace_id: WorkspaceId, now: Instant) -> Company {
    Company {
        id: CompanyId::generate(),
        workspace_id,
        name: None,
        domains: Vec::new(),
        description: None,
        industry: None,
        website: None,
        logo_url: None,
        number_of_employees: None,
        crm_association: None,
        created_at: now,
        updated_at: now,
    }
}

/// Every rule on values, all told at once.
fn apply(company: &mut Company, new: CompanyChange) -> Result<(), AppError> {
    let mut problems = Vec::new();
    check_name("name", &new.name, &mut problems);
    for (field, address) in [("website", &new.website), ("logo_url", &new.logo_url)] {
        if address.iter().flatten().any(|address| !is_web_address(address)) {
            let message = format!("{field} must be an address that begins with https:// or http://");
            problems.push(FieldProblem::new(field, "invalid_format", message));
        }
    }
    let domains = new.domains.map(|given| {
        in_normal_form(
            "domains",
            "must be a domain such as acme.example",
            &given,
            normalise_domain,
            &mut problems,
        )
    });
    if !problems.is_empty() {
        return Err(AppError::Invalid(problems));
    }
    change(&mut company.name, new.name);
    change(&mut company.domains, domains);
    change(&mut company.description, new.description);
    change(&mut company.industry, new.industry);
    change(&mut company.website, new.website);
    change(&mut company.logo_url, new.logo_url);
    change(&mut company.number_of_employees, new.number_of_employees);
    change(&mut company.crm_association, new.crm_association);
    Ok(())
}

/// Others show these as links: no scheme may lead anywhere but to the web.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphanumeric())
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

fn answer(written: Result<(), StoreError>) -> Result<(), AppError> {
    match written {
        Err(error) if error.is_conflict_of(constraint::COMPANY_DOMAIN) => {
            Err(AppError::Conflict("another company has one of these domains".into()))
        }
        Err(StoreError::NotFound(_)) => Err(AppError::NotFound("company")),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_only() {
        for good in ["https://acme.example", "http://acme.example:8080/a?b#c", "https://1.2.3.4/"] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in
            ["", "acme.example", "javascript:alert(1)", "https://", "https:// x", "https:///a", "https://a b"]
        {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
