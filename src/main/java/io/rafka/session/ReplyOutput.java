package io.rafka.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.ReplyWriter;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What goes out on one connection: replies gather in a buffer and leave with one write; lines that are not replies go
 * in between. Holds no buffer while there is nothing to send.
 *
 * <p>Threading: the channel's event loop, except {@link #push}.
 */
final class ReplyOutput {
    private static final int FIRST_CAPACITY = 512;
    /** Larger writes gain nothing. */
    private static final long FULL = 64 * 1024;

    private final Channel channel;
    private final ReplyWriter writer = new ReplyWriter();
    private final PushQueue pushes;
    private final LongPredicate ends;
    private final Traffic traffic;
    /** So many bytes are sent without waiting for more. */
    private final long full;

    /** One for all writes, of which some kinds of sockets end none at once. */
    private final ChannelFutureListener taken;

    private @Nullable ByteBuf buffer;
    private int begin;
    private long bytesSent;
    private long marked;

    /**
     * Nothing is to be sent yet.
     *
     * @param onTaken called when the client has taken what it had not taken at once
     * @param onOverflow called once, by any thread, when more is pushed than it may hold
     * @param ends asked, before something is written, with how many bytes the client then has unread: whether that was
     *     too much, and it has been disconnected
     */
    ReplyOutput(
            Channel channel,
            Traffic traffic,
            ServerConfig config,
            Runnable onTaken,
            Runnable onOverflow,
            LongPredicate ends) {
        this.ends = ends;
        // Netty counts what was taken as unread until its listeners have returned.
        taken = done -> channel.eventLoop().execute(onTaken);
        full = Math.min(FULL, config.get(Bounds.OUTPUT_BUFFER));
        this.channel = channel;
        this.traffic = traffic;
        pushes = new PushQueue(config, () -> channel.eventLoop().execute(this::writePushes), onOverflow);
    }

    /** For the next reply; valid until {@link #flush}. */
    ReplyWriter writer() {
        buffer();
        return writer;
    }

    /** The version is changed in the writer; this one is the same all the time. */
    ReplyWriter settings() {
        return writer;
    }

    private ByteBuf buffer() {
        ByteBuf current = buffer;
        if (current == null) {
            current = channel.alloc().buffer(FIRST_CAPACITY);
            buffer = current;
            writer.to(current);
        }
        return current;
    }

    /** The next command's reply begins here. */
    void begin() {
        begin = buffer().writerIndex();
    }

    /** Takes back what has been written since {@link #begin}. */
    void drop() {
        buffer().writerIndex(begin);
    }

    /** How many bytes have been sent to the client. */
    long bytesSent() {
        return bytesSent;
    }

    /** How many bytes wait for the client to read, as far as the kernel has not taken them. */
    long bytesUnread() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }

    /**
     * All that the client has not read: {@link #bytesUnread}, replies that are not written yet, and lines that wait for
     * it to read.
     */
    long bytesHeld() {
        return bytesUnread() + (buffer == null ? 0 : buffer.readableBytes()) + pushes.bytes();
    }

    /** From now on, what has been sent until now is what {@link #bytesLeft} is about. */
    void mark() {
        marked = bytesSent;
    }

    /**
     * What the client has left unread since {@link #mark} was called last, and the lines that wait for it to read.
     * Replies that are on their way to the system at this moment are not the client's fault.
     */
    long bytesLeft() {
        long taken = bytesSent - bytesUnread();
        return Math.max(0, marked - taken) + (channel.isWritable() ? 0 : pushes.bytes());
    }

    /** Sends the replies if they have become many. */
    void flushIfFull() {
        if (buffer != null && buffer.readableBytes() >= full) {
            flush();
        }
    }

    /** Sends what there is. */
    void flush() {
        ByteBuf written = buffer;
        begin = 0;
        if (written != null && !written.isReadable()) {
            buffer = null;
            writer.to(Unpooled.EMPTY_BUFFER);
            written.release();
        } else if (written != null) {
            long held = bytesHeld();
            buffer = null;
            writer.to(Unpooled.EMPTY_BUFFER);
            if (ends.test(held)) {
                written.release();
                return;
            }
            traffic.sent(written.readableBytes());
            bytesSent += written.readableBytes();
            ChannelFuture write = channel.writeAndFlush(written);
            if (!write.isDone()) {
                write.addListener(taken);
            }
        }
    }

    /** Whether the client has not taken all yet, as far as the kernel has not taken it for the client. */
    boolean isUnread() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return buffer != null || (unsent != null && !unsent.isEmpty());
    }

    /** Forgets the lines that wait. */
    void dropPushes() {
        pushes.clear();
    }

    /** Sends a line that is not the reply to a command, between two replies. Any thread. */
    void push(byte[] line) {
        pushes.offer(line);
    }

    /** Sends the lines that wait, as far as the client reads them. */
    void writePushes() {
        pushes.announceNext();
        if (ends.test(bytesHeld())) {
            return;
        }
        while (channel.isWritable()) {
            byte[] line = pushes.poll();
            if (line == null) {
                break;
            }
            buffer().writeBytes(line);
            flushIfFull();
        }
        flush();
    }
}
