package io.rafka.faults;

import io.rafka.faults.ConsumeJournal.Delivery;
import io.rafka.faults.RedisConnection.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member of a group that comes, works for a while, and goes in one way or another, again and again. */
final class ChaosMember implements Callable<@Nullable Void>, AutoCloseable {
    /** Its {@code max.poll.interval.ms}. */
    static final int LONGEST_ABSENCE = 3_000;

    private static final int SHORTEST_LIFE = 500;
    private static final int LONGEST_LIFE = 5_000;
    private static final long PAUSE_MILLIS = 50;
    private static final String SECONDS = "0.3";

    private final int port;
    private final String topic;
    private final String group;
    private final String name;
    private final boolean isStatic;
    private final String properties;
    private final Acknowledging acknowledging;
    private final ConsumeJournal journal;
    private final Random random;
    private final List<RedisConnection> frozen = new ArrayList<>();
    private int lives;
    private volatile boolean calm;
    private volatile boolean stopped;

    /**
     * A member that has not come yet.
     *
     * @param isStatic whether it has a {@code group.instance.id}
     * @param properties of its consumer, as a JSON object
     */
    ChaosMember(
            int port,
            String topic,
            String group,
            int number,
            boolean isStatic,
            String properties,
            ConsumeJournal journal) {
        this.port = port;
        this.topic = topic;
        this.group = group;
        this.name = "m" + number;
        this.isStatic = isStatic;
        this.properties = properties;
        this.journal = journal;
        random = new Random(number);
        List<Acknowledging> ways = List.of(Acknowledging.values());
        acknowledging = ways.get(number % ways.size());
    }

    /** From now on it stays. */
    void calmDown() {
        calm = true;
    }

    void stop() {
        stopped = true;
    }

    /** How often it has come. */
    int lives() {
        return lives;
    }

    @Override
    public @Nullable Void call() throws InterruptedException {
        while (!stopped) {
            try {
                live();
            } catch (IOException e) {
                // With rafka there all the time, nobody but the member itself closes its connections.
                journal.problem(name + " lost its connection: " + e);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return null;
    }

    /** Of one that is frozen for good the id is not taken: two at a time with the same would be a mistake. */
    private String key() {
        String instance = isStatic ? "\"group.instance.id\":\"" + name + "-" + frozen.size() + "\"," : "";
        return "topics:" + topic + ":{" + instance + properties.substring(1);
    }

    private void live() throws IOException, InterruptedException {
        lives++;
        boolean ended = false;
        RedisConnection connection = RedisConnection.open(port);
        try {
            // Another name each time: a member that is frozen for good keeps its own.
            Object named = connection.call("CLIENT", "SETNAME", group + ":" + name + "-" + lives);
            if (!"OK".equals(named)) {
                journal.problem("SETNAME was answered " + named);
                return;
            }
            String key = key();
            Departure departure = work(connection, key);
            departure.end(connection, key, frozen);
            ended = true;
        } finally {
            if (!ended) {
                connection.close();
            }
        }
    }

    private Departure work(RedisConnection connection, String key) throws IOException, InterruptedException {
        List<Departure> ways = List.of(Departure.values());
        Departure departure = ways.get(random.nextInt(ways.size()));
        long life = TimeUnit.MILLISECONDS.toNanos(SHORTEST_LIFE + random.nextInt(LONGEST_LIFE - SHORTEST_LIFE));
        Deque<Delivery> pending = Acknowledging.nothingPending();
        boolean frozenBefore = false;
        int part = 0;
        for (long begin = System.nanoTime(); !stopped; ) {
            boolean over = !calm && System.nanoTime() - begin > life;
            if (over && (departure != Departure.FREEZE || frozenBefore)) {
                return departure == Departure.FREEZE ? Departure.CLOSE : departure;
            }
            boolean idle = next(connection, key, pending, name + "#" + lives + "." + part);
            if (over) {
                TimeUnit.MILLISECONDS.sleep(LONGEST_ABSENCE + LONGEST_ABSENCE / 2);
                frozenBefore = true;
                part++;
                begin = System.nanoTime();
            }
            acknowledge(connection, acknowledging.due(pending, idle));
        }
        return Departure.CLOSE;
    }

    /** Takes a message; true if there was none. */
    private boolean next(RedisConnection connection, String key, Deque<Delivery> pending, String label)
            throws IOException {
        long asked = System.nanoTime();
        Object reply = connection.call("BLPOP", key, SECONDS);
        if (reply instanceof List<?> message) {
            Delivery delivery = new Delivery(
                    label,
                    Math.toIntExact((Long) message.get(3)),
                    (Long) message.get(5),
                    String.valueOf(message.get(7)),
                    asked,
                    System.nanoTime());
            journal.delivered(delivery);
            pending.add(delivery);
        } else if (reply instanceof Refusal refusal) {
            journal.refused(refusal.text().replaceFirst("Consumer '.*' for Client '.*':", "Consumer:"));
        }
        return reply == null;
    }

    /** Each of its own, the latest first, and twice: none of that may matter. */
    private void acknowledge(RedisConnection connection, List<Delivery> due) throws IOException {
        for (int i = due.size() - 1; i >= 0; i--) {
            acknowledge(connection, due.get(i));
        }
        if (!due.isEmpty()) {
            acknowledge(connection, due.get(0));
        }
    }

    private void acknowledge(RedisConnection connection, Delivery delivery) throws IOException {
        Object reply = connection.call("RPUSH", "acks", topic + ":" + delivery.partition() + ":" + delivery.offset());
        if (Long.valueOf(1).equals(reply)) {
            journal.acknowledged(delivery.partition(), delivery.offset());
        } else if (reply instanceof Refusal refusal && refusal.text().equals("CONS Local: Erroneous state")) {
            journal.refused(refusal.text());
        } else {
            journal.problem("RPUSH acks was answered " + reply);
        }
    }

    /** Ends those of its connections that are frozen. */
    @Override
    public void close() throws IOException {
        for (RedisConnection connection : frozen) {
            connection.close();
        }
    }
}
