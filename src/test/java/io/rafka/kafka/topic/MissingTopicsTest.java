package io.rafka.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {
    /** What has been asked, a question each. */
    private final List<List<String>> asked = new ArrayList<>();

    private final Queue<Runnable> rounds = new ConcurrentLinkedQueue<>();
    private final MissingTopics topics = new MissingTopics(this::answer, rounds::add);

    private boolean hasNewTopics;

    private Map<String, CompletionStage<Boolean>> answer(Collection<String> names) {
        asked.add(List.copyOf(names));
        Map<String, CompletionStage<Boolean>> answers = new HashMap<>();
        for (String name : names) {
            if (name.equals("fatal")) {
                throw new StackOverflowError(name);
            }
            boolean isMissing = name.startsWith("missing") || (name.equals("new") && !hasNewTopics);
            answers.put(
                    name,
                    name.equals("denied")
                            ? CompletableFuture.failedFuture(new IllegalStateException(name))
                            : CompletableFuture.completedFuture(isMissing));
        }
        return answers;
    }

    private void nextRound() {
        rounds.remove().run();
    }

    private static List<String> now(CompletionStage<List<String>> stage) {
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }

    @Test
    void manyWhoAskWithinARoundCostFewQuestions() {
        List<CompletionStage<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(topics.of(List.of("topic-" + i / 4)));
        }
        assertThat(asked).isEmpty();
        nextRound();

        assertThat(all).allSatisfy(each -> assertThat(now(each)).isEmpty());
        assertThat(asked).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(rounds).isEmpty();
    }

    @Test
    void aTopicIsMissingWhenItHasNotComeInFourRounds() {
        CompletionStage<List<String>> missing = topics.of(List.of("missing-b", "there", "new", "missing-a"));
        nextRound();
        nextRound();
        hasNewTopics = true;
        // Who comes later asks as often.
        CompletionStage<List<String>> late = topics.of(List.of("missing-b"));
        nextRound();
        nextRound();

        assertThat(now(missing)).containsExactly("missing-b", "missing-a");
        assertThat(asked)
                .containsExactly(
                        List.of("missing-b", "there", "new", "missing-a"),
                        List.of("missing-b", "new", "missing-a"),
                        List.of("missing-b", "new", "missing-a"),
                        List.of("missing-b", "missing-a"));
        assertThat(late.toCompletableFuture()).isNotDone();
        nextRound();
        nextRound();
        assertThat(now(late)).containsExactly("missing-b");
        assertThat(rounds).isEmpty();
    }

    @Test
    void aQuestionThatFailsIsTheFailureOfThoseWhoAskedIt() {
        CompletionStage<List<String>> denied = topics.of(List.of("there", "denied"));
        CompletionStage<List<String>> other = topics.of(List.of("there"));
        nextRound();

        assertThatThrownBy(() -> now(denied)).hasRootCauseMessage("denied");
        assertThat(now(other)).isEmpty();
    }

    @Test
    void nobodyWaitsForeverAfterAnError() {
        CompletionStage<List<String>> failed = topics.of(List.of("fatal"));
        nextRound();
        assertThatThrownBy(() -> now(failed)).hasRootCauseMessage("fatal");

        CompletionStage<List<String>> next = topics.of(List.of("there"));
        nextRound();
        assertThat(now(next)).isEmpty();
    }

    @Test
    void aRoundThatCannotComeDoesNotHoldUpTheNext() {
        Queue<Runnable> accepted = new ConcurrentLinkedQueue<>();
        boolean[] rejects = {true};
        MissingTopics refused = new MissingTopics(this::answer, round -> {
            if (rejects[0]) {
                throw new RejectedExecutionException("no round");
            }
            accepted.add(round);
        });
        assertThatThrownBy(() -> refused.of(List.of("there"))).hasMessage("no round");
        rejects[0] = false;

        CompletionStage<List<String>> next = refused.of(List.of("there"));
        accepted.remove().run();
        assertThat(now(next)).isEmpty();
    }

    @Test
    void roundsComeByThemselves() throws Exception {
        CompletionStage<List<String>> missing = new MissingTopics(this::answer).of(List.of("missing", "there"));

        assertThat(missing.toCompletableFuture().get(30, TimeUnit.SECONDS)).containsExactly("missing");
    }
}
