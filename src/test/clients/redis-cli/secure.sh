#!/usr/bin/env bash
# Does over TLS, as users of an aclfile, what it is told: ../README.md.
set -euo pipefail

# docs/clients.md {
server=(-h localhost -p 6380 --tls --cacert ca.pem --cert client.pem --key client.key)
# Passwords in the environment are not seen by others, as those on the command line are.
as_alice() {
    REDISCLI_AUTH=alice-secret redis-cli "${server[@]}" --user alice "$@"
}
as_bob() {
    REDISCLI_AUTH=bob-secret redis-cli "${server[@]}" --user bob "$@"
}
# docs/clients.md }

# A session is one connection, so that a consumer is one. With --csv each reply is one line.
open_consumer() {
    close_consumer
    coproc session { as_bob --csv 2>&1; }
    printf 'CLIENT SETNAME myapp:worker-1\n' >&"${session[1]}"
    IFS= read -r -t 30 -u "${session[0]}" reply
    [ "$reply" = '"OK"' ]
}
close_consumer() {
    local process=${session_PID:-}
    [ -n "$process" ] || return 0
    # shellcheck disable=SC1083,SC2093 # it does not know how to close a numbered file
    exec {session[1]}>&-
    wait "$process" || true
}

say() { # <reply as CSV, and what redis-cli has said before>
    local text=${1//\"/}
    text=${text//$'\n'/ }
    case $text in
        NULL) echo ok ;;
        *ERROR,* | *Error:* | *failed* | 'Could not connect'*) printf 'error %s\n' "$text" ;;
        *) printf 'ok %s\n' "${text//,/ }" ;;
    esac
}

while read -r who command; do
    case $who in
        connect)
            if reply=$(as_alice --csv PING 2>&1) && [ "$reply" = '"PONG"' ] && open_consumer; then
                echo ok
            else
                say "$reply"
            fi
            ;;
        producer)
            read -ra words <<<"$command"
            reply=$(as_alice --csv "${words[@]}" 2>&1) || true
            say "$reply"
            ;;
        consumer)
            printf '%s\n' "$command" >&"${session[1]}"
            IFS= read -r -t 60 -u "${session[0]}" reply
            say "$reply"
            ;;
    esac
done
