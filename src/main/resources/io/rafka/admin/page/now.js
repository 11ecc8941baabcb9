"use strict";

import { element, setText } from "./elements.js";
import { bytes, clock, count, duration, some } from "./format.js";

/* What is at the top: how rafka and Kafka are, in a few figures, and what is wrong. */

/** Of each: its name, its value, what stands below that, and whether it is to be seen from afar. */
const FIGURES = [
  [
    "Kafka",
    ({ kafka }) => kafka.answers ? "answers" : "no answer",
    ({ kafka }) => `${some(kafka.brokers, "broker")}, ${some(kafka.topics, "topic")}`,
    ({ kafka }) => !kafka.answers,
  ],
  [
    "Clients",
    ({ now }) => count(now.clients),
    clients,
  ],
  ["Group members", ({ now }) => count(now.members), ({ groups }) => `of ${some(groups.total, "group")}`],
  ["Lag", ({ groups }) => count(groups.lag), () => "records, all groups"],
  [
    "Outstanding",
    ({ now }) => count(now.outstanding),
    ({ now }) => `records, ${bytes(now.outstandingBytes)}`,
  ],
  [
    "Lost",
    ({ counters }) => count(counters.failed),
    ({ counters }) => counters.failed > 0 ? "records, see below" : "records",
    ({ counters }) => counters.failed > 0,
  ],
  ["Memory", ({ now }) => bytes(now.heapUsedBytes), memory],
];

function memory({ now }) {
  const ahead = now.prefetchedBytes > 0 ? `; ${bytes(now.prefetchedBytes)} fetched ahead` : "";
  return `heap, of ${bytes(now.heapMaxBytes)}${ahead}`;
}

function clients({ now, counters }) {
  const refused = counters.refusedConnections > 0 ? `, ${count(counters.refusedConnections)} refused` : "";
  const held = now.clientBytes > 0 ? `, ${bytes(now.clientBytes)} held` : "";
  return `${count(now.blocked)} wait${refused}${held}`;
}

/** The figures, in a description list. */
export class Now {
  #cells;

  constructor(list) {
    this.#cells = FIGURES.map(([name, value, more, isBad = () => false]) => {
      const cell = { value, more, isBad, box: element("div"), big: element("dd", "big"), small: element("dd") };
      cell.box.append(element("dt", "", name), cell.big, cell.small);
      list.append(cell.box);
      return cell;
    });
  }

  show(answer) {
    for (const { value, more, isBad, box, big, small } of this.#cells) {
      setText(big, value(answer));
      setText(small, more(answer));
      box.classList.toggle("bad", isBad(answer));
    }
  }
}

/** What is wrong, in the banner and in the window's title; and when that was last heard. */
export class State {
  #banner = document.getElementById("trouble");
  #updated = document.getElementById("updated");
  #heardAt = Date.now();

  answered({ kafka, counters }) {
    this.#heardAt = Date.now();
    setText(this.#updated, `updated at ${clock(this.#heardAt)}`);
    const lost = counters.failed > 0 ? `${some(counters.failed, "record")} lost` : "";
    this.#tell(kafka.answers ? "" : "Kafka does not answer.", kafka.answers ? lost : "Kafka does not answer");
  }

  silent() {
    const since = `no answer since ${clock(this.#heardAt)}`;
    this.#tell(`rafka: ${since}. What is shown is from then. It is asked again and again.`, since);
  }

  #tell(text, short) {
    // An empty text too, so that the element that is announced stays the same.
    setText(this.#banner, text);
    this.#banner.className = text ? "bad banner" : "";
    document.title = short ? `${short} - rafka ${location.host}` : `rafka ${location.host}`;
  }
}

/** Which rafka it is, and for how long it has been running. */
export class About {
  #line = document.getElementById("about");
  #started = "";
  #startedAt = 0;
  #cluster = "";

  constructor() {
    setText(document.getElementById("host"), location.host);
  }

  /** @param info what /info tells */
  know(info) {
    this.#started = `version ${info.version}, up `;
    this.#startedAt = Date.now() - info.uptimeSeconds * 1000;
    this.#show();
  }

  /** @param kafka as /overview.json tells of it */
  show({ clusterId }) {
    this.#cluster = clusterId ? `, cluster ${clusterId}` : "";
    this.#show();
  }

  #show() {
    if (this.#startedAt > 0) {
      const uptime = duration((Date.now() - this.#startedAt) / 1000);
      setText(this.#line, this.#started + uptime + this.#cluster);
    }
  }
}
