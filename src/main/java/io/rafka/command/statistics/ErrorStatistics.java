package io.rafka.command.statistics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** How many errors clients were answered, by their first word, as {@code ERR} or {@code CONS}. Any thread. */
public final class ErrorStatistics {
    /** Error codes are ours, and few; this only makes sure of it. */
    private static final int MOST_CODES = 128;

    private static final int LONGEST_CODE = 32;

    private final ConcurrentMap<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();

    void count(String line) {
        total.increment();
        int blank = line.indexOf(' ');
        String code = blank < 0 ? line : line.substring(0, blank);
        LongAdder count = errors.get(code);
        if (count == null && errors.size() < MOST_CODES && code.length() <= LONGEST_CODE) {
            count = errors.computeIfAbsent(code, same -> new LongAdder());
        }
        if (count != null) {
            count.increment();
        }
    }

    /** Of each code, in the order of the codes. */
    public Map<String, Long> byCode() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    /** Of all codes. */
    public long total() {
        return total.sum();
    }

    /** Forgets all. */
    public void reset() {
        errors.clear();
        total.reset();
    }
}
