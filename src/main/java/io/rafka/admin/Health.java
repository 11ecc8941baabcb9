package io.rafka.admin;

import io.rafka.kafka.topic.ClusterStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Whether rafka is to be restarted ({@code /health/live}), and whether clients are to be sent to it
 * ({@code /health/ready}): 200 if all is well, 503 with the reasons if not. Any thread.
 */
public final class Health {
    /** An event loop that does nothing for so long serves nobody. */
    private static final int STUCK_SECONDS = 2;

    private final List<? extends Executor> eventLoops;
    private final ClusterStatus cluster;
    private volatile String reason = "starting\n";

    /** @param eventLoops those that serve clients */
    public Health(Iterable<? extends Executor> eventLoops, ClusterStatus cluster) {
        List<Executor> all = new ArrayList<>();
        eventLoops.forEach(all::add);
        this.eventLoops = all;
        this.cluster = cluster;
    }

    /** It is ready from now on, while Kafka answers. */
    public void begin() {
        reason = "";
    }

    /** It is not ready any more. */
    public void end() {
        reason = "shutting down\n";
    }

    CompletionStage<Answer> live() {
        CompletableFuture<?>[] pings = eventLoops.stream().map(Health::ping).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(pings)
                .orTimeout(STUCK_SECONDS, TimeUnit.SECONDS)
                .handle((done, failure) -> {
                    long stuck = Arrays.stream(pings)
                            .filter(ping -> !ping.isDone() || ping.isCompletedExceptionally())
                            .count();
                    return stuck == 0
                            ? Answer.text(Answer.OK, "live\n")
                            : Answer.text(Answer.UNAVAILABLE, stuck + " event loops do not answer\n");
                });
    }

    private static CompletableFuture<Void> ping(Executor loop) {
        try {
            return CompletableFuture.runAsync(() -> {}, loop);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    CompletionStage<Answer> ready() {
        if (!reason.isEmpty()) {
            return CompletableFuture.completedFuture(Answer.text(Answer.UNAVAILABLE, reason));
        }
        return cluster.snapshot()
                .thenApply(snapshot -> snapshot.answers()
                        ? Answer.text(Answer.OK, "ready\n")
                        : Answer.text(Answer.UNAVAILABLE, "Kafka does not answer\n"));
    }
}
