package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that is there all the time, and one that comes anew now and then: both are to be answered. */
final class Pulse implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;
    private static final int NEW_CLIENT_EVERY = 10;

    private final int port;
    private final Thread thread = new Thread(this::beat, "pulse");
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile long longestNanos;

    private Pulse(int port) {
        this.port = port;
    }

    static Pulse begin(int port) {
        Pulse pulse = new Pulse(port);
        pulse.thread.setDaemon(true);
        pulse.thread.start();
        return pulse;
    }

    private void beat() {
        try (RedisConnection lasting = RedisConnection.open(port)) {
            for (int i = 0; !stopped; i++) {
                ask(lasting);
                if (i % NEW_CLIENT_EVERY == 0) {
                    try (RedisConnection fresh = RedisConnection.open(port)) {
                        ask(fresh);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            }
        } catch (IOException e) {
            problems.add("not answered: " + e);
        } catch (InterruptedException e) {
            problems.add("interrupted");
        }
    }

    private void ask(RedisConnection connection) throws IOException {
        long begin = System.nanoTime();
        Object reply = connection.call("PING");
        longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
        if ("PONG".equals(reply)) {
            answers.incrementAndGet();
        } else {
            problems.add("PING was answered " + reply);
        }
    }

    /** How many times there was an answer. */
    int answers() {
        return answers.get();
    }

    /** The longest that an answer took. */
    long longestMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestNanos);
    }

    /** Ends it; fails if a question was not answered. */
    void finish() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(90));
        assertThat(thread.isAlive()).as("still waiting for an answer").isFalse();
        assertThat(problems).isEmpty();
        assertThat(answers.get()).isPositive();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
