//! Operations that clients of the published API know and that are not here yet, and which paths belong to it at all.
//!
//! Each answers 501 and says so: a client must not take what is missing for something that does not exist.

use axum::http::{Method, StatusCode};
use colloquy_http::Problem;
use colloquy_http::edge::is_below;

use crate::names;

/// Methods and path of what is not here yet; `{}` stands for one variable part.
const ABSENT: &[(&str, &str)] = &[
    ("POST,GET", "/v1/chat"),
    ("GET", "/v1/chat/{}"),
    ("GET", "/v1/chat/{}/transcript"),
    ("GET", "/v1/chat/{}/metrics"),
    ("GET", "/v1/issue"),
    ("POST,GET", "/v1/knowledge-base"),
    ("GET", "/v1/call/{}/evaluation-run"),
    ("POST", "/v1/evaluation/job"),
    ("GET", "/v1/evaluation/job/{}"),
    ("GET", "/v1/evaluation/job/{}/runs"),
    ("POST,GET", "/v1/evaluation/evaluators"),
    ("GET,PUT", "/v1/evaluation/evaluators/{}"),
    ("POST", "/v1/metric/definitions/{}/thresholds"),
    ("POST", "/v1/metric/collection-jobs/{}/retry"),
    ("GET", "/v1/metric/collection-jobs/{}/metric-values"),
    ("POST,GET", "/v1/dashboard"),
    ("GET,PUT,DELETE", "/v1/dashboard/{}"),
    ("GET", "/v1/dashboard/{}/data"),
    ("POST", "/v1/dashboard/{}/widget"),
    ("PUT,DELETE", "/v1/dashboard/{}/widget/{}"),
    ("GET", "/v1/dashboard/{}/widget/{}/data"),
    ("POST,GET", "/v1/me/api-keys"),
    ("DELETE", "/v1/me/api-keys/{}"),
    ("GET", "/v1/usage"),
    ("POST", "/v1/agent/build"),
    ("POST,GET", "/v1/http-request-definition"),
    ("GET,PUT", "/v1/http-request-definition/{}"),
    ("POST,GET", "/v1/persona"),
    ("GET,PUT", "/v1/persona/{}"),
    ("POST,GET", "/v1/simulation/environment"),
    ("GET,PUT,DELETE", "/v1/simulation/environment/{}"),
    ("POST,GET", "/v1/customer-flow"),
    ("GET,PUT,DELETE", "/v1/customer-flow/{}"),
    ("POST", "/v1/customer-flow/{}/duplicate"),
    ("PUT", "/v1/customer-flow/{}/graph"),
    ("PUT", "/v1/customer-flow/{}/happy-path"),
    ("POST", "/v1/customer-flow/{}/edge-case"),
    ("PUT,DELETE", "/v1/customer-flow/{}/edge-case/{}"),
    ("POST", "/v1/customer-flow/{}/edge-case/{}/promote"),
    ("POST,GET", "/v1/simulation/plan"),
    ("GET,PUT,DELETE", "/v1/simulation/plan/{}"),
    ("GET", "/v1/simulation/plan/jobs"),
    ("POST", "/v1/simulation/plan/{}/job"),
    ("GET", "/v1/simulation/plan/job/{}"),
    ("GET", "/v1/simulation/plan/job/{}/cost"),
    ("GET", "/v1/simulation/plan/job/{}/results"),
    ("POST", "/v1/simulation/plan/job/{}/cancel"),
    ("POST", "/v1/simulation/plan/job/{}/debrief"),
    ("POST", "/v1/simulation/run"),
    ("POST", "/v1/simulation/tool-mock"),
    ("GET", "/v1/simulation/job/{}"),
    ("GET", "/v1/simulation/job/lookup"),
    ("GET", "/v1/simulation/job/{}/tool-mock"),
    ("GET", "/v1/simulation/template"),
    ("POST,GET", "/v1/simulation/tool-fixture"),
    ("PUT,DELETE", "/v1/simulation/tool-fixture/{}"),
    ("POST,GET", "/v1/simulation/group"),
    ("GET,PUT,DELETE", "/v1/simulation/group/{}"),
    ("POST", "/v1/simulation/group/{}/run"),
    ("POST,GET", "/v1/simulation/run-group"),
    ("GET,DELETE", "/v1/simulation/run-group/{}"),
    ("POST", "/v1/simulation/run-group/{}/report"),
    ("POST,GET", "/v1/simulation/scenario"),
    ("GET,PUT,DELETE", "/v1/simulation/scenario/{}"),
    ("GET", "/v1/agent-config"),
    ("GET,PUT", "/v1/agent-config/{}"),
    ("DELETE", "/v1/agent-config/{}/staging"),
    ("POST", "/v1/agent-config/{}/promote"),
    ("POST", "/v1/agent-config/{}/resolve"),
    ("POST,GET", "/v1/autoimprove/job"),
    ("GET", "/v1/autoimprove/job/{}"),
    ("POST", "/v1/autoimprove/job/{}/answer"),
    ("POST", "/v1/autoimprove/job/{}/cancel"),
    ("POST", "/v1/autoimprove/job/{}/dismiss"),
    ("POST", "/v1/autoimprove/job/{}/promote"),
    ("POST", "/v1/autoimprove/job/{}/guidance"),
    ("GET", "/v1/benchmark/leaderboard"),
    ("GET", "/v1/benchmark/metric"),
    ("GET", "/v1/benchmark/suite"),
    ("GET", "/v1/benchmark/target/{}"),
    ("GET", "/v1/benchmark/target/{}/history"),
    ("GET", "/v1/benchmark/target/{}/score-sample"),
    ("POST", "/v1/config/apply"),
    ("POST", "/v1/config/diff"),
];

/// Whether a path belongs to this API: all below `/v1` that no other dialect claims before, so that its clients
/// understand also what is said of a path that nobody knows.
pub fn owns(path: &str) -> bool {
    is_below(path, "/v1")
}

/// The refusal of an operation that is not here yet.
pub fn refusal(method: &Method, path: &str) -> Option<Problem> {
    let is_known = |(methods, template): &(&str, &str)| {
        methods.split(',').any(|known| known == method.as_str()) && matches(template, path)
    };
    ABSENT.iter().any(is_known).then(|| {
        let detail = format!("{method} {path} is not there yet in this server");
        Problem::new(StatusCode::NOT_IMPLEMENTED, names::NOT_THERE_YET, detail)
    })
}

fn matches(template: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    let fits = template.split('/').all(|wanted| {
        parts.next().is_some_and(|part| if wanted == "{}" { !part.is_empty() } else { part == wanted })
    });
    fits && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_yet_says_so_and_nothing_else_does() {
        let told = |method: Method, path: &str| refusal(&method, path).map(|problem| problem.status.as_u16());
        assert_eq!(told(Method::GET, "/v1/dashboard"), Some(501));
        assert_eq!(told(Method::PUT, "/v1/dashboard/x/widget/y"), Some(501));
        assert_eq!(told(Method::POST, "/v1/agent/build"), Some(501));
        assert_eq!(told(Method::DELETE, "/v1/dashboard"), None);
        assert_eq!(told(Method::GET, "/v1/dashboard/"), None);
        assert_eq!(told(Method::GET, "/v1/dashboard/x/y"), None);
        assert!(ABSENT.iter().all(|(_, template)| owns(template)));
        assert!(owns("/v1/call/x") && owns("/v1/nothing") && !owns("/v10/call") && !owns("/api/v1/calls"));
    }
}
