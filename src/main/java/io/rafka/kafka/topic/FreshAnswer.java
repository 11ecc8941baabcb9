package io.rafka.kafka.topic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says of itself now. Any number who ask within a second cost one question, and nobody is kept waiting
 * by a cluster that is away.
 *
 * <p>Threading: any thread may ask; stages complete on any, which must not be made to wait.
 */
public final class FreshAnswer<T> {
    /** For how long an answer is given again. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    /** For how long whoever asks is made to wait. */
    private static final long PATIENCE_MILLIS = 500;

    private final Supplier<CompletionStage<T>> question;
    private final Function<T, T> otherwise;
    private @Nullable CompletableFuture<T> current;
    private long asked;
    private T last;

    /**
     * Not asked yet.
     *
     * @param question asks the cluster
     * @param otherwise what is answered if the cluster does not answer, or not in time; made of the last answer
     * @param first stands for the last answer before there is one
     */
    public FreshAnswer(Supplier<CompletionStage<T>> question, Function<T, T> otherwise, T first) {
        this.question = question;
        this.otherwise = otherwise;
        last = first;
    }

    /** What is known now, or was a moment ago. Never fails; completes within half a second. */
    public synchronized CompletionStage<T> get() {
        CompletableFuture<T> known = current;
        long now = System.nanoTime();
        if (known == null || now - asked > FRESH) {
            asked = now;
            known = ask();
            current = known;
        }
        return known;
    }

    /** What was known when somebody asked last. */
    public synchronized T last() {
        return last;
    }

    private CompletableFuture<T> ask() {
        // Nobody but Kafka may complete a stage that comes from Kafka, a time-out neither.
        CompletableFuture<T> first = new CompletableFuture<>();
        question.get().whenComplete((answer, failure) -> {
            if (failure == null) {
                first.complete(answer);
            } else {
                first.completeExceptionally(failure);
            }
        });
        return first.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).handle(this::settle);
    }

    private synchronized T settle(@Nullable T answer, @Nullable Throwable failure) {
        last = answer == null ? otherwise.apply(last) : answer;
        return last;
    }
}
