"use strict";

import { Charts } from "./charts.js";
import { setText, undisturbed } from "./elements.js";
import { count } from "./format.js";
import { Groups } from "./groups.js";
import { connectionsTable, errorsTable, failuresTable, slowTable, topicsTable } from "./lists.js";
import { beganAnew, History } from "./model.js";
import { About, Now, State } from "./now.js";
import { ask, Poll } from "./poll.js";

/* Puts the page together: asks rafka for /overview.json every two seconds, and shows what it answers. */

const place = id => document.getElementById(id);

const match = place("match");
const sort = place("sort");
const about = new About();
const state = new State();
const now = new Now(place("now"));
const charts = new Charts(place("charts"));
const connections = connectionsTable(place("connections"));
const groups = new Groups(place("groups"));
const topics = topicsTable(place("topics"));
const failures = failuresTable(place("failures"));
const errors = errorsTable(place("errors"));
const slow = slowTable(place("slow"));

const history = new History();
/** The last answer, null if there was none to the last question. */
let last = null;

function show(answer) {
  about.show(answer.kafka);
  state.answered(answer);
  now.show(answer);
  charts.show(history.points);
  setText(place("connections-shown"), shownConnections(answer.connections));
  connections.show(answer.connections.rows, match.value ? "No connection has that in it." : "No client is connected.");
  setText(place("groups-shown"), shown(answer.groups));
  groups.show(answer.groups.rows, "No client has consumed. A group is here from its first BLPOP on.");
  setText(place("topics-shown"), shown(answer.topics));
  topics.show(answer.topics.rows, "No client has produced or consumed. Topics are here from the first record on.");
  failures.show(answer.failures, "None. Records that could not be delivered would be here, with the reason.");
  errors.show(answer.errors, "None. Errors that clients were given would be here.");
  slow.show(answer.slow, "None. Commands that took longer than slowlog-log-slower-than would be here.");
}

function shown({ total, rows }) {
  return rows.length < total ? `showing ${count(rows.length)} of ${count(total)}` : count(total);
}

function shownConnections({ total, matching, rows }) {
  const parts = [`showing ${count(rows.length)} of ${count(total)}`];
  if (matching < total) {
    parts.push(`${count(matching)} match`);
  }
  return parts.join(", ");
}

/** It tells when it was started, which need not be asked for each time. */
async function askWhichItIs() {
  const info = await ask("info").catch(() => null);
  if (info !== null) {
    about.know(info);
  }
}

function answered(answer) {
  if (last === null || beganAnew(last, answer)) {
    askWhichItIs();
  }
  last = answer;
  history.add(answer);
  undisturbed(() => show(answer));
}

function silent() {
  last = null;
  history.interrupt();
  charts.show(history.points);
  state.silent();
}

const path = () => `overview.json?${new URLSearchParams({ match: match.value, sort: sort.value })}`;
const poll = new Poll(path, answered, silent);
match.addEventListener("input", () => poll.now());
sort.addEventListener("change", () => poll.now());
// Enter in the field is no reason to load the page again.
place("look").addEventListener("submit", event => event.preventDefault());
poll.now();
