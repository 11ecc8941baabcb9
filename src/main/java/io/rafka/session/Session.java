package io.rafka.session;

import io.rafka.kafka.producer.Outstanding;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.RespVersion;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one connected client, and what it holds: its name, its outstanding records, its consumer.
 *
 * <p>Threading: the connection's event loop, except {@link #execute}, {@link #push}, {@link #isClosed},
 * {@link #isMonitoring} and the final fields.
 */
public final class Session {
    private final long id;
    private final String address;
    private final CommandPipeline pipeline;
    private final Sessions sessions;
    private final ReplyWriter replies;

    private String label = "";
    private @Nullable ConsumerName consumerName;
    private @Nullable Outstanding outstanding;
    private @Nullable SessionConsumer consumer;
    private boolean authenticated;
    private volatile boolean monitoring;
    private volatile boolean closed;

    Session(long id, String address, CommandPipeline pipeline, Sessions sessions, ReplyWriter replies) {
        this.id = id;
        this.address = address;
        this.pipeline = pipeline;
        this.sessions = sessions;
        this.replies = replies;
    }

    /** Unique since the start, growing. */
    public long id() {
        return id;
    }

    /** The client's address and port. */
    public String address() {
        return address;
    }

    /** What CLIENT GETNAME answers: the consumer's name or a label; empty if there is none. */
    public String name() {
        return consumerName != null ? consumerName.id() : label;
    }

    /** Sets a name that is only a label. */
    public void label(String newLabel) {
        label = newLabel;
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
            current = new Outstanding(id + "/" + address);
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

    /** Whether the client has said who it is, or did not have to when it connected. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** Notes whether it has. */
    public void authenticated(boolean is) {
        authenticated = is;
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
        return pipeline.suspend(onCancel);
    }

    /** Runs a task on the connection's event loop. Any thread. */
    public void execute(Runnable task) {
        pipeline.onEventLoop(task);
    }

    /** Runs a task on the connection's event loop, after what that is doing now. Any thread. */
    public void post(Runnable task) {
        pipeline.post(task);
    }

    /** Runs a task on the connection's event loop later. */
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return pipeline.schedule(task, delay, unit);
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

    boolean isIdle() {
        return pipeline.isIdle();
    }

    /** Whether the client may be closed for having been idle. False on any thread but the connection's. */
    boolean isIdleFor(long nanos, long now) {
        return !monitoring && pipeline.isIdleFor(nanos, now);
    }

    private void release() {
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
        return name().isEmpty() ? id + "/" + address : id + "/" + address + "/" + name();
    }
}
