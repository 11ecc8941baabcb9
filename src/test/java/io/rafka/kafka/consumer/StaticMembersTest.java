package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.topic.ClusterAdmin;
import io.rafka.kafka.topic.TopicBlacklist;
import io.rafka.kafka.topic.TopicIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaticMembersTest {
    private final StaticMembers places = new StaticMembers();
    private final Assignment assignment = new Assignment(
            new Prefetch(1, 1), new PrefetchMemory(() -> Long.MAX_VALUE), new ConsumerStatistics().group("g"));
    /** Never connects. */
    private final ClusterAdmin cluster = open();

    private final PollLoop member = member(assignment);

    private static ClusterAdmin open() {
        try {
            return ClusterAdmin.open(
                    KafkaClientConfig.forEmbedded("127.0.0.1:1").admin());
        } catch (KafkaStartException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private PollLoop member(Assignment assignment) {
        try {
            ClientProperties properties =
                    KafkaClientConfig.forEmbedded("127.0.0.1:1").consumer(List.of());
            Map<String, String> kafka = new HashMap<>(properties.kafka());
            kafka.put("group.id", "g");
            return new PollLoop(
                    "g:c",
                    new ClientProperties(kafka, properties.rafka(), properties.tls()),
                    TopicSelection.of(List.of("t")),
                    TopicBlacklist.of(properties),
                    new TopicIds(cluster),
                    assignment,
                    CompletableFuture.completedFuture(null));
        } catch (io.rafka.config.ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean mustWait(String group, String instance) {
        return !places.predecessor(group, instance).toCompletableFuture().isDone();
    }

    @Test
    void whoTakesThePlaceOfOneThatLeavesWaitsUntilItHasLeft() {
        places.joined("g", "one", member);
        assignment.end();
        assertThat(mustWait("g", "one")).isTrue();
        assertThat(mustWait("g", "two")).isFalse();
        assertThat(mustWait("h", "one")).isFalse();
        assertThat(places.predecessor("g", null).toCompletableFuture()).isDone();

        member.run();
        assertThat(mustWait("g", "one")).isFalse();
    }

    @Test
    void oneThatStaysIsWaitedForUntilItHasAskedToJoin() throws InterruptedException {
        places.joined("g", "one", member);
        assertThat(mustWait("g", "one"))
                .as("the one that comes later is to join later, and so to win")
                .isTrue();
        Thread thread = new Thread(member);
        thread.start();
        try {
            await().until(() -> !mustWait("g", "one"));
            assertThat(member.isLeaving()).isFalse();
        } finally {
            assignment.end();
            member.wakeUp();
            thread.join();
        }
    }

    @Test
    void anEarlierOneThatLeavesLateDoesNotFreeThePlaceOfALaterOne() {
        Assignment later = new Assignment(
                new Prefetch(1, 1), new PrefetchMemory(() -> Long.MAX_VALUE), new ConsumerStatistics().group("g"));
        places.joined("g", "one", member);
        places.joined("g", "one", member(later));
        assignment.end();
        member.run();
        later.end();
        assertThat(mustWait("g", "one")).isTrue();
    }
}
