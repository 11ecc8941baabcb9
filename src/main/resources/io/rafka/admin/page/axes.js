"use strict";

import { KEPT_MILLIS } from "./model.js";

/* Where charts have their lines and labels. Nothing here knows of the page. */

const MINUTE = 60_000;
/** How much time is shown, and how much is between two labels: not ten minutes before there is anything of them. */
const SPANS = [[MINUTE, MINUTE / 4], [2 * MINUTE, MINUTE / 2], [5 * MINUTE, MINUTE], [KEPT_MILLIS, 2 * MINUTE]];
const MOST_DECADES = 4;

/** The time that charts show: from, to, and where labels are. */
export function timeAxis(points) {
  const to = points.at(-1).time;
  const [span, step] = SPANS.find(([length]) => to - points[0].time <= length) ?? SPANS.at(-1);
  const from = to - span;
  const ticks = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    ticks.push(time);
  }
  return { from, to, ticks, showsSeconds: step < MINUTE };
}

/** From 0 to a round number that is not below the largest: share(value) is from 0 to 1. */
export function linearAxis(values, least) {
  const largest = Math.max(least, ...values);
  const step = roundUp(largest / 3);
  const steps = Math.max(1, Math.ceil(largest / step));
  const top = steps * step;
  return { ticks: Array.from({ length: steps + 1 }, (_, i) => i * step), share: value => value / top };
}

/** 1, 2 or 5 with zeros. */
function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 2, 5, 10].map(digit => digit * power).find(round => round >= number * (1 - 1e-9)) ?? 10 * power;
}

/** Times differ by orders of magnitude: from a power of ten to a power of ten. */
export function logarithmicAxis(values) {
  const known = values.filter(value => value > 0);
  const low = Math.floor(Math.log10(Math.min(...known, 1e9)));
  const first = known.length === 0 ? 2 : low;
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...known, 10 ** (first + 1)))));
  const step = Math.ceil((last - first) / MOST_DECADES);
  const ticks = [];
  for (let power = first; power <= last; power += step) {
    ticks.push(10 ** power);
  }
  return { ticks, share: value => Math.max(0, (Math.log10(value) - first) / (last - first)) };
}
