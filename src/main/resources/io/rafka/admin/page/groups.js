"use strict";

import { arrange, element, setText } from "./elements.js";
import { count, NONE, some } from "./format.js";
import { Table } from "./tables.js";

/* The groups. Each is a line that unfolds to its topics and members. */

/** What stands in a group's line, and how it is called. */
const FIGURES = [
  [group => count(group.members), "members", "member"],
  [group => count(sum(group, "partitions")), "partitions", "partition"],
  [group => count(sum(group, "handedOut")), "handed out"],
  [group => count(sum(group, "unacknowledged")), "unacknowledged"],
  [group => count(sum(group, "lag")), "lag"],
  [group => count(group.rebalances), "rebalances", "rebalance"],
  [kickedOut, "kicked out"],
  [group => count(group.failedCommits), "failed commits", "failed commit"],
];

/** What the topics of a group have together; undefined if it is not known of any. */
function sum(group, figure) {
  const known = group.topics.map(topic => topic[figure]).filter(value => value !== undefined);
  return known.length === 0 && figure === "lag" ? undefined : known.reduce((total, value) => total + value, 0);
}

/** As "3 (2 away, 1 lost)". */
function kickedOut(group) {
  const reasons = Object.entries(group.kickedOut).filter(([, times]) => times > 0);
  const total = reasons.reduce((all, [, times]) => all + times, 0);
  const text = reasons.map(([reason, times]) => `${count(times)} ${reason}`).join(", ");
  return total === 0 ? "0" : `${count(total)} (${text})`;
}

/** All groups, in an element. */
export class Groups {
  #list = element("div", "groups");
  #nothing = element("p", "nothing");

  constructor(parent) {
    parent.append(this.#list, this.#nothing);
  }

  show(groups, nothing) {
    this.#list.hidden = groups.length === 0;
    this.#nothing.hidden = groups.length > 0;
    setText(this.#nothing, nothing);
    arrange(this.#list, groups, group => group.group, () => unfolding(), (line, group) => line.show(group));
  }
}

/** The element of a group, which shows what it is given: the inside only while it is unfolded. */
function unfolding() {
  const name = element("span", "group");
  const values = FIGURES.map(() => element("b"));
  const names = FIGURES.map(() => element("span"));
  const figures = FIGURES.map((figure, i) => element("span", "figure", values[i], " ", names[i]));
  const line = element("details", "", element("summary", "", name, ...figures));
  const inside = new Inside(line);
  let shown = null;
  line.show = group => {
    shown = group;
    setText(name, group.group || "(further ones)");
    name.title = group.group;
    FIGURES.forEach(([text, many, one = many], i) => {
      setText(values[i], text(group));
      setText(names[i], text(group) === "1" ? one : many);
    });
    if (line.open) {
      inside.show(group);
    }
  };
  line.addEventListener("toggle", () => line.open && shown && inside.show(shown));
  return line;
}

/** What a group unfolds to. */
class Inside {
  #topics;
  #members;
  #left = element("p", "left-out");

  constructor(parent) {
    const inside = element("div", "inside");
    parent.append(inside);
    inside.append(element("h3", "", "Topics"));
    this.#topics = topicsTable(inside);
    inside.append(element("h3", "", "Members here and their partitions"));
    this.#members = membersTable(inside);
    inside.append(this.#left);
  }

  show(group) {
    this.#topics.show(group.topics, "It has not had any partition yet.");
    const rows = group.memberRows.flatMap(partitionsOf);
    this.#members.show(rows, "None is connected to this gateway any more.");
    setText(this.#left, leftOut(group));
  }
}

/** A row for each partition of a member, or one if it has none. */
function partitionsOf(member) {
  return member.partitionRows.length === 0
    ? [{ member }]
    : member.partitionRows.map(partition => ({ member, partition }));
}

/** rafka tells of the first of very many only. */
function leftOut(group) {
  const members = group.members - group.memberRows.length;
  const partitions = group.memberRows.reduce((all, row) => all + row.partitions - row.partitionRows.length, 0);
  const parts = [[members, "member"], [partitions, "partition"]].filter(([number]) => number > 0);
  return parts.length === 0 ? "" : `Not shown: ${parts.map(([number, noun]) => some(number, noun)).join(", ")}.`;
}

function topicsTable(parent) {
  const number = (title, key) => ({ title, text: row => count(row[key]), kind: "number" });
  return new Table(parent, "Topics of the group", [
    { title: "Topic", text: row => row.topic || "(further ones)" },
    number("Partitions", "partitions"),
    number("Handed out", "handedOut"),
    number("Acknowledgements", "acknowledged"),
    number("Committed", "committed"),
    number("Unacknowledged", "unacknowledged"),
    number("Lag", "lag"),
  ], row => row.topic);
}

function membersTable(parent) {
  const ofPartition = (title, text, kind) =>
    ({ title, text: row => row.partition ? text(row.partition) : NONE, kind });
  return new Table(parent, "Members of the group and their partitions", [
    { title: "Member", text: row => row.member.consumer },
    { title: "State", text: row => row.member.state },
    ofPartition("Topic", partition => partition.topic),
    ofPartition("Partition", partition => String(partition.partition), "number"),
    ofPartition("Position", partition => count(partition.position), "number"),
    ofPartition("Unacknowledged", partition => count(partition.unacknowledged), "number"),
    ofPartition("Lag", partition => count(partition.lag), "number"),
  ], row => [row.member.consumer, row.partition?.topic, row.partition?.partition].join(" "));
}
