#!/bin/bash
# A throw-away PostgreSQL for tests: `start` starts one, or finds the one it started before, and prints its address;
# `stop` stops and removes it. It listens on a free port of the loopback interface only and does not wait for the disk.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${CARGO_TARGET_DIR:=target} in
/*) state=$CARGO_TARGET_DIR/test-postgres ;;
*) state=$PWD/$CARGO_TARGET_DIR/test-postgres ;;
esac
mkdir -p "$state"

# Debian keeps the server's programs out of the way.
for folder in /usr/lib/postgresql/*/bin; do
    [ -d "$folder" ] && PATH=$folder:$PATH
done

# PostgreSQL refuses to run as root.
user=
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
fi

as_server() {
    if [ -n "$user" ]; then
        setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"
    else
        "$@"
    fi
}

is_running() {
    [ -s "$state/url" ] && [ -s "$state/folder" ] &&
        as_server pg_ctl status -D "$(cat "$state/folder")/data" >/dev/null 2>&1
}

start() {
    if is_running; then
        cat "$state/url"
        return
    fi
    stop
    command -v initdb >/dev/null || {
        echo "test-postgres: no initdb; install PostgreSQL (on Debian: apt-get install postgresql)" >&2
        return 1
    }
    # Outside the checkout, which another user may not be allowed to enter.
    local folder attempt port
    folder=$(mktemp -d "${TMPDIR:-/tmp}/colloquy-test-postgres.XXXXXX")
    echo "$folder" >"$state/folder"
    [ -z "$user" ] || chown "$user" "$folder"
    if ! (cd "$folder" && as_server initdb -D "$folder/data" -U colloquy -A trust -E UTF8 --locale=C --no-sync) \
        >"$state/initdb.log" 2>&1; then
        cat "$state/initdb.log" >&2
        return 1
    fi
    for attempt in 1 2 3 4 5 6 7 8; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 40000))
        # Nothing of ours may stay open in the server: neither the lock nor a pipe that somebody reads to its end.
        if (cd "$folder" && as_server pg_ctl start -w -t 30 -D "$folder/data" -l "$folder/log" -o "-p $port \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c shared_buffers=64MB \
            -c fsync=off -c full_page_writes=off") >/dev/null 2>&1 9>&- </dev/null; then
            echo "postgres://colloquy@127.0.0.1:$port/postgres" >"$state/url"
            cat "$state/url"
            return
        fi
    done
    echo "test-postgres: the server did not start (attempt $attempt):" >&2
    cat "$folder/log" >&2
    return 1
}

stop() {
    local folder
    rm -f "$state/url"
    [ -s "$state/folder" ] || return 0
    folder=$(cat "$state/folder")
    as_server pg_ctl stop -m immediate -D "$folder/data" >/dev/null 2>&1 || true
    rm -rf "$folder" "$state/folder"
}

case ${1:-} in
start | stop)
    exec 9>"$state/lock"
    flock 9
    "$1"
    ;;
*)
    echo "usage: $0 start|stop" >&2
    exit 2
    ;;
esac
