package io.rafka.command.statistics;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often clients were refused what they may not, by reason. Any thread. */
public final class DeniedAccess {
    /** A login that failed. */
    public static final String AUTH = "auth";

    public static final String COMMAND = "command";
    public static final String KEY = "key";
    public static final String CHANNEL = "channel";

    /** All there are, in Redis' order. */
    public static final List<String> REASONS = List.of(AUTH, COMMAND, KEY, CHANNEL);

    private final Map<String, LongAdder> counts =
            Map.of(AUTH, new LongAdder(), COMMAND, new LongAdder(), KEY, new LongAdder(), CHANNEL, new LongAdder());

    /** Counts one. */
    public void count(String reason) {
        of(reason).increment();
    }

    /** How many there were. */
    public long get(String reason) {
        return of(reason).sum();
    }

    private LongAdder of(String reason) {
        return Objects.requireNonNull(counts.get(reason), reason);
    }

    void reset() {
        counts.values().forEach(LongAdder::reset);
    }
}
