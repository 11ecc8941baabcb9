package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Commands are sent at the times at which they are due, whether replies have come or not, by the connections in turn. A
 * latency is reckoned from when the command was due: a server that stands still for a second is charged with all the
 * commands that would have been sent in it (no coordinated omission). The event loop only.
 */
final class OpenLoop implements LoadConnection.Phase {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    private final List<LoadConnection> connections;
    private final EventExecutor loop;
    private final ByteBuf command;
    private final double interval;
    private final long wanted;
    private final long warmUp;
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final Histogram latencies = new Histogram(LONGEST, 3);
    private long begin;
    private long sent;
    private long replies;

    /**
     * To be begun on the event loop.
     *
     * @param perSecond commands of all connections together
     * @param commands how many in all
     * @param warmUp how many of them, at the beginning, are not in the latencies
     */
    OpenLoop(
            List<LoadConnection> connections,
            EventExecutor loop,
            ByteBuf command,
            double perSecond,
            long commands,
            long warmUp) {
        this.connections = connections;
        this.loop = loop;
        this.command = command;
        this.warmUp = warmUp;
        interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        wanted = commands;
    }

    CompletableFuture<LoadResult> result() {
        return result;
    }

    void begin() {
        connections.forEach(connection -> connection.begin(this));
        begin = System.nanoTime();
        sendDue();
    }

    private long due(long number) {
        return begin + (long) (number * interval);
    }

    private void sendDue() {
        while (sent < wanted && due(sent) - System.nanoTime() <= 0 && !result.isDone()) {
            LoadConnection connection = connections.get((int) (sent % connections.size()));
            connection.waitFor(due(sent));
            connection.send(command.duplicate());
            sent++;
        }
        if (sent < wanted && !result.isDone()) {
            loop.schedule(this::sendDue, Math.max(0, due(sent) - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void replied(LoadConnection connection, int count, long now) {
        for (int i = 0; i < count; i++) {
            long latency = now - connection.replied();
            if (replies++ >= warmUp) {
                latencies.recordValue(Math.min(LONGEST, latency));
            }
        }
        if (replies == wanted) {
            double seconds = (now - begin) / (double) TimeUnit.SECONDS.toNanos(1);
            result.complete(new LoadResult(replies, seconds, replies, seconds, latencies));
        }
    }

    @Override
    public void failed(String reason) {
        result.completeExceptionally(new LoadException(reason));
    }
}
