package io.rafka.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connections that produce until they are told to stop, each record a value of its own: {@code <connection>/<number>},
 * with numbers that grow in the order of sending.
 *
 * <p>They pause between pipelines, connect again when they lose the connection, and then first send again what they got
 * no reply to.
 */
final class ProduceWorkload implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<?>> running = new ArrayList<>();
    private final List<ProduceClient> clients = new ArrayList<>();

    /** @param port of rafka; also that of the next one, after a restart */
    ProduceWorkload(int port, String topic, Load load, ProduceJournal journal) {
        threads = Executors.newCachedThreadPool();
        for (int i = 0; i < load.connections(); i++) {
            clients.add(new ProduceClient(port, topic, "p" + i, i % 2 == 0, load, journal));
        }
    }

    void start() {
        clients.forEach(client -> running.add(threads.submit(client)));
    }

    /** Ends sending, and returns when DUMP has answered each connection that nothing is outstanding. */
    void finish(Duration longest) throws InterruptedException {
        clients.forEach(ProduceClient::stop);
        long deadline = System.nanoTime() + longest.toNanos();
        for (Future<?> client : running) {
            try {
                client.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("a client that produces has failed", e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("a client that produces was not done after " + longest, e);
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(ProduceClient::stop);
        threads.shutdownNow();
    }
}
