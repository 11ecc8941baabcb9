package io.rafka.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.rafka.resp.ProtocolException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespDecoder;
import io.rafka.resp.RespLimits;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one connection's commands: bytes in, one command after the other, replies out in the same order.
 *
 * <p>A command that takes time suspends the pipeline; those behind it wait in {@link #input}, of which no more than
 * {@link #MOST_INPUT} is read ahead: then the socket is left alone, and TCP pushes back. The same holds while the
 * client does not read its replies, or the request memory is full.
 *
 * <p>Replies gather in {@link #output} and go out with one write when the socket has nothing more to read for now, when
 * a suspension ends, or when there are many.
 *
 * <p>When the client closes its side, what it sent before is still executed, so that nothing is lost of what was
 * written by a client that does not wait for replies; only a command that waits for something is given up.
 *
 * <p>Threading: the channel's event loop, except {@link #onEventLoop}.
 */
public final class CommandPipeline {
    private static final int MOST_INPUT = 64 * 1024;
    private static final int FLUSH_AT = 64 * 1024;
    private static final int FIRST_OUTPUT = 512;
    /** How long a closed connection waits for the client to close its side, in seconds. */
    private static final int LINGER = 1;

    private final Channel channel;
    private final CommandExecutor executor;
    private final ReplyWriter replies = new ReplyWriter();
    private final RespDecoder decoder;
    private final PushQueue pushes;
    private final Session session;

    private ByteBuf input = Unpooled.EMPTY_BUFFER;
    private @Nullable ByteBuf output;
    private @Nullable Suspension suspension;
    private boolean draining;
    private boolean inputClosed;
    private boolean closing;

    /** For a channel that is active. */
    public CommandPipeline(
            Channel channel, Sessions sessions, CommandExecutor executor, RespLimits limits, RequestMemory memory) {
        this.channel = channel;
        this.executor = executor;
        decoder = new RespDecoder(limits, memory, () -> onEventLoop(this::proceed));
        pushes = new PushQueue(() -> channel.eventLoop().execute(this::writePushes), channel::close);
        session = sessions.open(this, channel.remoteAddress(), replies);
    }

    /** The client at the other end. */
    public Session session() {
        return session;
    }

    /**
     * Bytes have come. Takes over the buffer, and executes what is complete; {@link #readComplete} sends the replies.
     */
    public void received(ByteBuf bytes) {
        if (closing) {
            bytes.release();
            return;
        }
        if (input.isReadable()) {
            // Only what waits behind a suspension and unfinished lines get here, both bounded.
            ByteBuf both = channel.alloc().buffer(input.readableBytes() + bytes.readableBytes());
            both.writeBytes(input).writeBytes(bytes);
            bytes.release();
            input.release();
            input = both;
        } else {
            input.release();
            input = bytes;
        }
        drain();
    }

    /** The socket has nothing more for now. */
    public void readComplete() {
        flush();
    }

    /** The client sends nothing more; it may still read. */
    public void inputClosed() {
        inputClosed = true;
        Suspension waiting = suspension;
        if (closing) {
            channel.close();
        } else if (waiting != null && waiting.isCancellable()) {
            waiting.cancel();
            channel.close();
        } else {
            proceed();
        }
    }

    /** The connection has gone. What it had sent is still executed, its replies are dropped. */
    public void inactive() {
        // Before anything is released that the waiting command would then miss.
        Suspension waiting = suspension;
        if (waiting != null && waiting.isCancellable()) {
            waiting.cancel();
            suspension = null;
            closing = true;
        }
        session.closed();
        inputClosed = true;
        proceed();
    }

    /** The client has read, or stopped reading, its replies. */
    public void writabilityChanged() {
        if (channel.isWritable()) {
            writePushes();
            proceed();
        }
    }

    /** Closes the connection when the replies written so far are with the client. Further commands are not executed. */
    public void closeAfterReplies() {
        closing = true;
        flush();
        // Closing a socket with unread input makes the kernel reset the connection, and the client may lose the reply:
        // so our side is closed first, and what still comes is discarded until the client closes too.
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (inputClosed || !(channel instanceof DuplexChannel duplex)) {
                channel.close();
            } else {
                duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
                channel.eventLoop().schedule(() -> channel.close(), LINGER, TimeUnit.SECONDS);
            }
        });
        releaseInput();
    }

    /** Runs a task on the channel's event loop: now, if this is its thread. */
    void onEventLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return channel.eventLoop().schedule(task, delay, unit);
    }

    /** Sends a line that is not the reply to a command, between two replies. Any thread. */
    void push(byte[] line) {
        pushes.offer(line);
    }

    /** Whether nothing is being executed and nothing waits to be. */
    boolean isIdle() {
        return suspension == null && !input.isReadable();
    }

    Suspension suspend(@Nullable Runnable onCancel) {
        if (suspension != null) {
            throw new IllegalStateException("the session is suspended already");
        }
        Suspension started = new Suspension(this, onCancel);
        suspension = started;
        return started;
    }

    /** Ends the command that waits, if there is one that can be ended, with this error. */
    void cancel(String error) {
        Suspension waiting = suspension;
        if (waiting != null && waiting.isCancellable() && !waiting.isOver()) {
            waiting.cancel();
            resume(reply -> reply.error(error));
        }
    }

    void resume(Consumer<ReplyWriter> reply) {
        suspension = null;
        prepareOutput();
        reply.accept(replies);
        decoder.release();
        proceed();
    }

    private void proceed() {
        if (draining) {
            return;
        }
        drain();
        flush();
    }

    private void drain() {
        draining = true;
        try {
            while (mayExecute()) {
                Request request = decoder.decode(input);
                if (request == null) {
                    break;
                }
                prepareOutput();
                executor.execute(session, request, replies);
                if (suspension == null) {
                    decoder.release();
                }
                if (output != null && output.readableBytes() >= FLUSH_AT) {
                    flush();
                }
            }
        } catch (ProtocolException e) {
            prepareOutput();
            replies.error("ERR Protocol error: " + e.getMessage());
            session.closeAfterReplies();
        } finally {
            draining = false;
        }
        afterDrain();
    }

    private boolean mayExecute() {
        // A client that has gone reads no replies, so there is nothing to hold back for.
        boolean mayReply = channel.isWritable() || !channel.isActive();
        return suspension == null && !closing && mayReply && !decoder.isWaitingForMemory();
    }

    private void afterDrain() {
        if (!input.isReadable()) {
            releaseInput();
        }
        if (closing) {
            if (!channel.isActive()) {
                release();
            }
            return;
        }
        boolean held = !mayExecute();
        if (inputClosed && !held) {
            // What is left is an unfinished command, which will never be finished.
            session.closeAfterReplies();
            if (!channel.isActive()) {
                release();
            }
            return;
        }
        boolean read = !held || input.readableBytes() < MOST_INPUT;
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    private void writePushes() {
        pushes.announceNext();
        while (!closing && channel.isWritable()) {
            byte[] line = pushes.poll();
            if (line == null) {
                break;
            }
            ByteBuf buffer = prepareOutput().writeBytes(line);
            if (buffer.readableBytes() >= FLUSH_AT) {
                flush();
            }
        }
        flush();
    }

    private ByteBuf prepareOutput() {
        ByteBuf current = output;
        if (current == null) {
            current = channel.alloc().buffer(FIRST_OUTPUT);
            output = current;
            replies.to(current);
        }
        return current;
    }

    private void flush() {
        ByteBuf written = output;
        if (written != null) {
            output = null;
            replies.to(Unpooled.EMPTY_BUFFER);
            channel.writeAndFlush(written);
        }
    }

    private void releaseInput() {
        input.release();
        input = Unpooled.EMPTY_BUFFER;
    }

    private void release() {
        releaseInput();
        decoder.release();
        flush();
    }
}
