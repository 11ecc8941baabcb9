package io.rafka.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.rafka.resp.ProtocolException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespDecoder;
import io.rafka.resp.RespLimits;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one connection's commands: bytes in, one command after the other, replies out in the same order.
 *
 * <p>A command that takes time suspends the pipeline; those behind it wait in {@link #input}, of which no more than
 * {@code input-buffer} is read ahead: then the socket is left alone, and TCP pushes back. The same holds while the
 * client does not read its replies, or the request memory is full.
 *
 * <p>Replies gather in {@link ReplyOutput} and go out with one write when the socket has nothing more to read for now,
 * when a suspension ends, or when there are many.
 *
 * <p>When the client closes its side, what it sent before is still executed, so that nothing is lost of what was
 * written by a client that does not wait for replies; only a command that waits for something is given up.
 *
 * <p>Threading: the channel's event loop, except {@link #push}.
 */
public final class CommandPipeline {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommandPipeline.class);

    private final Channel channel;
    private final Connection connection;
    private final CommandExecutor executor;
    private final ReplyOutput output;
    private final RespDecoder decoder;
    private final MemoryWait memoryWait;
    private final ClientMemory clientMemory;
    private final ClientMemory.Share share;
    private final Session session;
    private final CommandInput input;
    private final Traffic traffic;
    private final ReadAhead readAhead;
    private final Idleness idleness = new Idleness();
    private final OutputLimit outputLimit;
    private final PipelineDepth depth;

    private @Nullable Suspension suspension;
    private boolean draining;
    private boolean closing;
    private boolean closesOnResume;
    /** It has been counted that commands wait because the client does not read. */
    private boolean countedUnread;

    /** For a channel that is active. */
    public CommandPipeline(
            Channel channel, Sessions sessions, CommandExecutor executor, RespLimits limits, RequestMemory memory) {
        this.channel = channel;
        this.executor = executor;
        connection = new Connection(channel);
        input = new CommandInput(sessions.traffic());
        traffic = sessions.traffic();
        readAhead = new ReadAhead(connection, input, sessions);
        outputLimit = sessions.outputLimit();
        depth = sessions.pipelineDepth();
        output =
                new ReplyOutput(channel, traffic, sessions.config(), this::taken, this::overflown, this::endsForUnread);
        decoder = new RespDecoder(
                limits,
                memory,
                () -> connection.execute(this::proceed),
                () -> connection.execute(this::stalled),
                this::isTrusted);
        memoryWait = new MemoryWait(connection, decoder, memory);
        clientMemory = sessions.memory();
        share = clientMemory.share();
        session = sessions.open(this, output.settings());
    }

    /** The client at the other end. */
    public Session session() {
        return session;
    }

    /**
     * Bytes have come. Takes over the buffer, and executes what is complete; {@link #readComplete} sends the replies.
     */
    public void received(ByteBuf bytes) {
        idleness.end();
        input.count(bytes);
        if (closing) {
            bytes.release();
            return;
        }
        input.add(bytes);
        drain();
    }

    /** The socket has nothing more for now. */
    public void readComplete() {
        send();
    }

    /** Sends the replies. Who had as many commands executed as it may goes on when others have had their turn. */
    private void send() {
        output.flush();
        boolean waited = depth.isReached();
        noteAnswered();
        if (waited && !depth.isReached()) {
            channel.eventLoop().execute(this::proceed);
        }
        account();
    }

    /** Counts those out whose replies are out; of the others, {@link #taken} hears. */
    private void noteAnswered() {
        depth.note(output.bytesSent(), output.isUnread() ? Math.max(1, output.bytesUnread()) : 0);
    }

    /** The system has taken replies that it had not taken at once: with io_uring, after each write. */
    private void taken() {
        noteAnswered();
        if (outputLimit.isSoftReached()) {
            checkOutputLimit();
        }
        if (input.isEmpty() && connection.isReading() && !connection.isInputClosed()) {
            account();
        } else if (channel.isActive()) {
            proceed();
        }
    }

    /** How much is held of what all clients together may, in bytes. */
    long heldMemory() {
        return share.held();
    }

    private void account() {
        // io_uring closes a socket when its write has ended. Until then nobody else is to go for what this one gives
        // up.
        share.set(
                session.isKilled()
                        ? 0
                        : input.capacity()
                                + decoder.unfinished()
                                + output.bytesUnread()
                                + session.subscriptionMemory());
        if (share.isTooLarge() && !closing) {
            session.evict();
        }
    }

    /** The client sends nothing more; it may still read. What it has sent is executed, but nothing is waited for. */
    public void inputClosed() {
        connection.inputClosed();
        if (!closing) {
            giveUpWaiting();
            proceed();
        }
    }

    /** The connection has gone. What it had sent is still executed, its replies are dropped. */
    public void inactive() {
        connection.inputClosed();
        // Before anything is released that the waiting command would then miss.
        giveUpWaiting();
        session.closed();
        proceed();
    }

    /** Ends a command that waits for something on behalf of a client that listens no more. */
    private void giveUpWaiting() {
        Suspension waiting = suspension;
        if (waiting != null && connection.isInputClosed() && waiting.isCancellable()) {
            waiting.cancel();
            suspension = null;
            waiting.ended();
            decoder.release();
        }
    }

    /** The client has read, or stopped reading, its replies. */
    public void writabilityChanged() {
        if (channel.isWritable()) {
            output.writePushes();
            proceed();
        }
    }

    /** Closes the connection when the replies written so far are with the client. Further commands are not executed. */
    public void closeAfterReplies() {
        if (closing) {
            return;
        }
        closing = true;
        if (session.replyMode() != ReplyMode.ON) {
            output.drop();
        }
        output.flush();
        // What still comes is discarded.
        connection.closeAfterWrites();
        input.release();
        account();
    }

    /** Closes the connection at once. What has come and has not been executed never is. */
    void kill() {
        closing = true;
        input.release();
        connection.close();
        account();
    }

    /**
     * Closes it when the replies are with the client, but a command that waits is answered first: with this error if it
     * can be ended, else in its time.
     */
    void closeAfterReplies(String error) {
        Suspension waiting = suspension;
        if (waiting == null) {
            session.closeAfterReplies();
            return;
        }
        closesOnResume = true;
        if (waiting.isCancellable()) {
            waiting.cancel();
            resume(waiting, reply -> reply.error(error));
        }
    }

    /** Sends a line that is not the reply to a command, between two replies. Any thread. */
    void push(byte[] line) {
        output.push(line);
    }

    private boolean endsForUnread(long unread) {
        return outputLimit.ends(session, unread);
    }

    /** Looks after that limit, once a second. */
    void sweepOutputLimit() {
        checkOutputLimit();
        if (channel.eventLoop().inEventLoop()) {
            output.mark();
        }
    }

    /** Looks after a limit that is reached by time. Nothing on any thread but the channel's. */
    private void checkOutputLimit() {
        if (channel.eventLoop().inEventLoop()) {
            outputLimit.look(session, output.bytesHeld(), output.bytesLeft());
        }
    }

    private void overflown() {
        traffic.countDisconnected(Disconnection.MONITOR);
        LOGGER.info("monitoring client disconnected, it does not read what it asked for session={}", session);
        channel.close();
    }

    /** Forgets what has been pushed and not sent. */
    void dropPushes() {
        output.dropPushes();
    }

    /** Whether nothing is being executed and nothing waits to be. */
    boolean isIdle() {
        return suspension == null && input.isEmpty();
    }

    /** The same for so long, and the client has read its replies. False on any thread but the channel's. */
    boolean isIdleFor(long nanos, long now) {
        return channel.eventLoop().inEventLoop() && idleness.hasLasted(nanos, now, !mayExecute() || output.isUnread());
    }

    boolean isStranger() {
        return channel.eventLoop().inEventLoop() && !isTrusted();
    }

    private boolean isTrusted() {
        return executor.trusts(session);
    }

    /** The channel and its event loop. */
    Connection connection() {
        return connection;
    }

    /** The command that waits; null if there is none. */
    @Nullable Suspension suspension() {
        return suspension;
    }

    /** Where commands come from. */
    CommandInput input() {
        return input;
    }

    /** Where replies go. */
    ReplyOutput output() {
        return output;
    }

    Suspension suspend(@Nullable Runnable onCancel, @Nullable Consumer<ReplyWriter> timeOutReply) {
        if (suspension != null) {
            throw new IllegalStateException("the session is suspended already");
        }
        Suspension started = new Suspension(this, onCancel, timeOutReply);
        suspension = started;
        return started;
    }

    /** Writes the reply of a command that waited. It may have become another that waits. */
    void resume(Suspension over, Consumer<ReplyWriter> reply) {
        suspension = null;
        output.begin();
        try {
            reply.accept(output.writer());
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        over.ended();
        giveUpWaiting();
        if (!draining) {
            afterCommand();
        }
        if (closesOnResume) {
            session.closeAfterReplies();
        }
        proceed();
    }

    private void proceed() {
        if (draining) {
            return;
        }
        drain();
        send();
    }

    private void drain() {
        draining = true;
        depth.follow();
        session.activity().mark();
        try {
            while (mayExecute()) {
                Request request = decoder.decode(input.buffer());
                if (request == null) {
                    break;
                }
                output.begin();
                executor.execute(session, request, output.writer());
                depth.executed();
                giveUpWaiting();
                afterCommand();
                output.flushIfFull();
            }
        } catch (ProtocolException e) {
            refuse(String.valueOf(e.getMessage()), Disconnection.of(e.fault()));
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            draining = false;
        }
        afterDrain();
    }

    /** The command has been answered, unless it waits. */
    private void afterCommand() {
        if (suspension == null) {
            boolean pushed = output.writer().takePushed();
            if (session.endsMuted() && !pushed) {
                output.drop();
            }
            decoder.release();
        }
    }

    /** Others wait for the memory of a command whose rest has not come for a long time. */
    private void stalled() {
        if (decoder.isMidCommand() && !closing) {
            refuse(
                    "the rest of a large command did not come, and others wait for its memory",
                    Disconnection.REQUEST_MEMORY);
        }
    }

    /**
     * A command or its reply cannot be carried through, and it is not known how far it has come. An error of Java's is
     * no other case: what a client makes us allocate may be too much.
     */
    private void fail(Throwable fault) {
        LOGGER.error("client closed by a fault session={}", session, fault);
        output.drop();
        session.kill();
    }

    private void refuse(String reason, Disconnection kind) {
        traffic.countDisconnected(kind);
        output.begin();
        output.writer().error("ERR Protocol error: " + reason);
        session.closeAfterReplies();
        decoder.release();
    }

    private boolean mayExecute() {
        // A client that has gone reads no replies, so there is nothing to hold back for.
        boolean mayReply = !channel.isActive()
                || (channel.isWritable()
                        && !depth.isReached()
                        && !(output.bytesUnread() > 0 && clientMemory.isTight()));
        return suspension == null && !closing && mayReply && !decoder.isWaitingForMemory();
    }

    private void afterDrain() {
        if (input.isEmpty()) {
            input.release();
        } else {
            input.keep();
        }
        if (closing) {
            if (!channel.isActive()) {
                release();
            }
            return;
        }
        boolean held = !mayExecute();
        countHeldUp();
        memoryWait.beginIfWaiting();
        if (connection.isInputClosed() && !held) {
            // What is left is an unfinished command, which will never be finished.
            session.closeAfterReplies();
            if (!channel.isActive()) {
                release();
            }
            return;
        }
        readAhead.apply(held, suspension != null && suspension.isCancellable());
    }

    private void countHeldUp() {
        if (!input.isEmpty() && depth.isNewlyReached()) {
            traffic.countHeldUp(HoldUp.PIPELINE_DEPTH);
        }
        boolean isUnread = !channel.isWritable();
        if (isUnread && !countedUnread && !input.isEmpty()) {
            traffic.countHeldUp(HoldUp.OUTPUT_BUFFER);
        }
        countedUnread = isUnread && (countedUnread || !input.isEmpty());
    }

    private void release() {
        input.release();
        decoder.release();
        output.flush();
        account();
    }
}
