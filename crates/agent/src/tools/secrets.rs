//! Secrets that actions use and nobody sees.
//!
//! Actions are written by whoever may write them in some workspace; secrets are the operator's. So a secret says itself to
//! which hosts it may be sent, and may say which workspaces may use it: naming it in an action is not enough.

use std::collections::{BTreeMap, BTreeSet};

use colloquy_domain::WorkspaceId;
use colloquy_domain::secret::SecretText;

use super::blackout::blacked_out;

/// A secret, and where it may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The secret itself.
    pub value: SecretText,
    /// The hosts that it may be sent to, each as addresses spell it: whole, in any case, IPv6 in brackets.
    pub hosts: BTreeSet<String>,
    /// The workspaces whose actions may use it; none: all of them.
    pub workspaces: Option<BTreeSet<WorkspaceId>>,
}

impl Secret {
    fn may_be_used_in(&self, workspace_id: WorkspaceId) -> bool {
        self.workspaces.as_ref().is_none_or(|workspaces| workspaces.contains(&workspace_id))
    }

    fn may_go_to(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host))
    }
}

/// Secrets of the server's configuration, by the names that actions know them by.
#[derive(Debug, Clone, Default)]
pub struct Secrets(BTreeMap<String, Secret>);

impl Secrets {
    /// These secrets.
    #[must_use]
    pub fn new(secrets: BTreeMap<String, Secret>) -> Self {
        Self(secrets)
    }

    /// The secret of that name, for an action of that workspace whose request goes to that host; otherwise why it may not
    /// have it. Of a secret that is another workspace's no more is told than of one that is not there.
    pub(super) fn for_request(
        &self,
        name: &str,
        workspace_id: WorkspaceId,
        host: &str,
    ) -> Result<&SecretText, String> {
        let secret = self.0.get(name).filter(|secret| secret.may_be_used_in(workspace_id));
        let secret = secret.ok_or_else(|| {
            format!("the action did not run: there is no secret {name:?} that this workspace may use")
        })?;
        if !secret.may_go_to(host) {
            return Err(format!(
                "the action did not run: the secret {name:?} may not be sent to {host}, which is none of the hosts that \
                 the server's settings name for it"
            ));
        }
        Ok(&secret.value)
    }

    /// The text as others may see it: with `…` for each secret, however it is spelled there, and without characters that
    /// control anything but lines and columns.
    #[must_use]
    pub fn blacked_out(&self, text: &str) -> String {
        blacked_out(text, self.values(), false)
    }

    /// The same for the beginning of a longer text: what could begin a secret goes from its end.
    pub(super) fn blacked_out_beginning(&self, text: &str) -> String {
        blacked_out(text, self.values(), true)
    }

    fn values(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|secret| secret.value.reveal())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Secrets by name and value, each for one host and all workspaces.
    pub(in crate::tools) fn secrets(host: &str, pairs: &[(&str, &str)]) -> Secrets {
        let secret = |value: &str| Secret {
            value: SecretText::new(value),
            hosts: BTreeSet::from([host.to_owned()]),
            workspaces: None,
        };
        Secrets::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), secret(value))).collect())
    }

    #[test]
    fn a_secret_goes_to_its_hosts_and_from_its_workspaces_only() {
        let (ours, theirs) = (WorkspaceId::generate(), WorkspaceId::generate());
        let secret = |hosts: &[&str], workspaces: Option<WorkspaceId>| Secret {
            value: SecretText::new("s3cret"),
            hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
            workspaces: workspaces.map(|id| BTreeSet::from([id])),
        };
        let secrets = Secrets::new(BTreeMap::from([
            ("open".to_owned(), secret(&["API.example", "[2001:db8::1]"], None)),
            ("ours".to_owned(), secret(&["api.example"], Some(ours))),
            ("nowhere".to_owned(), secret(&[], None)),
        ]));
        let rows = [
            ("open", ours, "api.example", None),
            ("open", theirs, "api.EXAMPLE", None),
            ("open", ours, "[2001:db8::1]", None),
            ("ours", ours, "api.example", None),
            // Only whole hosts count.
            ("open", ours, "x.api.example", Some("may not be sent to x.api.example")),
            ("open", ours, "api.example.evil.example", Some("may not be sent to")),
            ("open", ours, "example", Some("may not be sent to")),
            ("open", ours, "", Some("may not be sent to")),
            ("nowhere", ours, "api.example", Some("may not be sent to")),
            // That there is one of that name is not told.
            ("ours", theirs, "api.example", Some("there is no secret \"ours\"")),
            ("ours", theirs, "evil.example", Some("there is no secret \"ours\"")),
            ("Open", ours, "api.example", Some("there is no secret \"Open\"")),
        ];
        for (name, workspace_id, host, refused) in rows {
            let found = secrets.for_request(name, workspace_id, host);
            match (found, refused) {
                (Ok(value), None) => assert_eq!(value.reveal(), "s3cret"),
                (Err(problem), Some(part)) => {
                    assert!(problem.contains(part) && !problem.contains("s3cret"), "{problem}");
                }
                (found, _) => panic!("{name} {host}: {found:?}"),
            }
        }
        assert!(!format!("{secrets:?}").contains("s3cret"));
    }

    #[test]
    fn all_of_them_are_blacked_out() {
        let secrets = secrets("a.example", &[("key", "top/secret"), ("word", "sesame")]);
        assert_eq!(secrets.blacked_out("?k=top%2Fsecret&w=ses\u{0}ame"), "?k=…&w=…");
        assert_eq!(secrets.blacked_out("it is top"), "it is top");
        assert_eq!(secrets.blacked_out_beginning("it is top"), "it is …");
    }
}
