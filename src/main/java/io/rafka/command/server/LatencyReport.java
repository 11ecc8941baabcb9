package io.rafka.command.server;

import io.rafka.command.statistics.LatencyMonitor;
import io.rafka.command.statistics.LatencyMonitor.Latest;
import io.rafka.command.statistics.LatencyMonitor.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What LATENCY GRAPH and LATENCY DOCTOR show to people. */
final class LatencyReport {
    private static final String OFF = "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this rafka"
            + " instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it.\n";
    private static final String NOTHING = "Dave, no latency spike was observed during the lifetime of this rafka"
            + " instance, not in the slightest bit. I honestly think you ought to sit down calmly, take a stress pill,"
            + " and think things over.\n";
    private static final String ADVICE = """

            I have a few advices for you:

            - SLOWLOG GET shows the commands themselves.
            - Times of commands that ask Kafka are Kafka's: see whether its brokers are well, INFO kafka.
            - A long pause of Java's garbage collection makes all commands of its moment slow.
            """;
    /** From a little to the most. */
    private static final String LEVELS = "_o#";

    private static final int ROWS = 4;
    private static final String RULER = "-".repeat(80);
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private LatencyReport() {}

    /**
     * A column for each sample: its height is the time that it took, under it stands how long ago that was.
     *
     * @param samples at least one, the oldest first
     * @param worst since the event was reset, in milliseconds
     */
    static String graph(String event, List<Sample> samples, long worst) {
        long high = samples.stream().mapToLong(Sample::millis).max().orElse(0);
        long low = samples.stream().mapToLong(Sample::millis).min().orElse(0);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s - high %d ms, low %d ms (all time high %d ms)\n", event, high, low, worst));
        text.append(RULER).append('\n');
        for (int row = ROWS - 1; row >= 0; row--) {
            for (Sample sample : samples) {
                text.append(cell(sample.millis(), low, high, row));
            }
            text.append('\n');
        }
        text.append('\n');
        List<String> ages = samples.stream().map(LatencyReport::age).toList();
        int longest = ages.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (String age : ages) {
                text.append(i < age.length() ? age.charAt(i) : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** What a sample shows in a row, which are counted from the lowest. */
    private static char cell(long millis, long low, long high, int row) {
        int steps = ROWS * LEVELS.length() - 1;
        long height = high == low ? steps : (millis - low) * steps / (high - low);
        long inRow = height - (long) row * LEVELS.length();
        if (inRow >= LEVELS.length()) {
            return '|';
        }
        return inRow < 0 ? ' ' : LEVELS.charAt((int) inRow);
    }

    private static String age(Sample sample) {
        long seconds = Math.max(0, Instant.now().getEpochSecond() - sample.time());
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m";
        }
        return seconds < DAY ? seconds / HOUR + "h" : seconds / DAY + "d";
    }

    static String doctor(boolean isOn, LatencyMonitor monitor) {
        List<Latest> events = monitor.latest();
        if (events.isEmpty()) {
            return isOn ? NOTHING : OFF;
        }
        StringBuilder text = new StringBuilder("Dave, I have observed latency spikes in this rafka instance."
                + " You don't mind talking about it, do you Dave?\n\n");
        for (int i = 0; i < events.size(); i++) {
            Latest event = events.get(i);
            text.append(i + 1).append(". ").append(line(event, monitor.history(event.event())));
        }
        return text.append(ADVICE).toString();
    }

    private static String line(Latest event, List<Sample> samples) {
        double mean = samples.stream().mapToLong(Sample::millis).average().orElse(0);
        double deviation = samples.stream()
                .mapToDouble(sample -> Math.abs(sample.millis() - mean))
                .average()
                .orElse(0);
        long oldest = samples.isEmpty() ? 0 : samples.get(0).time();
        double period = samples.isEmpty() ? 0 : (double) (Instant.now().getEpochSecond() - oldest) / samples.size();
        return String.format(
                Locale.ROOT,
                "%s: %d latency spikes (average %.0fms, mean deviation %.0fms, period %.2f sec). Worst all time event"
                        + " %dms.\n",
                event.event(),
                samples.size(),
                mean,
                deviation,
                period,
                event.worst());
    }
}
