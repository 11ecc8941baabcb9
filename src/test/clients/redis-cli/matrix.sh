#!/usr/bin/env bash
# Tries what ../README.md says, with nothing but redis-cli.
# Usage: matrix.sh <host> <port> <default|2|3> <topic> <group>
set -euo pipefail

[ $# -eq 5 ] || { echo "usage: $0 <host> <port> <default|2|3> <topic> <group>" >&2; exit 2; }
host=$1 port=$2 protocol=$3 topic=$4 group=$5
count=1000 batch=100
# With --csv each reply is one line, and bytes that are no ASCII are escaped.
cli=(redis-cli -h "$host" -p "$port" --csv)
[ "$protocol" = default ] || cli+=("-$protocol")
answer='' partition='' offset='' value=''

fail() {
    printf 'redis-cli: %s\n' "$1" >&2
    exit 1
}
expect() { # <what> <expected> <actual>
    [ "$3" = "$2" ] || fail "$1: expected '$2', got '$3'"
}

# A session that is answered while it goes on: what is written to ${session[1]} is answered in ${session[0]}, also by errors
# of redis-cli's own, such as that the server has closed the connection.
open_session() {
    coproc session { exec "${cli[@]}" 2>&1; }
}
close_session() {
    # shellcheck disable=SC2154 # it knows neither coproc nor how to close a numbered file
    local process=$session_PID
    # shellcheck disable=SC2093,SC1083
    exec {session[1]}>&-
    wait "$process"
}
ask() { # <command>: sets $answer to the reply
    printf '%s\n' "$1" >&"${session[1]}"
    IFS= read -r -t 30 -u "${session[0]}" answer || fail "no answer to $1"
}
asking() { # <command> <expected answer>
    ask "$1"
    expect "$1" "$2" "$answer"
}
open_consumer() {
    open_session
    asking "CLIENT SETNAME $group:redis-cli" '"OK"'
}
# Sets $partition, $offset and $value. Fails only when there is nothing in time.
pop() { # <seconds>
    ask "BLPOP topics:$topic $1"
    [ "$answer" != NULL ] || return 1
    local form='^"topic","([^"]*)","partition",([0-9]+),"offset",([0-9]+),"value",(".*")$'
    [[ $answer =~ $form ]] || fail "BLPOP: expected topic, partition, offset and value, got $answer"
    expect "topic in BLPOP's reply" "$topic" "${BASH_REMATCH[1]}"
    partition=${BASH_REMATCH[2]} offset=${BASH_REMATCH[3]} value=${BASH_REMATCH[4]}
}
expect_message() { # <what> <value>: it comes, and is acknowledged
    pop 20 || fail "$1 did not come"
    expect "$1" "$2" "$value"
    asking "RPUSH acks $topic:$partition:$offset" 1
}
expect_nothing() {
    ! pop 1 || fail "there is a message too many: $value"
}

# Sets $key and $message, escaped as redis-cli and inline commands write and read it.
message_of() { # <number>
    key=
    (($1 % 2)) || key=user:$(($1 / 2 % 10))
    message="\"$1 ${key:--} \\xff\\x00\\r\\n\""
}

connect() {
    local version
    read -r _ version < <(redis-cli --version)
    printf 'version %s\n' "$version"
    open_session
    asking PING '"PONG"'
    ask HELLO
    [[ $answer =~ \"proto\",([0-9]) ]] || fail "HELLO: expected proto, got $answer"
    printf 'protocol %s\n' "${BASH_REMATCH[1]}"
    close_session
}

name() {
    open_session
    asking "CLIENT SETNAME a-label" '"OK"'
    asking "CLIENT GETNAME" '"a-label"'
    close_session
}

commands() { # <first number> <end>: the lines of a batch, and a DUMP
    local n key message
    for ((n = $1; n < $2; n++)); do
        message_of "$n"
        printf 'RPUSHX topics:%s%s %s\r\n' "$topic" "${key:+:$key}" "$message"
    done
    printf 'DUMP 10000\r\n'
}

# --pipe tells only how many replies there were, and how many of them errors. So the last batch goes another way, on which
# each is seen.
produce() {
    local first replies
    for ((first = 0; first < count - batch; first += batch)); do
        replies=$(commands "$first" $((first + batch)) | "${cli[@]}" --pipe)
        expect "redis-cli --pipe" "errors: 0, replies: $((batch + 1))" "${replies##*$'\n'}"
    done
    replies=$(commands "$first" "$count" | "${cli[@]}")
    expect "$batch RPUSHX and a DUMP" "$(printf '1\n%.0s' $(seq "$batch"))"$'\n0' "$replies"
}

consume() {
    local -A last_of=() partition_of=() seen=()
    local i number key message
    open_consumer
    for ((i = 0; i < count; i++)); do
        pop 20 || fail "only $i of $count messages came"
        asking "RPUSH acks $topic:$partition:$offset" 1
        number=${value#\"} number=${number%% *}
        [ -z "${seen[$number]:-}" ] || fail "message $number came twice"
        seen[$number]=1
        message_of "$number"
        expect "message $number" "$message" "$value"
        [ -n "$key" ] || continue
        ((number > ${last_of[$key]:--1})) || fail "of $key, message $number came after ${last_of[$key]}"
        last_of[$key]=$number
        expect "partition of $key" "${partition_of[$key]:-$partition}" "$partition"
        partition_of[$key]=$partition
    done
}

again() {
    close_session
    expect "RPUSHX" 1 "$("${cli[@]}" RPUSHX "topics:$topic" again)"
    open_consumer
    expect_message "the message after the reconnection" '"again"'
    expect_nothing
}

# The session of the consumer goes on: redis-cli connects again by itself. Only its name has to be given again.
restart() {
    printf 'restart\n'
    read -r -t 60 _ || fail "the server did not come back"
    local deadline=$((SECONDS + 20))
    until
        ask PING
        [ "$answer" = '"PONG"' ]
    do
        [ "$SECONDS" -lt "$deadline" ] || fail "PING: expected PONG within 20 s, got $answer"
    done
    asking "RPUSHX topics:$topic restarted" 1
    asking "DUMP 10000" 0
    asking "CLIENT SETNAME $group:redis-cli" '"OK"'
    expect_message "the message after the restart" '"restarted"'
    close_session
}

connect
printf 'ok connect\n'
name
printf 'ok name\n'
printf 'skip pool a redis-cli is one connection\n'
produce
printf 'ok produce\n'
consume
printf 'ok consume\n'
expect_nothing
printf 'ok timeout\n'
again
printf 'ok again\n'
restart
printf 'ok restart\n'
printf 'skip health redis-cli finds out by the next command, and connects again\n'
