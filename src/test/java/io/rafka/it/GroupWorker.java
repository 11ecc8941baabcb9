package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A worker as applications have them: takes a message, does it, acknowledges it, until it is told to end. */
final class GroupWorker implements Runnable {
    private final RafkaTester rafka;
    private final String id;
    private final String topic;
    private final GroupIT.Journal journal;
    private volatile boolean ending;
    private Future<?> running = java.util.concurrent.CompletableFuture.completedFuture(null);

    private GroupWorker(RafkaTester rafka, String id, String topic, GroupIT.Journal journal) {
        this.rafka = rafka;
        this.id = id;
        this.topic = topic;
        this.journal = journal;
    }

    static GroupWorker start(
            RafkaTester rafka,
            ExecutorService threads,
            String group,
            String name,
            String topic,
            GroupIT.Journal journal) {
        GroupWorker worker = new GroupWorker(rafka, group + ":" + name, topic, journal);
        worker.running = threads.submit(worker);
        return worker;
    }

    @Override
    public void run() {
        try (RawClient client = rafka.connect()) {
            assertThat(client.call("CLIENT", "SETNAME", id)).isEqualTo("OK");
            while (!ending) {
                Object reply = client.call("BLPOP", "topics:" + topic, "0.2");
                if (reply instanceof List<?> message) {
                    journal.received(id, String.valueOf(message.get(7)));
                    acknowledge(client, message.get(3), message.get(5));
                }
            }
        }
    }

    private void acknowledge(RawClient client, Object partition, Object offset) {
        Object taken = client.call("RPUSH", "acks", topic + ":" + partition + ":" + offset);
        // The partition may have gone to another member meanwhile.
        assertThat(taken).isIn(1L, "-CONS Local: Erroneous state");
    }

    /** Lets it finish its message and close, and waits for that. */
    void end() throws InterruptedException, ExecutionException {
        ending = true;
        running.get();
    }
}
