package io.rafka.kafka.topic;

import io.rafka.config.kafka.ClientProperties;
import io.rafka.kafka.KafkaErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What topics there are. Asks the brokers each time: an answer from memory could be wrong about a topic that has just
 * appeared or gone.
 *
 * <p>Threading: any thread may ask; stages complete on the admin client's one thread or on a timer's, neither of which
 * must be made to wait.
 */
public final class TopicCatalog {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicCatalog.class);
    private static final String AUTO_CREATE = "auto.create.topics.enable";

    /** Brokers read the setting at their start only, so one answer holds until it fails. */
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> autoCreates = new AtomicReference<>();

    private final Admin admin;
    private final TopicBlacklist blacklist;
    private final MissingTopics missingTopics = new MissingTopics(this::eachMissing);

    /** @param properties of the admin client; they have the blacklist */
    public TopicCatalog(ClusterAdmin cluster, ClientProperties properties) {
        admin = cluster.admin();
        blacklist = TopicBlacklist.of(properties);
    }

    /** The names of all topics that are not internal, in no order. */
    public CompletionStage<Collection<String>> names() {
        return admin.listTopics(new ListTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .names()
                .toCompletionStage()
                .whenComplete((names, failure) -> TopicFailures.complain(failure))
                .thenApply(names ->
                        names.stream().filter(name -> !blacklist.hides(name)).toList());
    }

    /** Whether the topic is on the blacklist: it is to be taken for one that does not exist, and not created. */
    public boolean hides(String topic) {
        return blacklist.hides(topic);
    }

    /** Those of the topics that do not exist, in no order. A question that cannot be answered is a failure. */
    public CompletionStage<List<String>> missing(Collection<String> topics) {
        CompletionStage<List<String>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Map.Entry<String, CompletionStage<Boolean>> each :
                eachMissing(Set.copyOf(topics)).entrySet()) {
            all = all.thenCombine(each.getValue(), (list, missing) -> {
                if (missing) {
                    list.add(each.getKey());
                }
                return list;
            });
        }
        return all;
    }

    /**
     * The same in the order of the topics, but certain: if any seem to be missing, it is asked again for a third of a
     * second. What is wanted within 100 ms is asked together, so that an answer takes as much longer.
     */
    public CompletionStage<List<String>> stillMissing(Collection<String> topics) {
        return missingTopics.of(topics);
    }

    /** Whether each of the topics does not exist, which can fail for some of them. */
    private Map<String, CompletionStage<Boolean>> eachMissing(Collection<String> topics) {
        Map<String, CompletionStage<Boolean>> each = new HashMap<>();
        List<String> visible = new ArrayList<>();
        for (String topic : topics) {
            if (blacklist.hides(topic)) {
                each.put(topic, CompletableFuture.completedFuture(true));
            } else {
                visible.add(topic);
            }
        }
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        visible, new DescribeTopicsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .topicNameValues();
        for (String topic : visible) {
            CompletionStage<Boolean> isMissing = Objects.requireNonNull(answers.get(topic), topic)
                    .toCompletionStage()
                    .handle((description, failure) -> TopicFailures.isUnknown(topic, failure));
            each.put(topic, isMissing);
        }
        return each;
    }

    /** Whether the brokers create a topic at its first use; true also if they do not let us know. */
    public CompletionStage<Boolean> autoCreates() {
        CompletableFuture<Boolean> known = autoCreates.get();
        if (known != null) {
            return known;
        }
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        autoCreates.set(asked);
        askAutoCreates().whenComplete((creates, failure) -> {
            if (failure != null) {
                LOGGER.info(
                        "broker setting not readable, true is assumed setting={} reason=\"{}\"",
                        AUTO_CREATE,
                        KafkaErrors.text(failure));
                autoCreates.set(null);
            }
            asked.complete(failure != null || creates);
        });
        return asked;
    }

    /**
     * Whether we may have the brokers create a topic. Kafka's producer would not be told that we may not, only that
     * there is no topic.
     *
     * @return fails if it is denied; any other hindrance shows when it is created
     */
    public CompletionStage<Void> mayCreate(String topic) {
        NewTopic like = new NewTopic(topic, Optional.empty(), Optional.empty());
        CreateTopicsOptions asIf = new CreateTopicsOptions().validateOnly(true).timeoutMs(ClusterAdmin.TIMEOUT_MILLIS);
        return admin.createTopics(List.of(like), asIf).all().toCompletionStage().handle((done, failure) -> {
            Throwable cause = failure == null ? null : KafkaErrors.unwrap(failure);
            if (cause instanceof AuthorizationException denied) {
                throw denied;
            }
            return null;
        });
    }

    private CompletionStage<Boolean> askAutoCreates() {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .nodes()
                .toCompletionStage()
                .thenCompose(this::askAutoCreates);
    }

    private CompletionStage<Boolean> askAutoCreates(Collection<Node> nodes) {
        Node any = nodes.iterator().next();
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
        KafkaFuture<Config> config = admin.describeConfigs(
                        List.of(broker), new DescribeConfigsOptions().timeoutMs(ClusterAdmin.TIMEOUT_MILLIS))
                .values()
                .get(broker);
        return Objects.requireNonNull(config, broker::toString)
                .toCompletionStage()
                .thenApply(TopicCatalog::autoCreates);
    }

    private static boolean autoCreates(Config config) {
        ConfigEntry entry = config.get(AUTO_CREATE);
        return entry == null || Boolean.parseBoolean(entry.value());
    }
}
