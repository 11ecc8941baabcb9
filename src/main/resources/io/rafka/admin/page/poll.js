"use strict";

/* Asks rafka again and again. */

const INTERVAL_MILLIS = 2_000;
/** While nobody looks. */
const HIDDEN_MILLIS = 30_000;
/** Who does not answer for so long does not answer. */
const PATIENCE_MILLIS = 10_000;

/** What a path answers, as an object; an exception if it is anything but that. */
export async function ask(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}

/** One request at a time: the next one is sent some time after the last has been answered, or has failed. */
export class Poll {
  #path;
  #answered;
  #failed;
  #timer = 0;
  #isAsking = false;
  #again = false;

  /**
   * @param path of what to ask for, called each time
   * @param answered called with each answer
   * @param failed called if there is none
   */
  constructor(path, answered, failed) {
    this.#path = path;
    this.#answered = answered;
    this.#failed = failed;
    // Who comes back does not want to wait.
    document.addEventListener("visibilitychange", () => document.hidden || this.now());
  }

  /** Asks now, or as soon as there is an answer to what has been asked. */
  now() {
    clearTimeout(this.#timer);
    if (this.#isAsking) {
      this.#again = true;
    } else {
      this.#ask();
    }
  }

  async #ask() {
    this.#isAsking = true;
    this.#again = false;
    try {
      const answer = await ask(this.#path()).catch(() => null);
      if (answer === null) {
        this.#failed();
      } else {
        this.#answered(answer);
      }
    } finally {
      // Also after a mistake in the page, which the console tells.
      this.#isAsking = false;
      this.#timer = setTimeout(() => this.#ask(), this.#pause());
    }
  }

  #pause() {
    if (this.#again) {
      return 0;
    }
    return document.hidden ? HIDDEN_MILLIS : INTERVAL_MILLIS;
  }
}
