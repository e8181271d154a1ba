//! Which contacts, companies, users or tags an export is about.

use colloquy_domain::filter::DirectoryFilter;
use colloquy_domain::phone::normalise_domain;

use crate::params::Params;

/// What all of them take, for descriptions of routes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct ChangedQuery {
    /// Changed last at this instant or later.
    #[param(format = DateTime)]
    updated_after: Option<String>,
    /// Changed last before this instant.
    #[param(format = DateTime)]
    updated_before: Option<String>,
}

/// What all but tags take, too.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct SearchQuery {
    /// Every word stands somewhere in the name or an e-mail address (companies: in the name), in any case.
    #[param(max_length = 500)]
    search: Option<String>,
}

/// What contacts and companies take, too.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct CrmQuery {
    /// One of these records of the CRM stands for it: at most 25 ids of records, separated by commas.
    #[param(pattern = "^[^,\\s]([^,]{0,253}[^,\\s])?(,[^,\\s]([^,]{0,253}[^,\\s])?){0,24}$")]
    crm_object_id: Option<String>,
}

/// What companies alone take.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct DomainQuery {
    /// Its people have e-mail addresses at this domain.
    #[param(
        max_length = 253,
        pattern = "^[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?(\\.[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?)+$"
    )]
    domain: Option<String>,
}

/// Reads what all of them take.
pub fn changed(params: &mut Params<'_>) -> DirectoryFilter {
    let updated_at = params.range("updated_after", "updated_before");
    DirectoryFilter { updated_at, ..DirectoryFilter::default() }
}

/// Reads what all but tags take.
pub fn searched(params: &mut Params<'_>) -> DirectoryFilter {
    DirectoryFilter { search: params.search(), ..changed(params) }
}

/// Reads what contacts and companies take.
pub fn with_crm(params: &mut Params<'_>) -> DirectoryFilter {
    DirectoryFilter { crm_objects: params.records("crm_object_id"), ..searched(params) }
}

/// Reads what companies take.
pub fn with_domain(params: &mut Params<'_>) -> DirectoryFilter {
    let given = params.value("domain");
    let domain = given.and_then(normalise_domain);
    if given.is_some() && domain.is_none() {
        params.refuse("domain", "invalid_format", "must be a domain such as acme.example");
    }
    DirectoryFilter { domain, ..with_crm(params) }
}

#[cfg(test)]
mod tests {
    use colloquy_app::AppError;
    use colloquy_http::QueryPairs;

    use super::*;

    fn read(
        query: &str,
        filter: impl Fn(&mut Params<'_>) -> DirectoryFilter,
    ) -> Result<DirectoryFilter, AppError> {
        let pairs = QueryPairs::parse(query)?;
        let mut params = Params::of(&pairs);
        let filter = filter(&mut params);
        params.finish().map(|()| filter)
    }

    #[test]
    fn each_list_takes_its_own_parameters_and_no_others() {
        let all = "updated_after=2026-01-01T00:00:00Z&updated_before=2026-02-01T00:00:00Z&search=x\
                   &crm_object_id=2,1,2&domain=Acme.example";
        let found = read(all, with_domain).unwrap();
        assert!(found.updated_at.gte.is_some() && found.updated_at.lt.is_some());
        assert_eq!((found.search.as_deref(), found.domain.as_deref()), (Some("x"), Some("acme.example")));
        assert_eq!(found.crm_objects, ["1", "2"]);
        let refused = |query, filter: fn(&mut Params<'_>) -> DirectoryFilter| match read(query, filter) {
            Err(AppError::Malformed(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
            other => panic!("{other:?}"),
        };
        let names: [Vec<String>; 5] = [
            refused(all, with_crm),
            refused(all, searched),
            refused(all, changed),
            refused("domain=acme&search=&search=", with_domain),
            refused("updated_after=today&updatedafter=x", changed),
        ];
        let expected: [&[&str]; 5] = [
            &["domain"],
            &["crm_object_id", "domain"],
            &["search", "crm_object_id", "domain"],
            &["domain", "search"],
            &["updated_after", "updatedafter"],
        ];
        assert_eq!(names, expected);
    }
}
