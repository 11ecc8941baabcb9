#!/usr/bin/env bash
# Produces and consumes through rafka with nothing but redis-cli.
# Usage: produce-consume.sh <host> <port> <topic> <group>
set -euo pipefail

[ $# -eq 4 ] || { echo "usage: $0 <host> <port> <topic> <group>" >&2; exit 2; }
host=$1 port=$2 topic=$3 group=$4
count=200
cli=(redis-cli -h "$host" -p "$port")
answer='' partition='' offset='' value=''

fail() {
    printf 'redis-cli: %s\n' "$1" >&2
    exit 1
}
expect() { # <what> <expected> <actual>
    [ "$3" = "$2" ] || fail "$1: expected '$2', got '$3'"
}

# The keys have a colon in them, and the messages spaces and quotes. Odd messages have no key.
messages() {
    for ((i = 0; i < count; i++)); do
        if ((i % 2)); then
            printf 'RPUSHX topics:%s "none %d \\"quoted\\""\n' "$topic" "$i"
        else
            printf 'RPUSHX topics:%s:user:%d "user:%d %d"\n' "$topic" $((i / 2 % 10)) $((i / 2 % 10)) "$i"
        fi
    done
    printf 'DUMP 10000\n'
}

# One session, as order is kept for each connection.
produce() {
    local replies
    replies=$(messages | "${cli[@]}")
    expect "$count RPUSHX and a DUMP" "$(printf '1\n%.0s' $(seq "$count"))"$'\n0' "$replies"
}

# A session that is answered while it goes on: what is written to ${session[1]} is answered in ${session[0]}.
open_session() {
    coproc session { exec "${cli[@]}"; }
    # rafka may see that the last session has closed only after this one has come: redis-cli never sends QUIT.
    local deadline=$((SECONDS + 10))
    until
        ask "CLIENT SETNAME $group:redis-cli"
        [[ $answer != *"is already taken" || $SECONDS -ge $deadline ]]
    do :; done
    expect "CLIENT SETNAME" OK "$answer"
}
close_session() {
    # shellcheck disable=SC2154 # it knows neither coproc nor how to close a numbered file
    local process=$session_PID
    # shellcheck disable=SC2093,SC1083
    exec {session[1]}>&-
    wait "$process"
}
read_line() {
    IFS= read -r -t 30 -u "${session[0]}" "$1" || fail "no answer"
}
ask() { # <command>: sets $answer to the first line of the reply
    printf '%s\n' "$1" >&"${session[1]}"
    read_line answer
}
# Sets $partition, $offset and $value. Fails only when there is nothing in time, which redis-cli shows as an empty line.
pop() { # <seconds>
    local labels=topic label got_topic
    ask "BLPOP topics:$topic $1"
    [ -n "$answer" ] || return 1
    expect "first element of BLPOP's reply" topic "$answer"
    read_line got_topic
    read_line label && labels+=" $label"
    read_line partition
    read_line label && labels+=" $label"
    read_line offset
    read_line label && labels+=" $label"
    read_line value
    expect "names in BLPOP's reply" "topic partition offset value" "$labels"
    expect "topic in BLPOP's reply" "$topic" "$got_topic"
}
acknowledge() {
    ask "RPUSH acks $topic:$partition:$offset"
    expect "RPUSH acks" 1 "$answer"
}

consume() {
    local -A last_of=() partition_of=() seen=()
    local key number
    for ((n = 0; n < count; n++)); do
        pop 20 || fail "only $n of $count messages came"
        acknowledge
        read -r key number _ <<<"$value"
        [ -z "${seen[$number]:-}" ] || fail "message $number came twice"
        seen[$number]=1
        if ((number % 2)); then
            expect "message $number" "none $number \"quoted\"" "$value"
        else
            expect "message $number" "user:$((number / 2 % 10)) $number" "$value"
            ((number > ${last_of[$key]:--1})) || fail "of $key, message $number came after ${last_of[$key]}"
            last_of[$key]=$number
            expect "partition of $key" "${partition_of[$key]:-$partition}" "$partition"
            partition_of[$key]=$partition
        fi
    done
    expect "different messages" "$count" "${#seen[@]}"
}

expect PING PONG "$("${cli[@]}" PING)"
"${cli[@]}" KEYS topics: | grep -qxF "topics:$topic" || fail "KEYS topics: does not name topics:$topic"

produce

open_session
consume
! pop 1 || fail "there is a message too many: $value"
close_session

# The same consumer again: what is acknowledged does not come again, only what is new.
expect "RPUSHX with a key" 1 "$("${cli[@]}" RPUSHX "topics:$topic:key" "the last")"
open_session
pop 20 || fail "the message after the reconnection did not come"
expect "the message after the reconnection" "the last" "$value"
acknowledge
! pop 1 || fail "an acknowledged message came again: $value"
close_session
