package io.rafka.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients that consume were given, and what they were told of their acknowledgements. Any thread. */
final class ConsumeJournal {
    /**
     * A record that a BLPOP has answered.
     *
     * @param connection the worker, and the how manieth of its connections
     * @param asked when the BLPOP was sent, as {@link System#nanoTime}
     * @param got when its reply was read
     */
    record Delivery(String connection, int partition, long offset, String value, long asked, long got) {}

    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Positions acknowledged = new Positions();
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    void delivered(Delivery delivery) {
        deliveries.add(delivery);
        count.incrementAndGet();
    }

    /** An acknowledgement was answered {@code :1}. */
    void acknowledged(int partition, long offset) {
        acknowledged.reached(partition, offset + 1);
    }

    /** BLPOP or an acknowledgement was answered an error that a client may get. */
    void refused(String text) {
        refusals.merge(text, 1, Integer::sum);
    }

    /** Something that no client should see. */
    void problem(String text) {
        problems.add(text);
    }

    /** In the order of the replies. */
    List<Delivery> deliveries() {
        List<Delivery> all = new ArrayList<>(deliveries);
        all.sort(Comparator.comparingLong(Delivery::got));
        return all;
    }

    int count() {
        return count.get();
    }

    /** The offset after the highest of each partition of which the acknowledgement was taken. */
    Positions acknowledged() {
        return acknowledged;
    }

    /** How often each error was the reply. */
    Map<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
