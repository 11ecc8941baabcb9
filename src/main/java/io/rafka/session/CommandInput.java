package io.rafka.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What one client has sent and has not been decoded: what waits behind a command that takes time, or the begin of a
 * command whose rest has not come. Owns its buffer. The channel's event loop only.
 */
final class CommandInput {
    private final Traffic traffic;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private boolean waits;
    private long bytesReceived;

    CommandInput(Traffic traffic) {
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
            buffer.discardReadBytes().writeBytes(bytes);
            bytes.release();
        } else {
            buffer.release();
            buffer = bytes;
            waits = false;
        }
    }

    /**
     * What is left waits on the heap, in no more than it needs: a socket's buffer is a part of a large piece of direct
     * memory, which a few bytes would keep.
     */
    void keep() {
        if (buffer.isReadable() && !waits) {
            ByteBuf own = Unpooled.buffer(buffer.readableBytes());
            own.writeBytes(buffer);
            buffer.release();
            buffer = own;
            waits = true;
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

    /** How many bytes have come from the client since it connected. */
    long bytesReceived() {
        return bytesReceived;
    }

    /** Forgets what waits. More may be added. */
    void release() {
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
        waits = false;
    }
}
