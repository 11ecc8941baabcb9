package io.rafka.faults;

import io.rafka.faults.RedisConnection.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the clients of a {@link ProduceWorkload}. */
final class ProduceClient implements Callable<@Nullable Void> {
    private static final long RECONNECT_MILLIS = 50;
    private static final int KEYS = 3;

    private final int port;
    private final String topic;
    private final String name;
    private final boolean keyed;
    private final Load load;
    private final ProduceJournal journal;
    /** Sent on this connection and not answered; on a new connection, what is to be sent again. */
    private final Deque<String> unanswered = new ArrayDeque<>();
    /** Accepted on this connection, since DUMP last answered 0. */
    private final List<String> unconfirmed = new ArrayList<>();

    private long sent;
    private long nextPipeline = System.nanoTime();
    private boolean dumped;
    private volatile boolean stopped;

    ProduceClient(int port, String topic, String name, boolean keyed, Load load, ProduceJournal journal) {
        this.port = port;
        this.topic = topic;
        this.name = name;
        this.keyed = keyed;
        this.load = load;
        this.journal = journal;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        while (!dumped) {
            try (RedisConnection connection = RedisConnection.open(port)) {
                produce(connection);
                awaitDelivery(connection);
            } catch (IOException e) {
                // Lost, or rafka is not there: journalled, and tried again, as an application does.
                unanswered.forEach(journal::unknown);
                unconfirmed.clear();
                TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
            }
        }
        return null;
    }

    private void produce(RedisConnection connection) throws IOException, InterruptedException {
        unanswered.forEach(journal::resent);
        while (!stopped || !unanswered.isEmpty()) {
            while (unanswered.size() < load.pipeline() && !stopped) {
                unanswered.add(name + "/" + sent++);
            }
            // What was sent before the pause is on Kafka by now, if all goes well.
            connection.add("DUMP", "0");
            for (String record : unanswered) {
                connection.add("RPUSHX", key(record), load.isLarge(record) ? record + " " + Load.PADDING : record);
            }
            connection.flush();
            dumped(connection.reply());
            while (!unanswered.isEmpty()) {
                answered(unanswered.element(), connection.reply());
                unanswered.remove();
            }
            pause();
        }
    }

    private String key(String record) {
        return "topics:" + topic + (keyed ? ":" + name + "-" + Load.number(record) % KEYS : "");
    }

    private void answered(String record, @Nullable Object reply) {
        if (Long.valueOf(1).equals(reply)) {
            journal.accepted(record);
            unconfirmed.add(record);
        } else if (reply instanceof Refusal refusal && refusal.text().startsWith("PROD ")) {
            journal.refused(record, refusal.text());
        } else {
            journal.problem("RPUSHX was answered " + reply);
        }
    }

    private boolean dumped(@Nullable Object reply) {
        if (!(reply instanceof Long outstanding)) {
            journal.problem("DUMP was answered " + reply);
            return true;
        }
        if (outstanding == 0) {
            journal.confirmed(unconfirmed);
            unconfirmed.clear();
        }
        return outstanding == 0;
    }

    private void pause() throws InterruptedException {
        long now = System.nanoTime();
        if (nextPipeline > now) {
            TimeUnit.NANOSECONDS.sleep(nextPipeline - now);
        }
        // What was missed in an outage is not made up for: the load stays modest.
        nextPipeline = Math.max(now, nextPipeline) + load.pauseNanos();
    }

    private void awaitDelivery(RedisConnection connection) throws IOException {
        while (!dumped(connection.call("DUMP", "1000"))) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
        }
        dumped = true;
    }
}
