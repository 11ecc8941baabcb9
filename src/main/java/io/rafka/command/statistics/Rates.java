package io.rafka.command.statistics;

import io.rafka.session.Traffic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How much happens in a second, as the mean of the last one and a half, as in Redis. Any thread. */
public final class Rates {
    private static final long INTERVAL_MILLIS = 100;
    private static final int SAMPLES = 16;

    private final CommandStatistics commands;
    private final Traffic traffic;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long time, long commands, long received, long sent) {}

    private Rates(CommandStatistics commands, Traffic traffic) {
        this.commands = commands;
        this.traffic = traffic;
        sample();
    }

    /** Begins to look at the counters; ends with the scheduler. */
    public static Rates start(CommandStatistics commands, Traffic traffic, ScheduledExecutorService scheduler) {
        Rates rates = new Rates(commands, traffic);
        scheduler.scheduleAtFixedRate(rates::sample, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return rates;
    }

    private synchronized void sample() {
        samples.addLast(new Sample(System.nanoTime(), commands.calls(), traffic.bytesReceived(), traffic.bytesSent()));
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    /** Commands a second. */
    public synchronized double commands() {
        return perSecond(samples.getLast().commands() - samples.getFirst().commands());
    }

    /** Bytes from clients a second. */
    public synchronized double bytesReceived() {
        return perSecond(samples.getLast().received() - samples.getFirst().received());
    }

    /** Bytes to clients a second. */
    public synchronized double bytesSent() {
        return perSecond(samples.getLast().sent() - samples.getFirst().sent());
    }

    private double perSecond(long count) {
        long nanos = samples.getLast().time() - samples.getFirst().time();
        // The counters may have been set to 0 in between.
        return nanos == 0 || count < 0 ? 0 : count * 1e9 / nanos;
    }
}
