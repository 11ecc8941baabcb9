"use strict";

/* Numbers, times and sizes as people read them. The page is English, whatever language the browser has. */

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const ONE_DIGIT = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const TWO_DIGITS = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** For what is not there or not known. */
export const NONE = "–";

function isKnown(number) {
  return number !== undefined && number !== null;
}

/** As 12,345. */
export function count(number) {
  return isKnown(number) ? WHOLE.format(number) : NONE;
}

/** As 0.25, 7.5 or 12,345. */
export function rate(number) {
  if (!isKnown(number)) {
    return NONE;
  }
  const format = number < 1 ? TWO_DIGITS : number < 100 ? ONE_DIGIT : WHOLE;
  return format.format(number);
}

/** As 12.3K: for axes, where there is no room. */
export function short(number) {
  return SHORT.format(number);
}

function scaled(number, steps) {
  const step = steps.findLast(([size]) => number >= size) ?? steps[0];
  const value = number / step[0];
  return `${(value < 10 ? ONE_DIGIT : WHOLE).format(value)} ${step[1]}`;
}

/** As 12 kB, a thousand bytes each. */
export function bytes(number) {
  return isKnown(number) ? scaled(number, [[1, "B"], [1e3, "kB"], [1e6, "MB"], [1e9, "GB"], [1e12, "TB"]]) : NONE;
}

/** The same, of one second. */
export function byteRate(number) {
  return isKnown(number) ? `${bytes(number)}/s` : NONE;
}

/** As 850 µs, 1.2 ms or 3.4 s. */
export function micros(number) {
  return isKnown(number) ? scaled(number, [[1, "µs"], [1e3, "ms"], [1e6, "s"]]) : NONE;
}

/** As 12 s, 3 min 5 s, 3 h 12 min or 4 d 3 h. */
export function duration(seconds) {
  const whole = Math.floor(seconds);
  const units = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  const first = units.findIndex(([size]) => whole >= size);
  if (first < 0) {
    return "0 s";
  }
  const [size, unit] = units[first];
  const text = `${Math.floor(whole / size)} ${unit}`;
  const [nextSize, nextUnit] = units[first + 1] ?? [size, ""];
  const rest = Math.floor((whole % size) / nextSize);
  return rest > 0 ? `${text} ${rest} ${nextUnit}` : text;
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const CLOCK_MINUTES = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** As 20:41:07. */
export function clock(millis) {
  return CLOCK.format(millis);
}

/** As 20:41. */
export function clockMinutes(millis) {
  return CLOCK_MINUTES.format(millis);
}

/** As 20:41:07, or 26 Nov 20:41:07 if that was another day. */
export function moment(millis) {
  const day = DAY.format(millis);
  return day === DAY.format(Date.now()) ? clock(millis) : `${day} ${clock(millis)}`;
}

/** As "1 member" or "12 members". */
export function some(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
}
