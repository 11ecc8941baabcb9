package io.rafka.command.statistics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When something took longer than {@code latency-monitor-threshold}: of each kind of event, the latest. Any thread.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor/">Redis
 *     latency monitoring</a>
 */
public final class LatencyMonitor {
    /** Of each event, as in Redis. */
    private static final int MOST_SAMPLES = 160;

    private final Map<String, Series> events = new TreeMap<>();

    /**
     * The worst of one second.
     *
     * @param time in seconds since 1970
     * @param millis how long it took
     */
    public record Sample(long time, long millis) {}

    private static final class Series {
        private final Deque<Sample> samples = new ArrayDeque<>();
        private long worst;

        void add(Sample sample) {
            worst = Math.max(worst, sample.millis());
            Sample last = samples.peekLast();
            if (last != null && last.time() == sample.time()) {
                if (last.millis() >= sample.millis()) {
                    return;
                }
                samples.removeLast();
            }
            samples.addLast(sample);
            if (samples.size() > MOST_SAMPLES) {
                samples.removeFirst();
            }
        }
    }

    /**
     * The latest of an event.
     *
     * @param event its name
     * @param last the latest sample
     * @param worst the longest time since the event was reset, in milliseconds
     */
    public record Latest(String event, Sample last, long worst) {}

    synchronized void add(String event, Sample sample) {
        events.computeIfAbsent(event, same -> new Series()).add(sample);
    }

    /** Of each event, in the order of their names. */
    public synchronized List<Latest> latest() {
        List<Latest> latest = new ArrayList<>();
        events.forEach((event, series) -> latest.add(new Latest(event, series.samples.getLast(), series.worst)));
        return latest;
    }

    /** All samples of an event, the oldest first; none if there is no such event. */
    public synchronized List<Sample> history(String event) {
        Series series = events.get(event);
        return series == null ? List.of() : List.copyOf(series.samples);
    }

    /** The longest time of an event since it was reset, in milliseconds; 0 if there is no such event. */
    public synchronized long worst(String event) {
        Series series = events.get(event);
        return series == null ? 0 : series.worst;
    }

    /** Forgets events. Returns how many there were. */
    public synchronized int reset(List<String> names) {
        int before = events.size();
        names.forEach(events::remove);
        return before - events.size();
    }

    /** Forgets all events. Returns how many there were. */
    public synchronized int reset() {
        int before = events.size();
        events.clear();
        return before;
    }
}
