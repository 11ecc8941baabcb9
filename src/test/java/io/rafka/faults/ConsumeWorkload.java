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

/** Workers of one group, each with a way of its own to acknowledge, until they are told to stop. */
final class ConsumeWorkload implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<?>> running = new ArrayList<>();
    private final List<ConsumeClient> clients = new ArrayList<>();

    /** @param port of rafka; also that of the next one, after a restart */
    ConsumeWorkload(int port, String topic, String group, int workers, ConsumeJournal journal) {
        threads = Executors.newCachedThreadPool();
        Acknowledging[] ways = Acknowledging.values();
        for (int i = 0; i < workers; i++) {
            clients.add(new ConsumeClient(port, topic, group + ":w" + i, ways[i % ways.length], journal));
        }
    }

    void start() {
        clients.forEach(client -> running.add(threads.submit(client)));
    }

    /** The workers close their connections. */
    void finish(Duration longest) throws InterruptedException {
        clients.forEach(ConsumeClient::stop);
        long deadline = System.nanoTime() + longest.toNanos();
        for (Future<?> client : running) {
            try {
                client.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("a worker has failed", e.getCause());
            } catch (TimeoutException e) {
                throw new AssertionError("a worker was not done after " + longest, e);
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(ConsumeClient::stop);
        threads.shutdownNow();
    }
}
