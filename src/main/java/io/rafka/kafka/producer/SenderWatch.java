package io.rafka.kafka.producer;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the death of the thread with which Kafka's producer sends. It dies of Java's errors, as one for lack of
 * memory, and the producer goes on taking records that nobody sends any more: rafka must end then, so that clients hear
 * of it and whoever supervises rafka starts another.
 */
final class SenderWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SenderWatch.class);
    private static final String SENDER = "kafka-producer-network-thread";

    private final AtomicBoolean closed = new AtomicBoolean();

    private SenderWatch() {}

    /** The senders of all producers that there are now. */
    static Set<Thread> senders() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[group.activeCount() * 2 + 16];
        int count = group.enumerate(threads);
        Set<Thread> senders = new HashSet<>(Arrays.asList(threads).subList(0, count));
        senders.removeIf(thread -> !thread.getName().startsWith(SENDER));
        return senders;
    }

    /**
     * Begins to wait.
     *
     * @param before the senders that there were before the producer was made
     * @param onDeath called once, with a line that says what has happened, unless this is closed before
     */
    static SenderWatch begin(Set<Thread> before, Consumer<String> onDeath) {
        SenderWatch watch = new SenderWatch();
        Set<Thread> made = senders();
        made.removeAll(before);
        for (Thread sender : made) {
            watch.await(sender, onDeath);
        }
        return watch;
    }

    private void await(Thread sender, Consumer<String> onDeath) {
        Thread waiting = new Thread(
                () -> {
                    try {
                        sender.join();
                    } catch (InterruptedException e) {
                        LOGGER.debug("nobody waits for the producer's thread any more", e);
                        return;
                    }
                    if (!closed.get()) {
                        onDeath.accept("the thread of Kafka's producer has died, so no record is delivered any more");
                    }
                },
                "rafka-producer-watch");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** The producer is about to be closed: the end of its thread is no fault from now on. */
    @Override
    public void close() {
        closed.set(true);
    }
}
