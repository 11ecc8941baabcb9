package io.rafka.session;

import io.netty.channel.EventLoop;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.OutputLimits;
import io.rafka.config.server.OutputLimits.ClientClass;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.ReplyWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** All open sessions, and the consumer names that they have taken. Any thread. */
public final class Sessions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sessions.class);
    /** Thousands may be disconnected at the same time: see io.rafka.log. */
    private static final Marker SPARINGLY = MarkerFactory.getMarker("SPARINGLY");

    private final AtomicLong ids = new AtomicLong();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<String, Session> names = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();
    private final AtomicLong evicted = new AtomicLong();
    private final AtomicInteger blocked = new AtomicInteger();
    private final ServerConfig config;
    private final ClientMemory memory;
    private final Supplier<OutputLimits> outputLimits;
    private final Supplier<Integer> pipelineDepth;
    private volatile boolean refusesConsumers;

    /** @param config has the bounds of what a session may hold */
    public Sessions(ServerConfig config) {
        this.config = config;
        outputLimits = config.following(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT);
        pipelineDepth = config.following(Bounds.CLIENT_PIPELINE_DEPTH);
        memory = new ClientMemory(this::mostMemory, this::count, this::relieve);
    }

    private long mostMemory() {
        return config.bytesOrPartOfHeap(Bounds.MAXMEMORY_CLIENTS, 4);
    }

    /** What all clients together hold. */
    ClientMemory memory() {
        return memory;
    }

    /** How many bytes all clients together hold, of commands not executed and replies not read. */
    public long memoryUsed() {
        return memory.used();
    }

    /** How many clients have been disconnected because all together held too much. */
    public long evicted() {
        return evicted.get();
    }

    /** A client is about to be disconnected because all together hold too much. */
    void evicted(Session session) {
        evicted.incrementAndGet();
        LOGGER.warn(
                SPARINGLY,
                "client disconnected, all together hold too much session={} bytes={} maxmemory-clients={}",
                session,
                session.heldMemory(),
                mostMemory());
    }

    /** How much a new client may leave unread. */
    OutputLimit outputLimit() {
        return new OutputLimit(outputLimits, System::nanoTime);
    }

    /** How many commands a new client may have executed before they are answered. */
    PipelineDepth pipelineDepth() {
        return new PipelineDepth(pipelineDepth);
    }

    /** A client is about to be disconnected because it leaves too much unread. */
    void aboveOutputLimit(Session session, ClientClass which, OutputLimit.Reached reached, long unread) {
        traffic.countDisconnected(Disconnection.OUTPUT_LIMIT);
        LOGGER.warn(
                SPARINGLY,
                "client disconnected, it does not read session={} bytes={} client-output-buffer-limit={} class={}",
                session,
                unread,
                reached.text(),
                which.text());
    }

    private record Holder(Session session, long bytes) {}

    /** Disconnects those who hold most, until the others have room. */
    private void relieve() {
        ask(session -> session.heldMemory() > 0 ? new Holder(session, session.heldMemory()) : null)
                .thenAccept(holders -> disconnect(holders.stream()
                        .sorted(Comparator.comparingLong(Holder::bytes).reversed())
                        .iterator()));
    }

    private void disconnect(Iterator<Holder> holders) {
        if (!holders.hasNext() || !memory.isFull()) {
            memory.relieved();
            return;
        }
        Session session = holders.next().session();
        session.post(() -> {
            if (session.heldMemory() > 0) {
                session.evict();
            }
            disconnect(holders);
        });
    }

    /** The server's settings. */
    ServerConfig config() {
        return config;
    }

    Session open(CommandPipeline pipeline, ReplyWriter replies) {
        Session session = new Session(ids.incrementAndGet(), pipeline, this, replies);
        open.add(session);
        traffic.connected();
        return session;
    }

    void closed(Session session) {
        open.remove(session);
    }

    boolean takeName(String name, Session session) {
        return names.putIfAbsent(name, session) == null;
    }

    void freeName(String name, Session session) {
        names.remove(name, session);
    }

    void countBlocked(int change) {
        blocked.addAndGet(change);
    }

    /** How many clients have a command that waits because it is meant to. */
    public int blocked() {
        return blocked.get();
    }

    /** Connections and bytes, of all clients. */
    public Traffic traffic() {
        return traffic;
    }

    /**
     * Asks all sessions, each on its own event loop.
     *
     * @param question its answer for one session; null for none
     * @return completes with the answers in the order of the sessions' ids
     */
    public <T> CompletionStage<List<T>> ask(Function<Session, @Nullable T> question) {
        Map<EventLoop, List<Session>> loops = open.stream()
                .sorted(Comparator.comparingLong(Session::id))
                .collect(Collectors.groupingBy(session -> session.connection().eventLoop()));
        ConcurrentMap<Long, T> answers = new ConcurrentSkipListMap<>();
        CompletableFuture<?>[] asked = loops.entrySet().stream()
                .map(loop -> CompletableFuture.runAsync(
                        () -> ask(loop.getValue(), question, answers),
                        task -> loop.getKey().execute(task)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked).thenApply(done -> List.copyOf(answers.values()));
    }

    private static <T> void ask(List<Session> sessions, Function<Session, @Nullable T> question, Map<Long, T> answers) {
        for (Session session : sessions) {
            T answer = question.apply(session);
            if (answer != null) {
                answers.put(session.id(), answer);
            }
        }
    }

    /** How many clients are connected. */
    public int count() {
        return open.size();
    }

    /** Whether the server is shutting down, and takes no new consumers. */
    public boolean refusesConsumers() {
        return refusesConsumers;
    }

    /**
     * From now on there are no new consumers; the connections of those there are get this error, and close. Completes
     * when all have been told.
     */
    public CompletionStage<Void> endConsumers(String error) {
        refusesConsumers = true;
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (Session session : open) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            told.add(done);
            session.execute(() -> {
                session.endConsumer(error);
                done.complete(null);
            });
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    /** Has all commands that wait because they are meant to answer as if their time were over. */
    public void unblock() {
        for (Session session : open) {
            session.execute(() -> session.unblock(null));
        }
    }

    /** Closes the connections that have no command left. True if there is none now. */
    public boolean closeIdle() {
        for (Session session : open) {
            session.execute(() -> {
                if (session.isIdle()) {
                    session.closeAfterReplies();
                }
            });
        }
        return open.isEmpty();
    }

    /** Closes those of the sessions of the event loop that calls this, which have not logged in for so long. */
    void closeStrangers(Duration timeout) {
        long nanos = TimeUnit.SECONDS.toNanos(timeout.toSeconds());
        long now = System.nanoTime();
        for (Session session : open) {
            if (session.isStrangerFor(nanos, now)) {
                traffic.countStranger();
                LOGGER.info(
                        SPARINGLY,
                        "client closed, it has not logged in session={} auth-timeout={}",
                        session,
                        timeout.toSeconds());
                session.closeAfterReplies();
            }
        }
    }

    /**
     * Disconnects those of the sessions of the event loop that calls this, which leave too much unread for too long.
     */
    void checkOutputLimits() {
        open.forEach(Session::checkOutputLimit);
    }

    /** Closes those of the sessions of the event loop that calls this, which have been idle for so long. */
    void closeIdleFor(Duration timeout) {
        long nanos = TimeUnit.SECONDS.toNanos(timeout.toSeconds());
        long now = System.nanoTime();
        for (Session session : open) {
            if (session.isIdleFor(nanos, now)) {
                LOGGER.debug("client closed, idle session={} timeout={}", session, timeout.toSeconds());
                session.closeAfterReplies();
            }
        }
    }
}
