package io.rafka.kafka.consumer;

import io.rafka.config.ConfigException;
import io.rafka.config.Property;
import io.rafka.config.kafka.ClientProperties;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.topic.TopicBlacklist;
import io.rafka.kafka.topic.TopicCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes group members, and knows those that have not left yet. Any thread. */
public final class GroupMembers {
    private static final Logger LOGGER = LoggerFactory.getLogger(GroupMembers.class);

    private static final String METADATA_REFRESH = "topic.metadata.refresh.interval.ms";
    private static final String PATTERN_REFRESH_MILLIS = "10000";
    private static final String INSTANCE = "group.instance.id";
    private static final String QUEUED = "queued.max.messages.kbytes";
    /** What decides on how much a consumer fetches ahead. */
    private static final List<String> FETCHED_AHEAD = List.of(QUEUED, "fetch.max.bytes");

    /**
     * With all of them slow, what they have fetched and not handed out fits into the heap beside all else: a batch of 1
     * MB, which is what brokers take by default and rafka's producer makes, another that Kafka's consumer fetches as
     * soon as it has handed over one, and one that its last records are still parts of.
     */
    private static final long HEAP_OF_A_CONSUMER = 4L << 20;

    private final ServerConfig server;
    private final PrefetchMemory memory;
    /** How many there may be by default. The heap that Java tells changes with what a collector sets apart. */
    private final int consumersOfHeap = (int) Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_OF_A_CONSUMER);
    /** The same for all: clients cannot give one. */
    private final TopicBlacklist blacklist;

    private final StaticMembers places = new StaticMembers();
    private final ConsumerStatistics statistics = new ConsumerStatistics();
    private final Set<GroupMember> members = ConcurrentHashMap.newKeySet();
    /**
     * Starts the members' threads: whoever starts a thread waits until it runs, which takes a while where hundreds of
     * others want to, and no event loop may wait. Its own thread ends when there is no more to start, so that there is
     * nothing to close; {@code max-consumers} bounds what waits.
     */
    private final Executor starts =
            new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "rafka-consumer-start");
                thread.setDaemon(true);
                return thread;
            });

    /**
     * Without members.
     *
     * @param properties of consumers; they have the blacklist
     * @param server has the bounds
     */
    public GroupMembers(ClientProperties properties, ServerConfig server) {
        this.server = server;
        memory = new PrefetchMemory(() -> server.bytesOrPartOfHeap(Bounds.PREFETCH_MEMORY, 4));
        blacklist = TopicBlacklist.of(properties);
    }

    /**
     * Joins a group. Returns at once; what goes wrong is told by {@link GroupMember#next}.
     *
     * @param login as whom it logs in to Kafka
     * @param groupId the group
     * @param clientId what Kafka's tools show as the member's client id, and the log as the consumer
     * @param session of the connection, for the log
     * @param topics what to subscribe to
     * @param own librdkafka properties, which win over the server's
     * @throws JoinException if one of the properties is unknown or has a bad value, or if there is no room for another
     *     member
     */
    public GroupMember join(
            GroupLogin login, String groupId, String clientId, long session, TopicSelection topics, List<Property> own)
            throws JoinException {
        KafkaClientConfig config = login.config();
        ClientProperties properties = properties(config, own);
        String log = clientId + " session=" + session;
        config.withoutEffect(own)
                .forEach(line -> LOGGER.info(
                        KafkaErrors.SPARINGLY, "property without effect consumer={} reason=\"{}\"", log, line));
        Map<String, String> kafka = new HashMap<>(properties.kafka());
        kafka.put("group.id", groupId);
        kafka.put("client.id", clientId);
        if (topics.pattern().isPresent() && !config.isGiven(own, METADATA_REFRESH)) {
            // New topics are looked for when the metadata is renewed, which Kafka otherwise does every five minutes.
            kafka.put("metadata.max.age.ms", PATTERN_REFRESH_MILLIS);
        }
        Assignment assignment = new Assignment(Prefetch.of(properties), memory, statistics.group(groupId));
        ClientProperties all = new ClientProperties(kafka, properties.rafka(), properties.tls());
        String instance = kafka.get(INSTANCE);
        CompletionStage<Void> predecessor = places.predecessor(groupId, instance);
        PollLoop loop = new PollLoop(log, all, topics, blacklist, login.ids(), assignment, predecessor);
        GroupMember member = new GroupMember(login, clientId, groupId, topics, assignment, loop);
        add(member);
        places.joined(groupId, instance, loop);
        loop.left().thenRun(() -> members.remove(member));
        reportMissing(login.catalog(), topics, assignment);
        // In a group with those that Kafka's consumer makes.
        Thread thread = new Thread(new ThreadGroup(clientId), loop, "rafka-consumer-" + clientId);
        // The owner waits for members to leave, and for a bounded time only.
        thread.setDaemon(true);
        orLeave(loop, () -> starts.execute(() -> orLeave(loop, thread::start)));
        return member;
    }

    /** The member leaves, and its client is told, if the system has no more threads: for it, or for who starts it. */
    private static void orLeave(PollLoop loop, Runnable start) {
        try {
            start.run();
        } catch (OutOfMemoryError e) {
            loop.cannotRun("no thread for another consumer: " + e.getMessage());
        }
    }

    private ClientProperties properties(KafkaClientConfig config, List<Property> own) throws JoinException {
        try {
            ClientProperties properties = config.consumer(own);
            for (String name : FETCHED_AHEAD) {
                long wanted = name.equals(QUEUED) ? properties.rafkaNumber(name) * 1024 : properties.kafkaNumber(name);
                if (config.isGiven(own, name) && wanted > memory.limit()) {
                    throw new JoinException(
                            name + ": " + wanted + " bytes are more than prefetch-memory, which is " + memory.limit());
                }
            }
            return properties;
        } catch (ConfigException e) {
            throw new JoinException(String.valueOf(e.getMessage()));
        }
    }

    /** Those that are still leaving count too: each has its thread and its buffers until Kafka has answered. */
    private void add(GroupMember member) throws JoinException {
        int most = maxConsumers();
        synchronized (members) {
            if (members.size() >= most) {
                statistics.countRefused();
                throw new JoinException("there are max-consumers=" + most + " consumers");
            }
            members.add(member);
        }
    }

    private int maxConsumers() {
        int given = server.get(Bounds.MAX_CONSUMERS);
        return given > 0 ? given : consumersOfHeap;
    }

    private void reportMissing(TopicCatalog catalog, TopicSelection topics, Assignment assignment) {
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
                LOGGER.info("topics could not be looked up topics={} reason=\"{}\"", topics, KafkaErrors.text(failure));
            }
        });
    }

    /** What all members have done. */
    public ConsumerStatistics statistics() {
        return statistics;
    }

    /** What each of those is up to that have not left. */
    public List<MemberFigures> figures() {
        return members.stream().map(GroupMember::figures).toList();
    }

    /** The same by as whom they log in. */
    Map<GroupLogin, List<MemberFigures>> figuresByLogin() {
        return members.stream()
                .collect(Collectors.groupingBy(
                        GroupMember::login, Collectors.mapping(GroupMember::figures, Collectors.toList())));
    }

    /** How many members there are that have not left. */
    public int count() {
        return members.size();
    }

    /** How many bytes of records all members hold ready. */
    public long prefetched() {
        return memory.used();
    }

    /**
     * Makes all members leave; completes when they have.
     *
     * @param longest how long a commit is tried while Kafka does not answer
     */
    public CompletionStage<Void> leaveAll(Duration longest) {
        return CompletableFuture.allOf(members.stream()
                .map(member -> member.leave(longest).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
