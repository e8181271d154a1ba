//! Parameters of forms and queries, as OAuth reads them: each at most once, and one without a value as if it were not
//! there (RFC 6749, section 3.1).

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

use crate::{HttpState, Problem, body};

/// Longest form.
const LONGEST_BYTES: usize = 64 << 10;

/// Named texts.
#[derive(Debug, Clone, Default)]
pub struct Form {
    values: BTreeMap<String, String>,
    repeated: Option<String>,
}

impl Form {
    /// Reads `a=1&b=2`. Of what is there twice the first is kept, and its name.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(text) {
            if form.values.contains_key(name.as_ref()) {
                form.repeated.get_or_insert(name.into_owned());
            } else {
                form.values.insert(name.into_owned(), value.into_owned());
            }
        }
        form
    }

    /// The parameter, unless it is left out or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The same, to keep.
    #[must_use]
    pub fn take(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The first parameter that is there twice.
    #[must_use]
    pub fn repeated(&self) -> Option<&str> {
        self.repeated.as_deref()
    }
}

/// A body that is a form.
pub struct FormBody(pub Form);

impl FromRequest<HttpState> for FormBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            let detail = "the body must be application/x-www-form-urlencoded";
            return Err(Problem::bad_request("invalid_request", detail));
        }
        let limit_bytes = LONGEST_BYTES.min(state.options().body_bytes);
        let bytes = body::read(request, limit_bytes).await?;
        if std::str::from_utf8(&bytes).is_err() {
            return Err(Problem::bad_request("invalid_request", "the body must be UTF-8"));
        }
        Ok(Self(Form::parse(&bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_not_there_and_what_is_there_twice_is_told() {
        let form = Form::parse(b"a=1&b=&c=x+y%26z&a=2");
        assert_eq!((form.get("a"), form.get("b"), form.get("c")), (Some("1"), None, Some("x y&z")));
        assert_eq!(form.repeated(), Some("a"));
        assert_eq!(Form::parse(b"a=1&b=1").repeated(), None);
    }
}
