package io.rafka.bench.subject;

/**
 * What a program has done.
 *
 * @param records that it produced or consumed, or commands that it executed
 * @param seconds that this took
 * @param cpuSeconds user and system time of its process
 */
public record Work(double records, double seconds, double cpuSeconds) {
    private static final double MICROS = 1e6;

    /** Both, one after the other. */
    public Work plus(Work other) {
        return new Work(records + other.records, seconds + other.seconds, cpuSeconds + other.cpuSeconds);
    }

    /** How many a second. */
    public double perSecond() {
        return records / seconds;
    }

    /** CPU time of each, in microseconds. */
    public double cpuMicros() {
        return cpuSeconds * MICROS / records;
    }
}
