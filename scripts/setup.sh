#!/bin/sh
# Brings in what cargo does not: Debian packages, a Python environment in .venv, and what the web console is built with.
#
#   scripts/setup.sh build    what building takes: a C++ compiler, cmake, clang (for bindgen), Python
#   scripts/setup.sh console  Node with npm, and console/node_modules with the packages of console/package-lock.json, every
#                             hash checked
#   scripts/setup.sh test     what the tests take beside that: the executables of PostgreSQL and Dovecot (IMAP), sipp (SIP),
#                             Chromium
#   scripts/setup.sh python   .venv with the packages of scripts/requirements-*.txt, every hash checked
#
# Nothing is done for what is there already. Packages are installed by apt-get, as root or by sudo; where neither
# is to be had, it says what to install.
set -eu
cd "$(dirname "$0")/.."

REQUIRED_RUST=1.95
REQUIRED_NODE=20.19

has() { command -v "$1" >/dev/null 2>&1; }

has_libclang() {
    ls "${LIBCLANG_PATH:-/nonexistent}"/libclang*.so* /usr/lib/llvm*/lib/libclang*.so* \
        /usr/lib/*/libclang*.so* /usr/lib/libclang.so /usr/lib64/libclang.so* 2>/dev/null | grep -q .
}

# What the console's tools ask for: 20.19 and what follows in its line, or 22.12 and newer.
has_node() {
    has node && node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1);'
}

# Debian has one that is new enough from release 13 on.
debian_has_node() {
    has apt-get && has dpkg && { [ "$(id -u)" = 0 ] || has sudo; } || return 1
    as_root apt-get update -q
    offered=$(apt-cache policy nodejs | sed -n 's/^ *Candidate: *//p')
    [ -n "$offered" ] && [ "$offered" != '(none)' ] && dpkg --compare-versions "$offered" ge "$REQUIRED_NODE"
}

# initdb and pg_ctl; Debian keeps them off the path.
has_postgres() {
    has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# The tests start a cluster of their own on a free port; the one that Debian would start is not wanted.
forbid_default_cluster() {
    [ -e /etc/postgresql-common/createcluster.conf ] && return 0
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
}

# The tests start a server of their own; the one that Debian would start is not wanted.
install_dovecot() {
    install dovecot-imapd
    [ ! -d /run/systemd/system ] || as_root systemctl disable --now dovecot.service dovecot.socket || true
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install() {
    if ! has apt-get || { [ "$(id -u)" != 0 ] && ! has sudo; }; then
        echo "setup: please install what these Debian packages hold, then try again:" >&2
        echo "    $*" >&2
        exit 1
    fi
    echo "setup: installing $*"
    case " $* " in *" postgresql "*) forbid_default_cluster ;; esac
    as_root apt-get update -q
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold "$@"
}

setup_build() {
    missing=
    has c++ || missing="$missing g++"
    has make || missing="$missing make"
    has cmake || missing="$missing cmake"
    has clang || missing="$missing clang"
    has pkg-config || missing="$missing pkg-config"
    has_libclang || missing="$missing libclang-dev"
    has python3 || missing="$missing python3"
    python3 -c 'import venv, ensurepip' 2>/dev/null || missing="$missing python3-venv"
    [ -z "$missing" ] || install $missing
    if ! has cargo; then
        echo "setup: please install Rust $REQUIRED_RUST or newer (https://rustup.rs), then try again" >&2
        exit 1
    fi
}

setup_console() {
    has_node || ! debian_has_node || install nodejs
    if ! has_node; then
        {
            echo "setup: the web console is built with Node $REQUIRED_NODE or newer (of 22: 22.12) and its npm;"
            if has node; then echo "    here is $(node --version)"; else echo "    here is none"; fi
            echo "    please install it (Debian has it from release 13 on, else https://nodejs.org), then try again"
        } >&2
        exit 1
    fi
    has npm || install npm
    stamp=.make/npm-$(cat console/package-lock.json scripts/setup.sh | cksum | tr ' ' '-')
    [ -e "$stamp" ] && [ -e console/node_modules/.package-lock.json ] && return 0
    echo "setup: fetching what the web console is built with into console/node_modules"
    rm -f .make/npm-*
    # No package may run anything of its own while it is installed.
    (cd console && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    mkdir -p .make
    : >"$stamp"
}

setup_test() {
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        echo "setup: please run 'rustup component add rustfmt clippy', then try again" >&2
        exit 1
    fi
    has_postgres || install postgresql
    has sipp || install sip-tester
    [ -x "${CHROMIUM:-}" ] || has chromium || install chromium
    [ -x /usr/lib/dovecot/imap ] || install_dovecot
}

setup_python() {
    stamp=.make/python-$(cat scripts/requirements-*.txt scripts/setup.sh | cksum | tr ' ' '-')
    [ -e "$stamp" ] && [ -x .venv/bin/python ] && return 0
    echo "setup: making .venv (svix, standardwebhooks, moto)"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "setup: python3 is older than 3.11" >&2
        exit 1
    }
    rm -rf .venv .make/python-*
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: \
        -r scripts/requirements-test.txt -r scripts/requirements-observers.txt
    mkdir -p .make
    : >"$stamp"
}

for part in "$@"; do
    case $part in
        build) setup_build ;;
        console) setup_console ;;
        test) setup_test ;;
        python) setup_python ;;
        *) echo "setup: unknown part '$part': build, console, test, python" >&2; exit 2 ;;
    esac
done
