"use strict";

import { bytes, count, duration, micros, moment, NONE } from "./format.js";
import { Table } from "./tables.js";

/* The tables of connections, topics and troubles: what stands in them. Fields are those of /overview.json. */

const LONGEST_WORD = 64;

function number(title, text, more) {
  return { title, text, kind: "number", ...more };
}

/** A figure of which most have none: a table full of zeros is hard to read. */
function figure(title, value, more) {
  return number(title, row => value(row) === 0 ? NONE : count(value(row)), more);
}

function ofConsumer(title, text, kind) {
  return { title, text: row => row.consumer ? text(row.consumer) : NONE, kind, over: "Consumer" };
}

/** Who it is: by its name if it has one. */
function client(row) {
  return row.name ? `${row.name} (${row.address})` : row.address;
}

/** A word of a command: of a long one enough to tell which it is. */
function word(text) {
  return text.length <= LONGEST_WORD ? text : `${text.slice(0, LONGEST_WORD)}...`;
}

export function connectionsTable(parent) {
  return new Table(parent, "Connections", [
    { title: "Name", text: row => row.name || NONE },
    number("Id", row => String(row.id)),
    { title: "Address", text: row => row.address },
    number("Age", row => duration(row.age)),
    number("Idle", row => duration(row.idle)),
    { title: "Last command", text: row => row.blocked ? `${row.command}, waits` : row.command },
    figure("Outstanding", row => row.outstanding),
    number("Waiting", row => row.waitingBytes === 0 ? NONE : bytes(row.waitingBytes), { over: "Bytes" }),
    number("Unread", row => row.unreadBytes === 0 ? NONE : bytes(row.unreadBytes), { over: "Bytes" }),
    ofConsumer("State", consumer => consumer.state),
    ofConsumer("Partitions", consumer => count(consumer.partitions), "number"),
    ofConsumer("Unacknowledged", consumer => count(consumer.unacknowledged), "number"),
    ofConsumer("Ready", consumer => count(consumer.ready), "number"),
    ofConsumer("Group", consumer => consumer.group),
  ], row => row.id);
}

export function topicsTable(parent) {
  return new Table(parent, "Topics", [
    { title: "Topic", text: row => row.topic || "(further ones)" },
    number("Produced", row => count(row.produced)),
    figure("Lost", row => row.failed, { isBad: row => row.failed > 0 }),
    number("Handed out", row => count(row.handedOut)),
    number("Unacknowledged", row => count(row.unacknowledged)),
    number("Lag", row => count(row.lag)),
  ], row => row.topic);
}

export function failuresTable(parent) {
  return new Table(parent, "Lost records", [
    { title: "Topic", text: row => row.topic },
    number("Records", row => count(row.count), { isBad: () => true }),
    { title: "Reason", text: row => row.reason, kind: "wide" },
  ], row => `${row.topic} ${row.reason}`);
}

export function errorsTable(parent) {
  return new Table(parent, "Recent error replies", [
    { title: "Command", text: row => row.command || "(unknown)" },
    { title: "Reply", text: row => row.text, kind: "wide" },
    number("Times", row => count(row.count)),
    number("Last at", row => moment(row.time)),
    { title: "Last client", text: client },
  ], row => `${row.command} ${row.text}`);
}

export function slowTable(parent) {
  return new Table(parent, "Slow commands", [
    { title: "At", text: row => moment(row.time) },
    number("Took", row => micros(row.micros)),
    { title: "Command", text: row => row.words.map(word).join(" "), kind: "wide" },
    { title: "Client", text: client },
  ], row => `${row.time} ${row.micros} ${row.address}`);
}
