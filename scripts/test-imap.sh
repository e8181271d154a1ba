#!/bin/bash
# A throw-away IMAP server for tests (Dovecot): `start` starts one, or finds the one it started before, and prints its
# address; `stop` stops and removes it. It listens on a free port of the loopback interface only, in clear, and lets any
# user in with the password `sesame`: a test takes a name that nobody else has, and has a mailbox of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${CARGO_TARGET_DIR:=target} in
/*) state=$CARGO_TARGET_DIR/test-imap ;;
*) state=$PWD/$CARGO_TARGET_DIR/test-imap ;;
esac
mkdir -p "$state"

# Debian keeps the server where only root looks.
PATH=$PATH:/usr/sbin

# Everything runs as one user, which must not be root: Dovecot gives root's rights to no mailbox.
user=$(id -un)
if [ "$(id -u)" = 0 ]; then
    user=nobody
    id dovecot >/dev/null 2>&1 && user=dovecot
fi
group=$(id -gn "$user")

as_server() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid "$user" --regid "$group" --clear-groups "$@"
    else
        "$@"
    fi
}

# The number of the running server.
server_pid() {
    local folder pid
    [ -s "$state/folder" ] || return 1
    folder=$(cat "$state/folder")
    [ -s "$folder/run/master.pid" ] || return 1
    pid=$(cat "$folder/run/master.pid")
    # The number may have gone to somebody else meanwhile.
    [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dovecot ] || return 1
    echo "$pid"
}

is_running() {
    [ -s "$state/url" ] && server_pid >/dev/null
}

# Dovecot 2.3 as an ordinary user, which its documentation calls rootless.
write_configuration() {
    local folder=$1 port=$2
    cat >"$folder/dovecot.conf" <<EOF
base_dir = $folder/run
state_dir = $folder/state
log_path = $folder/log
instance_name = colloquy-test-imap

protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
mail_max_userip_connections = 100

default_internal_user = $user
default_internal_group = $group
default_login_user = $user
first_valid_uid = 1
first_valid_gid = 1

passdb {
  driver = static
  args = password=sesame
}
userdb {
  driver = static
  args = uid=$user gid=$group home=$folder/mail/%u
}
mail_location = maildir:~/Maildir
mail_fsync = never

# Nobody but root may change the root folder, or be another user.
service anvil {
  chroot =
  # A test that says a wrong password does not slow down the others.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth-worker {
  user = $user
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = $port
  }
  inet_listener imaps {
    port = 0
  }
}
service imap-urlauth-login {
  chroot =
}
EOF
}

# Whether the server greets.
answers() {
    local greeting
    (exec 3<>"/dev/tcp/127.0.0.1/$1" && read -r -t 5 greeting <&3 && [[ $greeting == '* OK'* ]]) 2>/dev/null
}

start() {
    if is_running; then
        cat "$state/url"
        return
    fi
    stop
    command -v dovecot >/dev/null && [ -x /usr/lib/dovecot/imap ] || {
        echo "test-imap: no dovecot; install its IMAP server (on Debian: apt-get install dovecot-imapd)" >&2
        return 1
    }
    # Outside the checkout, which another user may not be allowed to enter. The paths of sockets must be short.
    local folder attempt waited port
    folder=$(mktemp -d "${TMPDIR:-/tmp}/colloquy-test-imap.XXXXXX")
    echo "$folder" >"$state/folder"
    mkdir "$folder/run" "$folder/state" "$folder/mail"
    for attempt in 1 2 3 4 5 6 7 8; do
        port=$((20000 + (RANDOM * 32768 + RANDOM) % 40000))
        write_configuration "$folder" "$port"
        [ "$(id -u)" != 0 ] || chown -R "$user:$group" "$folder"
        # Nothing of ours may stay open in the server: neither the lock nor a pipe that somebody reads to its end.
        if (cd "$folder" && as_server dovecot -c "$folder/dovecot.conf") >"$state/start.log" 2>&1 9>&- </dev/null; then
            for waited in 1 2 3 4 5 6 7 8 9 10; do
                if answers "$port"; then
                    echo "imap://127.0.0.1:$port" >"$state/url"
                    cat "$state/url"
                    return
                fi
                sleep 0.5
            done
            end_server
        fi
    done
    echo "test-imap: the server did not start (attempt $attempt):" >&2
    cat "$state/start.log" >&2
    [ ! -e "$folder/log" ] || tail -n 40 "$folder/log" >&2
    return 1
}

# Ends the server, if there is one, and waits until it is gone.
end_server() {
    local pid waited
    pid=$(server_pid) || return 0
    kill "$pid" 2>/dev/null || return 0
    for waited in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 "$pid" 2>/dev/null || return 0
        sleep 0.2
    done
    kill -KILL "$pid" 2>/dev/null || true
}

stop() {
    rm -f "$state/url"
    [ -s "$state/folder" ] || return 0
    end_server
    rm -rf "$(cat "$state/folder")" "$state/folder"
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
