package io.rafka.kafka.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.kafka.KafkaStartException;
import io.rafka.kafka.topic.ClusterAdmin;
import io.rafka.kafka.topic.TopicBlacklist;
import io.rafka.kafka.topic.TopicIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StaticMembersTest {
    private final StaticMembers places = new StaticMembers();
    private final Assignment assignment = new Assignment(new Prefetch(1, 1), new PrefetchMemory(() -> Long.MAX_VALUE));
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
            return new PollLoop(
                    "g:c",
                    properties,
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
    void oneThatStaysIsFencedByKafkaAndNotWaitedFor() {
        places.joined("g", "one", member);
        assertThat(mustWait("g", "one")).isFalse();
    }

    @Test
    void anEarlierOneThatLeavesLateDoesNotFreeThePlaceOfALaterOne() {
        Assignment later = new Assignment(new Prefetch(1, 1), new PrefetchMemory(() -> Long.MAX_VALUE));
        places.joined("g", "one", member);
        places.joined("g", "one", member(later));
        assignment.end();
        member.run();
        later.end();
        assertThat(mustWait("g", "one")).isTrue();
    }
}
