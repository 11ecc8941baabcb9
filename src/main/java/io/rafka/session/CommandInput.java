package io.rafka.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/**
 * What one client has sent and has not been decoded: what waits behind a command that takes time, or the begin of a
 * command whose rest has not come. Owns its buffer. The channel's event loop only.
 */
final class CommandInput {
    /** A buffer of more than so many times what waits in it is changed for a smaller one. */
    private static final int WASTE = 4;

    private final Channel channel;
    private final Traffic traffic;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private long bytesReceived;

    CommandInput(Channel channel, Traffic traffic) {
        this.channel = channel;
        this.traffic = traffic;
    }

    /** Counts what has come. */
    void count(ByteBuf bytes) {
        traffic.received(bytes.readableBytes());
        bytesReceived += bytes.readableBytes();
    }

    /** Takes over the buffer. */
    void add(ByteBuf bytes) {
        if (buffer.isReadable()) {
            // Only what waits behind a suspension and unfinished lines get here, both bounded.
            ByteBuf both = channel.alloc().buffer(buffer.readableBytes() + bytes.readableBytes());
            both.writeBytes(buffer).writeBytes(bytes);
            bytes.release();
            buffer.release();
            buffer = both;
        } else {
            buffer.release();
            buffer = bytes;
        }
    }

    /** For the decoder, which takes from it. */
    ByteBuf buffer() {
        return buffer;
    }

    boolean isEmpty() {
        return !buffer.isReadable();
    }

    /** How many bytes wait. */
    int size() {
        return buffer.readableBytes();
    }

    /** What is held for them. */
    int capacity() {
        return buffer.capacity();
    }

    /** Gives back what a buffer has too much for the few bytes that wait in it. */
    void trim() {
        if (buffer.isReadable() && buffer.readableBytes() < buffer.capacity() / WASTE) {
            ByteBuf small = channel.alloc().buffer(buffer.readableBytes());
            small.writeBytes(buffer);
            buffer.release();
            buffer = small;
        }
    }

    /** How many bytes have come from the client since it connected. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** Forgets what waits. More may be added. */
    void release() {
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
    }
}
