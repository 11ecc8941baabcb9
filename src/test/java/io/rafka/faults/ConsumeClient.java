package io.rafka.faults;

import io.rafka.faults.ConsumeJournal.Delivery;
import io.rafka.faults.RedisConnection.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the workers of a {@link ConsumeWorkload}. */
final class ConsumeClient implements Callable<@Nullable Void> {
    private static final long RECONNECT_MILLIS = 50;
    private static final String SECONDS = "0.5";

    private final int port;
    private final String topic;
    private final String id;
    private final Acknowledging acknowledging;
    private final ConsumeJournal journal;
    private int connections;
    private volatile boolean stopped;

    /** @param id {@code <group>:<name>} */
    ConsumeClient(int port, String topic, String id, Acknowledging acknowledging, ConsumeJournal journal) {
        this.port = port;
        this.topic = topic;
        this.id = id;
        this.acknowledging = acknowledging;
        this.journal = journal;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        while (!stopped) {
            try (RedisConnection connection = RedisConnection.open(port)) {
                connections++;
                consume(connection);
            } catch (IOException e) {
                // As an application does: what it had not acknowledged comes again.
                TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
            }
        }
        return null;
    }

    /** Returns when the connection is of no use any more. */
    private void consume(RedisConnection connection) throws IOException, InterruptedException {
        if (connection.call("CLIENT", "SETNAME", id) instanceof Refusal refusal) {
            journal.refused(refusal.text());
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
            return;
        }
        Deque<Delivery> pending = Acknowledging.nothingPending();
        while (!stopped) {
            long asked = System.nanoTime();
            Object reply = connection.call("BLPOP", "topics:" + topic, SECONDS);
            if (reply instanceof List<?> message) {
                Delivery delivery = delivery(message, asked);
                journal.delivered(delivery);
                pending.add(delivery);
            } else if (reply instanceof Refusal refusal) {
                journal.refused(refusal.text());
                if (refusal.text().equals("CONS Server shutdown")) {
                    TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
                    return;
                }
            }
            acknowledge(connection, acknowledging.due(pending, reply == null));
        }
    }

    private Delivery delivery(List<?> message, long asked) {
        if (message.size() != 8
                || !(message.get(3) instanceof Long partition)
                || !(message.get(5) instanceof Long offset)
                || !(message.get(7) instanceof String value)) {
            throw new AssertionError("not a message: " + message);
        }
        return new Delivery(
                id + "#" + connections,
                Math.toIntExact(partition),
                offset,
                Load.withoutPadding(value),
                asked,
                System.nanoTime());
    }

    private void acknowledge(RedisConnection connection, List<Delivery> due) throws IOException {
        if (due.isEmpty()) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("RPUSH", "acks"));
        due.forEach(delivery -> words.add(topic + ":" + delivery.partition() + ":" + delivery.offset()));
        Object reply = connection.call(words.toArray(String[]::new));
        if (Long.valueOf(due.size()).equals(reply)) {
            due.forEach(delivery -> journal.acknowledged(delivery.partition(), delivery.offset()));
        } else if (reply instanceof Refusal refusal && refusal.text().equals("CONS Local: Erroneous state")) {
            // The partition was revoked meanwhile: its record comes again, to whoever has it now.
            journal.refused(refusal.text());
        } else {
            journal.problem("RPUSH acks was answered " + reply);
        }
    }
}
