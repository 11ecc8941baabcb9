package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The head of a command, which is all of it before its last argument, that the clients of an event loop send again and
 * again: {@code RPUSHX} and the topic, with another value each time. It is compared, and not read again; requests that
 * begin with it share its words.
 *
 * <p>Threading: one for each thread, and that thread only.
 */
final class RepeatedHead {
    private static final ThreadLocal<RepeatedHead> OF_THREAD = ThreadLocal.withInitial(RepeatedHead::new);

    /** A longer one is not remembered, in bytes. */
    static final int LONGEST = 256;
    /** What anybody may send, also without a password. */
    private static final int MOST_WORDS = RespDecoder.MOST_WORDS_UNTRUSTED - 1;
    /** Who sends other commands each time does not pay for remembering each. */
    private static final int MISSES = 8;

    /** Eight bytes in each; the last eight once more in {@link #tail}, as the length is seldom a multiple. */
    private long[] bytes = new long[0];

    private long tail;
    private int length;
    private byte[][] words = new byte[0][];
    private int held;
    private int misses = MISSES;

    /** That of this thread. */
    static RepeatedHead ofThread() {
        return OF_THREAD.get();
    }

    /** Whether what comes next begins with it. Takes it off the buffer then. */
    boolean take(ByteBuf in) {
        int start = in.readerIndex();
        if (in.readableBytes() < length || !isAt(in, start)) {
            misses = Math.min(misses + 1, MISSES);
            return false;
        }
        in.readerIndex(start + length);
        misses = 0;
        return true;
    }

    private boolean isAt(ByteBuf in, int start) {
        // What differs most often is the topic's name, at the end.
        if (length == 0 || in.getLongLE(start + length - Long.BYTES) != tail) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (in.getLongLE(start + i * Long.BYTES) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has not come for a while, and another would be remembered. */
    boolean isStale() {
        return misses == MISSES;
    }

    /** How many words it has; at least one. */
    int count() {
        return words.length;
    }

    /** Its words, and the place for the last. */
    byte[][] words() {
        return Arrays.copyOf(words, words.length + 1);
    }

    /** How many bytes a request takes for its words, see {@link RespDecoder}. */
    int held() {
        return held;
    }

    /**
     * Remembers a head that has been read, if it is a short one.
     *
     * @param from where it begins in the buffer; it ends at the reader index
     * @param words its words first; nobody changes them any more
     */
    void remember(ByteBuf in, int from, byte[][] words, int count) {
        int size = in.readerIndex() - from;
        if (size > LONGEST || count > MOST_WORDS) {
            return;
        }
        misses = 0;
        length = size;
        bytes = new long[size / Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = in.getLongLE(from + i * Long.BYTES);
        }
        tail = in.getLongLE(from + size - Long.BYTES);
        this.words = Arrays.copyOf(words, count);
        held = Arrays.stream(this.words).mapToInt(RespDecoder::held).sum();
    }
}
