package io.rafka.kafka.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which topics do not exist, for certain: asks several times before it says so, as brokers hear of a new topic some
 * time after whoever created it has been told that it exists. All that is wanted within a moment is asked together:
 * when a thousand consumers come, that is some requests and not a thousand.
 *
 * <p>Threading: any thread may ask; stages complete on the admin client's one thread, which must not be made to wait.
 */
final class MissingTopics {
    private static final int ROUNDS = 4;
    private static final Executor NEXT_ROUND = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final Function<Collection<String>, Map<String, CompletionStage<Boolean>>> question;
    /** What the next round asks for; null if none is wanted. Guarded by this. */
    private @Nullable Map<String, CompletableFuture<Boolean>> next;

    /** @param question whether each of some topics does not exist; asked on any thread, and must not block */
    MissingTopics(Function<Collection<String>, Map<String, CompletionStage<Boolean>>> question) {
        this.question = question;
    }

    /**
     * Those of the topics that do not exist, in the same order, after four tenths of a second at least if there are
     * any. A question that cannot be answered is a failure, for those who have asked it.
     */
    CompletionStage<List<String>> of(Collection<String> topics) {
        CompletionStage<List<String>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (String topic : topics) {
            all = all.thenCombine(isMissing(topic, ROUNDS), (list, missing) -> {
                if (missing) {
                    list.add(topic);
                }
                return list;
            });
        }
        return all;
    }

    private CompletionStage<Boolean> isMissing(String topic, int rounds) {
        return inNextRound(topic).thenCompose(missing -> {
            boolean isCertain = !missing || rounds == 1;
            return isCertain ? CompletableFuture.completedFuture(missing) : isMissing(topic, rounds - 1);
        });
    }

    private synchronized CompletionStage<Boolean> inNextRound(String topic) {
        if (next == null) {
            next = new HashMap<>();
            NEXT_ROUND.execute(this::ask);
        }
        return next.computeIfAbsent(topic, each -> new CompletableFuture<>());
    }

    private void ask() {
        Map<String, CompletableFuture<Boolean>> wanted;
        synchronized (this) {
            wanted = Objects.requireNonNull(next);
            next = null;
        }
        try {
            Map<String, CompletionStage<Boolean>> answers = question.apply(wanted.keySet());
            wanted.forEach((topic, waiting) -> {
                CompletionStage<Boolean> answer = Objects.requireNonNull(answers.get(topic), topic);
                answer.whenComplete((missing, failure) -> {
                    if (failure == null) {
                        waiting.complete(missing);
                    } else {
                        waiting.completeExceptionally(failure);
                    }
                });
            });
        } catch (RuntimeException e) {
            wanted.values().forEach(waiting -> waiting.completeExceptionally(e));
        }
    }
}
