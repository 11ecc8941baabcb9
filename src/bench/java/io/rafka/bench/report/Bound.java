package io.rafka.bench.report;

/** On which side of its limit a target wants to be. */
public enum Bound {
    AT_LEAST("at least"),
    AT_MOST("at most");

    private final String words;

    Bound(String words) {
        this.words = words;
    }

    /** Whether a value is on the right side; the limit itself is. */
    boolean holds(double value, double limit) {
        return this == AT_LEAST ? value >= limit : value <= limit;
    }

    /** As in "at least 0.80 x". */
    String words() {
        return words;
    }
}
