package io.rafka.session;

import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.RespVersion;
import java.security.Principal;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one connected client, and what it holds: its name, its outstanding records, its consumer.
 *
 * <p>Threading: the connection's event loop, except {@link #execute}, {@link #push}, {@link #isClosed},
 * {@link #isMonitoring} and the final fields.
 */
public final class Session {
    private final long id;
    private final CommandPipeline pipeline;
    private final Connection connection;
    private final Activity activity = new Activity();
    private final ClientAttributes attributes = new ClientAttributes();
    private final Sessions sessions;
    private final ReplyWriter replies;

    private String label = "";
    private @Nullable ConsumerName consumerName;
    private @Nullable Outstanding outstanding;
    private @Nullable SessionConsumer consumer;
    private @Nullable Principal user;
    private long strangerSince = System.nanoTime();
    private ReplyMode replyMode = ReplyMode.ON;
    private @Nullable Subscriptions subscriptions;
    private volatile boolean monitoring;
    private volatile boolean closed;
    private boolean killed;

    Session(long id, CommandPipeline pipeline, Sessions sessions, ReplyWriter replies) {
        this.id = id;
        this.pipeline = pipeline;
        connection = pipeline.connection();
        this.sessions = sessions;
        this.replies = replies;
    }

    /** Unique since the start, growing. */
    public long id() {
        return id;
    }

    /** The client's address and port. */
    public String address() {
        return connection.address();
    }

    /** The address and port that the client has connected to. */
    public String localAddress() {
        return connection.localAddress();
    }

    /** Disconnects the client because all together hold too much. */
    void evict() {
        sessions.evicted(this);
        kill();
    }

    /** The server's sessions, of which this is one. */
    Sessions sessions() {
        return sessions;
    }

    /** Looks after how much it leaves unread. Nothing on any thread but the connection's. */
    void checkOutputLimit() {
        pipeline.sweepOutputLimit();
    }

    /** What its subscriptions take, in bytes. */
    long subscriptionMemory() {
        return subscriptions == null ? 0 : subscriptions.bytes();
    }

    /** How much it holds of what all clients together may, in bytes. */
    long heldMemory() {
        return pipeline.heldMemory();
    }

    /** Its socket now. */
    public SocketFigures socket() {
        return new SocketFigures(
                connection.file(),
                pipeline.input().bytesReceived(),
                pipeline.input().size(),
                pipeline.output().bytesSent(),
                pipeline.output().bytesUnread());
    }

    /** The server's settings. */
    public ServerConfig config() {
        return sessions.config();
    }

    /** What it has done and when. */
    public Activity activity() {
        return activity;
    }

    /** What it has said about itself. */
    public ClientAttributes attributes() {
        return attributes;
    }

    /** Changes whether the client gets replies. */
    public void replyMode(ReplyMode mode) {
        replyMode = mode;
    }

    /** Whether the client gets replies. */
    public ReplyMode replyMode() {
        return replyMode;
    }

    /** A command ends: whether its reply is to be dropped. */
    boolean endsMuted() {
        boolean muted = replyMode != ReplyMode.ON;
        replyMode = replyMode.afterCommand();
        return muted;
    }

    /** What the client has subscribed to; made now if need be. */
    public Subscriptions subscriptions() {
        Subscriptions current = subscriptions;
        if (current == null) {
            current = new Subscriptions();
            subscriptions = current;
        }
        return current;
    }

    /** How many subscriptions of a kind it has. */
    public int subscriptionCount(Subscriptions.Kind kind) {
        return subscriptions == null ? 0 : subscriptions.count(kind);
    }

    /** Whether it has subscribed to anything. */
    public boolean isSubscribed() {
        return subscriptions != null && subscriptions.count() > 0;
    }

    /** What CLIENT GETNAME answers: the consumer's name or a label; empty if there is none. */
    public String name() {
        return consumerName != null ? consumerName.id() : label;
    }

    /** Sets a name that is only a label. */
    public void label(String newLabel) {
        label = newLabel;
        renamed();
    }

    /** Lost records are told of with the name, also when it has gone. */
    private void renamed() {
        if (outstanding != null) {
            outstanding.ofConnection(toString());
        }
    }

    /** Who the connection is as a consumer; null until it has said so. */
    public @Nullable ConsumerName consumerName() {
        return consumerName;
    }

    /** Makes the connection a consumer's, unless another open connection has the name. */
    public boolean identify(ConsumerName name) {
        if (closed || !sessions.takeName(name.id(), this)) {
            return false;
        }
        consumerName = name;
        renamed();
        return true;
    }

    /** The protocol version of the replies. */
    public RespVersion version() {
        return replies.version();
    }

    /** Changes the protocol version, from the reply to the current command on. */
    public void version(RespVersion version) {
        replies.version(version);
    }

    /** The records that Kafka has not acknowledged yet; null if the connection has never produced. */
    public @Nullable Outstanding outstanding() {
        return outstanding;
    }

    /** The same, made now if need be. */
    public Outstanding produces() {
        Outstanding current = outstanding;
        if (current == null) {
            current = new Outstanding(toString(), sessions.config());
            outstanding = current;
        }
        return current;
    }

    /** The connection's one consumer; null before its first BLPOP. */
    public @Nullable SessionConsumer consumer() {
        return consumer;
    }

    /** Gives the connection its consumer, or takes a failed one away. */
    public void consumer(@Nullable SessionConsumer newConsumer) {
        consumer = newConsumer;
    }

    /** Whether the client is sent every command of every client. */
    public boolean isMonitoring() {
        return monitoring;
    }

    /** Begins to send the client every command. */
    public void monitors() {
        monitoring = true;
    }

    /** Who the client is, as it has said, or did not have to when it connected; null if it is not known. */
    public @Nullable Principal user() {
        return user;
    }

    /** Notes who it is. */
    public void user(@Nullable Principal newUser) {
        if (newUser == null) {
            // Also after a RESET: whoever logs out is given the time to log in again.
            strangerSince = System.nanoTime();
        }
        user = newUser;
    }

    /**
     * Makes the connection as it was when the client connected: without a name, a consumer, or lines for a monitor. Its
     * records stay outstanding, because they are with Kafka.
     */
    public void reset() {
        release();
        consumerName = null;
        label = "";
        monitoring = false;
        replyMode = ReplyMode.ON;
        attributes.reset();
        pipeline.dropPushes();
        version(RespVersion.RESP2);
    }

    /** Whether the connection has gone. What it sent before may still be executed. */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Holds the connection at the current command.
     *
     * @param onCancel undoes the waiting when the client goes or the server ends it; null for a command that must be
     *     carried through although the client has gone
     */
    public Suspension suspend(@Nullable Runnable onCancel) {
        return pipeline.suspend(onCancel, null);
    }

    /**
     * The same for a command that waits because it is meant to, and that CLIENT UNBLOCK may end.
     *
     * @param timeOutReply writes what is answered when the time is over; called after {@code onCancel}
     */
    public Suspension block(Runnable onCancel, Consumer<ReplyWriter> timeOutReply) {
        Suspension suspension = pipeline.suspend(onCancel, timeOutReply);
        sessions.countBlocked(1);
        return suspension;
    }

    /** A command that waited because it is meant to waits no more. */
    void unblocked() {
        sessions.countBlocked(-1);
    }

    /** The command that waits; null if there is none. */
    public @Nullable Suspension suspension() {
        return pipeline.suspension();
    }

    /** Whether a command waits because it is meant to. */
    public boolean isBlocked() {
        Suspension waiting = pipeline.suspension();
        return waiting != null && waiting.isBlocking();
    }

    /**
     * Ends a command that waits because it is meant to.
     *
     * @param error to answer; null to answer as if its time were over
     * @return whether there was one
     */
    public boolean unblock(@Nullable String error) {
        Suspension waiting = pipeline.suspension();
        if (waiting == null || !waiting.isBlocking()) {
            return false;
        }
        waiting.unblock(error);
        return true;
    }

    /** Runs a task on the connection's event loop. Any thread. */
    public void execute(Runnable task) {
        connection.execute(task);
    }

    /** Runs a task on the connection's event loop, after what that is doing now. Any thread. */
    public void post(Runnable task) {
        connection.eventLoop().execute(task);
    }

    /** Runs a task on the connection's event loop later. */
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return connection.schedule(task, delay, unit);
    }

    /** Sends bytes that are not the reply to a command, between two replies. Any thread. */
    public void push(byte[] bytes) {
        pipeline.push(bytes);
    }

    /** Closes the connection when the client has its replies. The name is free from now on. */
    public void closeAfterReplies() {
        release();
        pipeline.closeAfterReplies();
    }

    /** Closes the connection at once, without a further reply. What the client has sent is not executed any more. */
    public void kill() {
        killed = true;
        release();
        // The channel's end is heard of later; whoever asks now must not find the session any more.
        sessions.closed(this);
        pipeline.kill();
    }

    /** Whether the connection was closed at once, by {@link #kill}. */
    public boolean isKilled() {
        return killed;
    }

    /** The connection has gone. */
    void closed() {
        closed = true;
        release();
        sessions.closed(this);
    }

    /** Ends the consumer: a BLPOP that waits is answered with this error, then the connection closes. */
    void endConsumer(String error) {
        if (consumer != null) {
            pipeline.closeAfterReplies(error);
        }
    }

    Connection connection() {
        return connection;
    }

    boolean isIdle() {
        return pipeline.isIdle();
    }

    /** Whether it is one of the calling event loop's, and would have had to log in for so long. */
    boolean isStrangerFor(long nanos, long now) {
        return pipeline.isStranger() && now - strangerSince >= nanos;
    }

    /** Whether the client may be closed for having been idle. False on any thread but the connection's. */
    boolean isIdleFor(long nanos, long now) {
        return !monitoring && !isSubscribed() && pipeline.isIdleFor(nanos, now);
    }

    private void release() {
        subscriptions = null;
        ConsumerName name = consumerName;
        if (name != null) {
            sessions.freeName(name.id(), this);
        }
        SessionConsumer held = consumer;
        if (held != null) {
            consumer = null;
            held.leave();
        }
    }

    @Override
    public String toString() {
        return name().isEmpty() ? id + "/" + address() : id + "/" + address() + "/" + name();
    }
}
