#!/usr/bin/env bash
set -euo pipefail

redis-cli -h localhost -p 6380 RPUSHX topics:greetings "hello there!"

# A connection is a consumer, so that one redis-cli gets all of its commands.
coproc consumer { exec redis-cli -h localhost -p 6380 -d $'\t'; }
ask() {
    printf '%s\n' "$1" >&"${consumer[1]}"
    IFS= read -r reply <&"${consumer[0]}"
}
ask "CLIENT SETNAME myapp:worker-1"
ask "BLPOP topics:greetings 20"
if [ -n "$reply" ]; then
    IFS=$'\t' read -r _ topic _ partition _ offset _ message <<<"$reply"
    printf 'received: %s\n' "$message"
    ask "RPUSH acks $topic:$partition:$offset"
fi
