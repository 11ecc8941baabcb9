package io.rafka.kafka.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
 * time after whoever created it has been told that it exists. All that is wanted within 100 ms is asked together: when
 * a thousand consumers come, that is some questions and not a thousand.
 *
 * <p>Threading: any thread may ask; stages complete on the admin client's one thread, or on the timer's, neither of
 * which must be made to wait.
 */
final class MissingTopics {
    private static final int ROUNDS = 4;
    /** So that what is slow to tell does not hold up too much else. */
    private static final int TOPICS_OF_A_QUESTION = 100;
    /** On the timer's own thread: a pool may have to make one first, and there may be no more to have. */
    private static final Executor NEXT_ROUND =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS, Runnable::run);

    private final Function<Collection<String>, Map<String, CompletionStage<Boolean>>> question;
    private final Executor nextRound;
    /** What the next round asks for; null if none is wanted. Guarded by this. */
    private @Nullable Map<String, CompletableFuture<Boolean>> next;

    /** @param question whether each of some topics does not exist; asked on the timer's thread, and must not block */
    MissingTopics(Function<Collection<String>, Map<String, CompletionStage<Boolean>>> question) {
        this(question, NEXT_ROUND);
    }

    /** @param nextRound runs what it is given a while later */
    MissingTopics(Function<Collection<String>, Map<String, CompletionStage<Boolean>>> question, Executor nextRound) {
        this.question = question;
        this.nextRound = nextRound;
    }

    /**
     * Those of the topics that do not exist, in the same order, after 300 to 400 ms if there are any, and after up to
     * 100 ms otherwise. A question that cannot be answered is a failure, for those who have asked it.
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
        Map<String, CompletableFuture<Boolean>> round = next;
        if (round == null) {
            round = new LinkedHashMap<>();
            nextRound.execute(this::ask);
            // Only now: a round that does not come must not be waited for.
            next = round;
        }
        return round.computeIfAbsent(topic, each -> new CompletableFuture<>());
    }

    private void ask() {
        Map<String, CompletableFuture<Boolean>> round;
        synchronized (this) {
            round = Objects.requireNonNull(next);
            next = null;
        }
        List<String> topics = List.copyOf(round.keySet());
        for (int from = 0; from < topics.size(); from += TOPICS_OF_A_QUESTION) {
            ask(topics.subList(from, Math.min(topics.size(), from + TOPICS_OF_A_QUESTION)), round);
        }
    }

    private void ask(List<String> topics, Map<String, CompletableFuture<Boolean>> round) {
        try {
            Map<String, CompletionStage<Boolean>> answers = question.apply(topics);
            for (String topic : topics) {
                CompletableFuture<Boolean> waiting = Objects.requireNonNull(round.get(topic), topic);
                Objects.requireNonNull(answers.get(topic), topic).whenComplete((missing, failure) -> {
                    if (failure == null) {
                        waiting.complete(missing);
                    } else {
                        waiting.completeExceptionally(failure);
                    }
                });
            }
        } catch (Throwable e) {
            // Whatever it is: who waits hears of it, and nobody else would.
            topics.forEach(
                    topic -> Objects.requireNonNull(round.get(topic), topic).completeExceptionally(e));
        }
    }
}
