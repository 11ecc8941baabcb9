package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole group of consumers at work, while members come and go. */
class GroupIT {
    private static final int MESSAGES = 100_000;
    private static final int KEYS = 100;
    private static final int PRODUCERS = 20;
    private static final int PARTITIONS = 16;
    private static final int BATCH = 500;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyMessageArrivesInOrderWhileMembersCloseAndJoin() throws Exception {
        try (RafkaTester rafka = RafkaTester.start()) {
            everyMessageArrives(rafka);
        }
    }

    private static void everyMessageArrives(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", PARTITIONS);
        String group = RafkaTester.unique("group");
        Journal journal = new Journal();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<GroupWorker> workers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                workers.add(GroupWorker.start(rafka, threads, group, "worker-" + i, topic, journal));
            }
            produce(rafka, threads, topic);
            await().atMost(Duration.ofMinutes(2)).until(() -> journal.distinct() > MESSAGES / 3);
            workers.remove(0).end();
            workers.remove(0).end();
            workers.add(GroupWorker.start(rafka, threads, group, "worker-8", topic, journal));
            workers.add(GroupWorker.start(rafka, threads, group, "worker-9", topic, journal));
            await().atMost(Duration.ofMinutes(2)).until(() -> journal.distinct() == MESSAGES);
            for (GroupWorker worker : workers) {
                worker.end();
            }
        } finally {
            threads.shutdownNow();
        }
        journal.verify(KEYS, MESSAGES / KEYS);
        nothingComesAgain(rafka, group, topic);
        rafka.restart();
        nothingComesAgain(rafka, group, topic);
    }

    /** Each connection has its own keys, so that the order of a key's messages is the order sent. */
    private static void produce(RafkaTester rafka, ExecutorService threads, String topic)
            throws InterruptedException, ExecutionException {
        List<Future<?>> producers = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            int first = p;
            producers.add(threads.submit(() -> {
                try (RawClient client = rafka.connect()) {
                    StringBuilder batch = new StringBuilder();
                    int pending = 0;
                    for (int n = 0; n < MESSAGES / KEYS; n++) {
                        for (int key = first; key < KEYS; key += PRODUCERS) {
                            batch.append(RawClient.array("RPUSHX", "topics:" + topic + ":" + key, key + "/" + n));
                            if (++pending == BATCH) {
                                flush(client, batch, pending);
                                pending = 0;
                            }
                        }
                    }
                    flush(client, batch, pending);
                    assertThat(client.call("DUMP", "20000")).isEqualTo(0L);
                }
            }));
        }
        for (Future<?> producer : producers) {
            producer.get();
        }
    }

    private static void flush(RawClient client, StringBuilder batch, int replies) {
        client.send(batch.toString());
        batch.setLength(0);
        assertThat(client.read(4 * replies)).isEqualTo(":1\r\n".repeat(replies));
    }

    private static void nothingComesAgain(RafkaTester rafka, String group, String topic) {
        try (RawClient again = rafka.connect()) {
            assertThat(again.call("CLIENT", "SETNAME", group + ":again")).isEqualTo("OK");
            assertThat(again.call("BLPOP", "topics:" + topic, "3")).isNull();
        }
    }

    /** What all workers have received, by assignment: order must hold within what one of them got in one go. */
    static final class Journal {
        private final Set<String> all = new HashSet<>();
        private final Map<String, Integer> last = new HashMap<>();
        private final List<String> disorder = new ArrayList<>();

        synchronized void received(String worker, String message) {
            all.add(message);
            String[] parts = message.split("/", 2);
            int number = Integer.parseInt(parts[1]);
            Integer before = last.put(worker + " " + parts[0], number);
            // Going back is a redelivery, which at least once allows; leaving out is a loss of order.
            if (before != null && number > before + 1) {
                boolean other = all.contains(parts[0] + "/" + (number - 1));
                if (!other) {
                    disorder.add(worker + " got " + message + " after " + before);
                }
            }
        }

        synchronized int distinct() {
            return all.size();
        }

        synchronized void verify(int keys, int each) {
            assertThat(disorder).isEmpty();
            Set<String> missing = new HashSet<>();
            for (int key = 0; key < keys; key++) {
                for (int n = 0; n < each; n++) {
                    missing.add(key + "/" + n);
                }
            }
            missing.removeAll(all);
            assertThat(missing).isEmpty();
        }
    }
}
