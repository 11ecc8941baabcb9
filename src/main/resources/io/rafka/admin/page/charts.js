"use strict";

import { linearAxis, logarithmicAxis, timeAxis } from "./axes.js";
import { element, setText } from "./elements.js";
import { byteRate, bytes, clock, clockMinutes, count, micros, rate, short } from "./format.js";

/* The charts: lines of the points of a History, drawn as SVG. */

const LEFT = 46;
const RIGHT = 14;
const TOP = 8;
const BOTTOM = 20;
const HEIGHT = 150;
/** What a label of the time may take. */
const TIME_WIDTH = 56;

/** Of each: its title, its lines (what of a point, and how it is called), how values and labels are written. */
const CHARTS = [
  ["Commands a second", [["commands", "commands"], ["errors", "errors"]], rate, short],
  [
    "Records a second",
    [["produced", "produced"], ["delivered", "delivered"], ["handedOut", "handed out"],
      ["acknowledged", "acknowledged"]],
    rate,
    short,
  ],
  ["Bytes a second", [["received", "from clients"], ["sent", "to clients"]], byteRate, bytes],
  ["Time of a command", [["commandP50", "p50"], ["commandP99", "p99"]], micros, micros, logarithmicAxis],
  ["Time until Kafka has a record", [["deliveryP50", "p50"], ["deliveryP99", "p99"]], micros, micros, logarithmicAxis],
  ["Outstanding records", [["outstanding", "records"]], count, short],
];

/** All charts, in an element. */
export class Charts {
  #charts;
  #points = [];
  #axis = null;
  /** The time that somebody looks at; null for the latest. It is the same in all charts. */
  #cursor = null;

  constructor(parent) {
    this.#charts = CHARTS.map(shape => new Chart(parent, shape, cursor => this.#look(cursor)));
    new ResizeObserver(() => this.#draw()).observe(parent);
  }

  /** @param points of a History */
  show(points) {
    this.#points = points;
    this.#axis = points.length > 0 ? timeAxis(points) : null;
    this.#draw();
  }

  /** @param where how far from the left, from 0 to 1; null for the latest */
  #look(where) {
    this.#cursor = where === null || this.#axis === null
      ? null
      : this.#axis.from + where * (this.#axis.to - this.#axis.from);
    this.#draw();
  }

  #draw() {
    const cursor = this.#cursor;
    const point = cursor === null ? this.#points.at(-1) : nearest(this.#points, cursor);
    for (const chart of this.#charts) {
      chart.draw(this.#points, this.#axis, point, cursor !== null);
    }
  }
}

function nearest(points, time) {
  const distance = point => Math.abs(point.time - time);
  return points.reduce((best, point) => distance(point) < distance(best) ? point : best, points[0]);
}

class Chart {
  #lines;
  #value;
  #label;
  #axis;
  #picture = svg("svg", { role: "img" });
  #time = element("span", "time");
  #values = [];

  constructor(parent, [title, lines, value, label, axis = linearAxis], look) {
    this.#lines = lines;
    this.#value = value;
    this.#label = label;
    this.#axis = axis;
    this.#picture.setAttribute("aria-label", `${title}, over time`);
    const legend = element("ul", "", ...lines.map(([, name], i) => this.#entry(name, i)));
    const heading = element("h3", "", title, this.#time);
    parent.append(element("figure", "", element("figcaption", "", heading, legend), this.#picture));
    this.#picture.addEventListener("pointermove", event => look(this.#share(event)));
    this.#picture.addEventListener("pointerleave", () => look(null));
  }

  #entry(name, i) {
    const sample = svg("svg", { class: "sample", width: 22, height: 8, "aria-hidden": "true" });
    sample.append(svg("path", { class: `line line-${i}`, d: "M1 4H21" }));
    const value = element("b");
    this.#values.push(value);
    return element("li", "", sample, `${name} `, value);
  }

  #share(event) {
    const box = this.#picture.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT)));
  }

  /**
   * @param axis of the time; null if there are no points
   * @param point the one whose values are told; undefined if there is none
   * @param isMarked whether that one is not the latest
   */
  draw(points, axis, point, isMarked) {
    this.#lines.forEach(([key], i) => setText(this.#values[i], this.#value(point?.[key])));
    setText(this.#time, isMarked && point ? clock(point.time) : "");
    const width = this.#picture.clientWidth;
    if (axis === null || width === 0) {
      return;
    }
    const values = this.#lines.flatMap(([key]) => points.map(each => each[key])).filter(isKnown);
    const y = this.#axis(values, 1);
    const xOf = time => LEFT + (width - LEFT - RIGHT) * (time - axis.from) / (axis.to - axis.from);
    const yOf = value => TOP + (HEIGHT - TOP - BOTTOM) * (1 - y.share(value));
    this.#picture.replaceChildren(
      ...y.ticks.flatMap(tick => level(yOf(tick), width, this.#label(tick))),
      ...timeLabels(axis, xOf, width),
      ...(isMarked && point ? [mark(xOf(point.time))] : []),
      ...this.#lines.map(([key], i) => svg("path", { class: `line line-${i}`, d: path(points, key, xOf, yOf) })));
  }
}

function isKnown(value) {
  return value !== undefined && value !== null;
}

/** A horizontal line with its label. Half pixels are sharp. */
function level(y, width, label) {
  const place = Math.round(y) + 0.5;
  const text = svg("text", { x: LEFT - 6, y: place + 4, class: "label end" });
  text.textContent = label;
  return [svg("path", { class: "level", d: `M${LEFT} ${place}H${width - RIGHT}` }), text];
}

/** Those that there is room for. */
function timeLabels(axis, xOf, width) {
  const [first, second] = axis.ticks;
  const every = (xOf(second) - xOf(first)) < TIME_WIDTH ? 2 : 1;
  return axis.ticks
    .filter(tick => tick / (second - first) % every === 0)
    .filter(tick => xOf(tick) > TIME_WIDTH / 2 && xOf(tick) < width - TIME_WIDTH / 2)
    .map(tick => {
      const text = svg("text", { x: Math.round(xOf(tick)), y: HEIGHT - 5, class: "label middle" });
      text.textContent = axis.showsSeconds ? clock(tick) : clockMinutes(tick);
      return text;
    });
}

function mark(x) {
  return svg("path", { class: "mark", d: `M${Math.round(x) + 0.5} ${TOP}V${HEIGHT - BOTTOM}` });
}

/** Where nothing is known there is no line; what has no neighbours is a short one. */
function path(points, key, xOf, yOf) {
  const isThere = i => isKnown(points[i]?.[key]);
  let commands = "";
  points.forEach((point, i) => {
    if (isThere(i)) {
      const x = xOf(point.time);
      const y = yOf(point[key]).toFixed(1);
      const isAlone = !isThere(i - 1) && !isThere(i + 1);
      commands += isAlone ? `M${(x - 2).toFixed(1)} ${y}h4` : `${isThere(i - 1) ? "L" : "M"}${x.toFixed(1)} ${y}`;
    }
  });
  return commands;
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
