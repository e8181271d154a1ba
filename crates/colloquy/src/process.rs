//! What the process asks of the system before it does anything.

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};

/// Files that are made from here on are for this user alone: what people said and the secrets of webhooks are in
/// them.
pub fn keep_files_private() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Takes as many open files as the system gives: each connection is one, and the usual 1,024 are soon gone.
pub fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    if limit.current != limit.maximum
        && let Err(error) = setrlimit(Resource::Nofile, raised)
    {
        tracing::warn!(%error, "the number of open files stays at {:?}", limit.current);
    }
}
