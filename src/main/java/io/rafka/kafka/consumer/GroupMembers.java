package io.rafka.kafka.consumer;

import io.rafka.config.ConfigException;
import io.rafka.config.Property;
import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.topic.TopicBlacklist;
import io.rafka.kafka.topic.TopicCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes group members, and knows those that have not left yet. Any thread. */
public final class GroupMembers {
    private static final Logger LOGGER = LoggerFactory.getLogger(GroupMembers.class);

    private static final String METADATA_REFRESH = "topic.metadata.refresh.interval.ms";
    private static final String PATTERN_REFRESH_MILLIS = "10000";

    private final KafkaClientConfig config;
    private final TopicCatalog catalog;
    /** The same for all: clients cannot give one. */
    private final TopicBlacklist blacklist;

    private final ConsumerStatistics statistics = new ConsumerStatistics();
    private final Set<GroupMember> members = ConcurrentHashMap.newKeySet();

    /** @param catalog asked whether subscribed topics exist */
    public GroupMembers(KafkaClientConfig config, TopicCatalog catalog) {
        this.config = config;
        this.catalog = catalog;
        blacklist = TopicBlacklist.of(config.consumer());
    }

    /**
     * Joins a group. Returns at once; what goes wrong is told by {@link GroupMember#next}.
     *
     * @param groupId the group
     * @param clientId what Kafka's tools show as the member's client id, and the log as the consumer
     * @param topics what to subscribe to
     * @param own librdkafka properties, which win over the server's
     * @throws ConfigException if one of the properties is unknown or has a bad value
     */
    public GroupMember join(String groupId, String clientId, TopicSelection topics, List<Property> own)
            throws ConfigException {
        ClientProperties properties = config.consumer(own);
        config.withoutEffect(own).forEach(line -> LOGGER.info(KafkaErrors.SPARINGLY, "consumer={} {}", clientId, line));
        Map<String, String> kafka = new HashMap<>(properties.kafka());
        kafka.put("group.id", groupId);
        kafka.put("client.id", clientId);
        if (topics.pattern().isPresent() && !config.isGiven(own, METADATA_REFRESH)) {
            // New topics are looked for when the metadata is renewed, which Kafka otherwise does every five minutes.
            kafka.put("metadata.max.age.ms", PATTERN_REFRESH_MILLIS);
        }
        Assignment assignment = new Assignment(Prefetch.of(properties));
        ClientProperties all = new ClientProperties(kafka, properties.rafka(), properties.tls());
        PollLoop loop = new PollLoop(clientId, all, topics, blacklist, assignment);
        GroupMember member = new GroupMember(topics, assignment, loop, statistics);
        members.add(member);
        loop.left().thenRun(() -> members.remove(member));
        reportMissing(topics, assignment);
        Thread thread = new Thread(loop, "rafka-consumer-" + clientId);
        // The owner waits for members to leave, and for a bounded time only.
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            // The system has no more threads. Nobody would ever complete this member's leaving.
            members.remove(member);
            throw new IllegalStateException("no thread for another consumer: " + e.getMessage(), e);
        }
        return member;
    }

    private void reportMissing(TopicSelection topics, Assignment assignment) {
        List<String> names = topics.names();
        names.stream().filter(blacklist::hides).forEach(topic -> assignment.fail(new Fetched.MissingTopic(topic)));
        List<String> visible =
                names.stream().filter(topic -> !blacklist.hides(topic)).toList();
        if (visible.isEmpty()) {
            return;
        }
        catalog.stillMissing(visible).whenComplete((missing, failure) -> {
            if (failure == null) {
                missing.forEach(topic -> assignment.fail(new Fetched.MissingTopic(topic)));
            } else {
                LOGGER.info("topics={} could not be looked up: {}", topics, KafkaErrors.text(failure));
            }
        });
    }

    /** What all members have done. */
    public ConsumerStatistics statistics() {
        return statistics;
    }

    /** How many members there are that have not left. */
    public int count() {
        return members.size();
    }

    /** Makes all members leave; completes when they have. */
    public CompletionStage<Void> leaveAll() {
        return CompletableFuture.allOf(members.stream()
                .map(member -> member.leave().toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
