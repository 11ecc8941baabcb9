package io.rafka.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MissingTopicsTest {
    /** What has been asked, a question each. */
    private final List<Set<String>> asked = new CopyOnWriteArrayList<>();

    private final MissingTopics topics = new MissingTopics(this::answer);

    /** Topics that begin with "new" exist from the third question on. */
    private Map<String, CompletionStage<Boolean>> answer(Collection<String> names) {
        asked.add(Set.copyOf(names));
        Map<String, CompletionStage<Boolean>> answers = new HashMap<>();
        for (String name : names) {
            answers.put(
                    name,
                    name.startsWith("denied")
                            ? CompletableFuture.failedFuture(new IllegalStateException(name))
                            : CompletableFuture.completedFuture(
                                    name.startsWith("missing") || (name.startsWith("new") && asked.size() < 3)));
        }
        return answers;
    }

    private static List<String> await(CompletionStage<List<String>> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void manyWhoAskAtOnceCostFewQuestions() throws Exception {
        List<CompletionStage<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(topics.of(List.of("topic-" + i / 4)));
        }
        for (CompletionStage<List<String>> each : all) {
            assertThat(await(each)).isEmpty();
        }

        // Each topic once; in more than one question only if this thread was held up meanwhile.
        assertThat(asked.stream().mapToInt(Set::size).sum()).isBetween(250, 260);
        assertThat(asked).hasSizeLessThan(10);
    }

    @Test
    void aTopicIsMissingWhenItHasNotComeForAWhile() throws Exception {
        assertThat(await(topics.of(List.of("missing-b", "there", "new", "missing-a"))))
                .containsExactly("missing-b", "missing-a");
        assertThat(asked)
                .containsExactly(
                        Set.of("missing-b", "there", "new", "missing-a"),
                        Set.of("missing-b", "new", "missing-a"),
                        Set.of("missing-b", "new", "missing-a"),
                        Set.of("missing-b", "missing-a"));
    }

    @Test
    void aQuestionThatFailsIsTheFailureOfThoseWhoAskedIt() throws Exception {
        CompletionStage<List<String>> denied = topics.of(List.of("there", "denied"));
        CompletionStage<List<String>> other = topics.of(List.of("there"));

        assertThatThrownBy(() -> await(denied)).hasRootCauseMessage("denied");
        assertThat(await(other)).isEmpty();
    }

    @Test
    void nobodyWaitsForeverIfNothingCanBeAsked() {
        MissingTopics closed = new MissingTopics(names -> {
            throw new IllegalStateException("closed");
        });

        assertThatThrownBy(() -> await(closed.of(List.of("any")))).hasRootCauseMessage("closed");
    }
}
