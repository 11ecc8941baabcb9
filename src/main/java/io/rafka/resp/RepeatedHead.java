package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The head of a command, a name and a key, that the clients of an event loop send again and again: {@code RPUSHX} and
 * the topic, with another value each time. It is compared, and not read again; requests that begin with it share its
 * words.
 *
 * <p>It outlives the connection that sent it. So nothing is remembered that may have a secret in it: no longer command,
 * and no key with JSON, which a consumer's properties are.
 *
 * <p>Threading: one for each thread, and that thread only.
 */
final class RepeatedHead {
    private static final ThreadLocal<RepeatedHead> OF_THREAD = ThreadLocal.withInitial(RepeatedHead::new);

    /** A longer one is not remembered, in bytes. */
    static final int LONGEST = 256;

    private static final int WORDS = 2;
    /** So many more misses than hits let another in: who sends other commands each time does not pay for each. */
    static final int MISSES = 8;

    /** Eight bytes in each; the last eight once more in {@link #tail}, as the length is seldom a multiple. */
    private long[] bytes = new long[0];

    private long tail;
    private int length;
    private byte[][] words = new byte[WORDS][];
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
        misses = Math.max(misses - 1, 0);
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

    /** How many words it has. */
    int count() {
        return WORDS;
    }

    /** Its words, and the place for the last. */
    byte[][] words() {
        return Arrays.copyOf(words, WORDS + 1);
    }

    /** How many bytes a request takes for its words, see {@link RespDecoder}. */
    int held() {
        return held;
    }

    /**
     * Remembers a head that has been read, if it is one that may be.
     *
     * @param from where it begins in the buffer; it ends at the reader index
     * @param words its words first; nobody changes them any more
     */
    void remember(ByteBuf in, int from, byte[][] words, int count) {
        int size = in.readerIndex() - from;
        if (size > LONGEST || count != WORDS || hasJson(words[1])) {
            return;
        }
        misses = 0;
        length = size;
        bytes = new long[size / Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = in.getLongLE(from + i * Long.BYTES);
        }
        tail = in.getLongLE(from + size - Long.BYTES);
        this.words = Arrays.copyOf(words, WORDS);
        held = RespDecoder.held(words[0]) + RespDecoder.held(words[1]);
    }

    private static boolean hasJson(byte[] key) {
        for (byte letter : key) {
            if (letter == '{') {
                return true;
            }
        }
        return false;
    }

    /** Forgets it, for tests: those before it on the same thread. */
    void forget() {
        length = 0;
        misses = MISSES;
    }
}
