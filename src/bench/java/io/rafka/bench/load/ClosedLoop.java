package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Each connection sends a pipeline's worth of commands, waits for all replies, and sends the next, as redis-benchmark
 * does: how much the server takes is found out, and not how long a client waits that does not adapt to it. The event
 * loop only.
 */
final class ClosedLoop implements LoadConnection.Phase {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final List<LoadConnection> connections;
    private final List<ByteBuf> batches;
    private final int pipeline;
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private final long wanted;
    private long begin;
    private long replies;
    private long steadyReplies = -1;
    private long steadyEnd;

    /**
     * To be begun on the event loop.
     *
     * @param batches what is sent, a connection taking the next one each time
     * @param pipeline how many commands each batch has
     * @param rounds how many batches each connection sends
     */
    ClosedLoop(List<LoadConnection> connections, List<ByteBuf> batches, int pipeline, long rounds) {
        this.connections = connections;
        this.batches = batches;
        this.pipeline = pipeline;
        wanted = rounds * pipeline * connections.size();
        connections.forEach(connection -> connection.left = rounds);
    }

    CompletableFuture<LoadResult> result() {
        return result;
    }

    void begin() {
        begin = System.nanoTime();
        for (LoadConnection connection : connections) {
            connection.begin(this);
            send(connection, begin);
        }
    }

    private void send(LoadConnection connection, long now) {
        int next = (int) ((connection.left + connection.number()) % batches.size());
        connection.left--;
        for (int i = 0; i < pipeline; i++) {
            connection.waitFor(now);
        }
        connection.send(batches.get(next).duplicate());
    }

    @Override
    public void replied(LoadConnection connection, int count, long now) {
        long sent = 0;
        for (int i = 0; i < count; i++) {
            sent = connection.replied();
        }
        replies += count;
        if (connection.waiting() > 0) {
            return;
        }
        latencies.recordValue(Math.min(LONGEST, now - sent));
        if (connection.left > 0) {
            send(connection, now);
            return;
        }
        if (steadyReplies < 0) {
            steadyReplies = replies;
            steadyEnd = now;
        }
        if (replies == wanted) {
            result.complete(new LoadResult(replies, seconds(now), steadyReplies, seconds(steadyEnd), latencies));
        }
    }

    private double seconds(long end) {
        return (end - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public void failed(String reason) {
        result.completeExceptionally(new LoadException(reason));
    }
}
