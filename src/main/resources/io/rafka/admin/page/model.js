"use strict";

/*
 * What the charts show, computed from what rafka tells. Nothing here knows of the page.
 *
 * rafka tells how often something has happened since its start. How often a second is the difference of two answers.
 */

/** So much is kept. */
export const KEPT_MILLIS = 10 * 60 * 1000;

/** By how much a counter has grown. One that is smaller than before has begun anew: rafka was started again. */
export function growth(before, after) {
  return after >= before ? after - before : after;
}

/** The same of each bucket of a histogram. If one of them is smaller, all have begun anew. */
export function growthOfBuckets(before, after) {
  const anew = after.length !== before.length || after.some((count, i) => count < before[i]);
  return anew ? after : after.map((count, i) => count - before[i]);
}

/**
 * The time in microseconds within which this part of all was done; null if there were none.
 *
 * A bucket has what took up to 2 to the power of its index microseconds, and more than the one before. Within a
 * bucket, times are taken to be spread evenly, as Prometheus does.
 */
export function quantile(buckets, part) {
  const rank = part * buckets.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let i = 0; i < buckets.length; i++) {
    if (buckets[i] > 0 && below + buckets[i] >= rank) {
      const low = i === 0 ? 0 : 2 ** (i - 1);
      return low + (2 ** i - low) * (rank - below) / buckets[i];
    }
    below += buckets[i];
  }
  return null;
}

/** What is known from one answer alone. */
function pointOf(answer) {
  return { time: answer.time, outstanding: answer.now.outstanding };
}

/** What the charts show at the time of the later of two answers. */
export function pointBetween(before, after) {
  const seconds = (after.time - before.time) / 1000;
  const rate = name => growth(before.counters[name], after.counters[name]) / seconds;
  const commands = growthOfBuckets(before.times.commands, after.times.commands);
  const delivery = growthOfBuckets(before.times.delivery, after.times.delivery);
  return {
    ...pointOf(after),
    commands: rate("commands"),
    errors: rate("errors"),
    produced: rate("accepted"),
    delivered: rate("delivered"),
    handedOut: rate("handedOut"),
    acknowledged: rate("acknowledged"),
    received: rate("receivedBytes"),
    sent: rate("sentBytes"),
    commandP50: quantile(commands, 0.5),
    commandP99: quantile(commands, 0.99),
    deliveryP50: quantile(delivery, 0.5),
    deliveryP99: quantile(delivery, 0.99),
  };
}

/** The points of the last minutes, the oldest first. */
export class History {
  points = [];
  #before = null;

  /** What rafka has answered. */
  add(answer) {
    const before = this.#before;
    if (before !== null && answer.time <= before.time) {
      // The clock of rafka's machine was set back: what was drawn for later is in the way.
      this.points = [];
    }
    this.points.push(this.points.length > 0 && before !== null ? pointBetween(before, answer) : pointOf(answer));
    this.#before = { time: answer.time, counters: answer.counters, times: answer.times };
    const oldest = answer.time - KEPT_MILLIS;
    this.points = this.points.filter(point => point.time >= oldest);
  }

  /** rafka has not answered. Nothing is known of that time, so lines are not drawn over it. */
  interrupt() {
    const last = this.points.at(-1);
    if (this.#before !== null) {
      this.points.push({ time: last.time });
    }
    this.#before = null;
  }
}

/** Whether rafka was started again between two answers, or its counters were set to 0. */
export function beganAnew(before, after) {
  return after.counters.connections < before.counters.connections;
}
