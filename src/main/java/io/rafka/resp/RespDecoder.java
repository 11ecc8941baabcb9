package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into requests: RESP arrays of bulk strings, and inline commands.
 *
 * <p>Incremental: {@link #decode} takes what is there, and continues at the next call where it stopped. Bulk strings
 * are copied out of the buffer as they arrive, so that the caller holds back at most an unfinished line; that one copy
 * is what later becomes the record's value.
 *
 * <p>The errors and their texts are those of Redis (networking.c, processMultibulkBuffer and processInlineBuffer).
 * Threading: the connection's event loop only, which also makes it.
 */
public final class RespDecoder {
    /** What a command may take without drawing on the shared request memory, in bytes. */
    private static final int FREE = 16 * 1024;
    /** How much is drawn at least, so that a command of many small words does not draw for each of them. */
    private static final int LEAST_DRAW = 64 * 1024;
    /** What a word costs beside its bytes: the array's header and the reference to it. */
    private static final int WORD_OVERHEAD = 24;

    private static final int MOST_WORDS_AT_FIRST = 16;
    /**
     * So much of a bulk string must have come before memory is taken for the rest: an announcement alone costs nothing.
     */
    private static final int FIRST_PART = 8 * 1024;

    /** What a client that has not given the password may send, as in Redis: enough for HELLO with all its options. */
    private static final int MOST_WORDS_UNTRUSTED = 10;

    private static final int LONGEST_BULK_UNTRUSTED = 16 * 1024;

    private static final byte[] EMPTY = new byte[0];
    private static final byte[][] NO_WORDS = new byte[0][];

    private final RespLimits limits;
    private final RequestMemory.Claim memory;
    private final BooleanSupplier trusted;
    private final RepeatedHead repeated = RepeatedHead.ofThread();

    /** How many words the array has that is being read; 0 between commands. */
    private int expected;

    private byte[][] words = NO_WORDS;
    private int count;

    /** The length of the bulk string that is being read; -1 before its length line. */
    private int bulkLength = -1;

    private byte @Nullable [] bulk;
    private int filled;

    private long charged;
    private long capacity = FREE;
    private boolean waiting;

    /**
     * For one connection.
     *
     * @param onMemory called, by any thread, when {@link #decode} may go on after {@link #isWaitingForMemory}
     * @param onStall called, by any thread, when others wait for the memory of a command that does not come to its end
     * @param trusted asked when a command is a large one: whether this client may send it
     */
    public RespDecoder(
            RespLimits limits, RequestMemory memory, Runnable onMemory, Runnable onStall, BooleanSupplier trusted) {
        this.limits = limits;
        this.memory = memory.claim(onMemory, onStall);
        this.trusted = trusted;
    }

    /**
     * The next request.
     *
     * @return null if the buffer does not have the whole of it, or if memory must be waited for
     * @throws ProtocolException if this is not RESP; the connection is then of no more use
     */
    public @Nullable Request decode(ByteBuf in) throws ProtocolException {
        // Where a command begins that has not been read yet; not of one that came in an earlier buffer.
        int begin = -1;
        while (in.isReadable() || expected > 0) {
            if (expected == 0) {
                if (repeated.take(in)) {
                    words = repeated.words();
                    count = repeated.count();
                    expected = count + 1;
                    charged += repeated.held();
                    begin = -1;
                    continue;
                }
                begin = in.readerIndex();
                if (in.getByte(begin) != '*') {
                    byte[] line = inlineLine(in);
                    if (line == null) {
                        return null;
                    }
                    byte[][] inline = InlineCommand.split(line);
                    if (inline.length > 0) {
                        return new Request(inline, inline.length);
                    }
                    continue;
                }
                if (!readArrayHeader(in)) {
                    return null;
                }
                continue;
            }
            while (count < expected) {
                if (begin >= 0 && count > 0 && count == expected - 1) {
                    passedHead(in, begin);
                    begin = -1;
                }
                if (!readBulk(in)) {
                    return null;
                }
            }
            Request request = new Request(words, count);
            expected = 0;
            count = 0;
            words = NO_WORDS;
            return request;
        }
        return null;
    }

    private void passedHead(ByteBuf in, int begin) {
        // Strangers shall not take the place of what clients send.
        if (repeated.isStale() && trusted.getAsBoolean()) {
            repeated.remember(in, begin, words, count);
        }
    }

    /** Whether a part of a command has come, and the rest has not. */
    public boolean isMidCommand() {
        return expected > 0;
    }

    /** How much of an unfinished command is held beside the shared request memory, in bytes. */
    public long unfinished() {
        return Math.min(charged, FREE);
    }

    /** Whether the shared memory is full, and this connection waits for its part. */
    public boolean isWaitingForMemory() {
        return waiting && memory.isWaiting();
    }

    /** Gives back what the last request held. To be called when its command has been executed, and at the end. */
    public void release() {
        charged = 0;
        if (capacity > FREE || waiting) {
            capacity = FREE;
            waiting = false;
            memory.release();
        }
    }

    private byte @Nullable [] inlineLine(ByteBuf in) throws ProtocolException {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0 ? in.readableBytes() > limits.maxInlineLength() : length > limits.maxInlineLength()) {
            throw new ProtocolException("too big inline request");
        }
        if (length < 0) {
            return null;
        }
        byte[] line = new byte[length];
        in.readBytes(line);
        in.skipBytes(1);
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    private boolean readArrayHeader(ByteBuf in) throws ProtocolException {
        long announced = LengthLine.usual(in, '*');
        if (announced < 0) {
            int length = LengthLine.length(in, limits.maxInlineLength(), "too big mbulk count string");
            if (length < 0) {
                return false;
            }
            announced = LengthLine.number(in, length).orElse(Long.MAX_VALUE);
        }
        if (announced > limits.maxArguments()) {
            throw new ProtocolException("invalid multibulk length");
        }
        if (announced > MOST_WORDS_UNTRUSTED && !trusted.getAsBoolean()) {
            throw new ProtocolException("unauthenticated multibulk length");
        }
        // Redis takes an empty and a null array for no command at all.
        expected = (int) Math.max(0, announced);
        words = expected == 0 ? NO_WORDS : new byte[Math.min(expected, MOST_WORDS_AT_FIRST)][];
        return true;
    }

    /** What a word takes, in bytes. */
    static int held(byte[] word) {
        return word.length + WORD_OVERHEAD;
    }

    private boolean readBulk(ByteBuf in) throws ProtocolException {
        if (bulkLength < 0 && !readBulkHeader(in)) {
            return false;
        }
        byte[] target = bulk;
        if (target == null) {
            int first = Math.min(bulkLength, FIRST_PART);
            if (!charge(first + WORD_OVERHEAD)) {
                return false;
            }
            target = first == 0 ? EMPTY : new byte[first];
            bulk = target;
        }
        if (filled == target.length && filled < bulkLength) {
            if (!charge(bulkLength - filled)) {
                return false;
            }
            target = Arrays.copyOf(target, bulkLength);
            bulk = target;
        }
        int length = Math.min(target.length - filled, in.readableBytes());
        in.readBytes(target, filled, length);
        filled += length;
        if (capacity > FREE) {
            memory.touch();
        }
        if (filled < bulkLength && filled == target.length) {
            return readBulk(in);
        }
        if (filled < bulkLength || in.readableBytes() < 2) {
            return false;
        }
        in.skipBytes(2);
        if (count == words.length) {
            words = Arrays.copyOf(words, Math.min(expected, count * 2));
        }
        words[count++] = target;
        bulk = null;
        bulkLength = -1;
        filled = 0;
        return true;
    }

    private boolean readBulkHeader(ByteBuf in) throws ProtocolException {
        long announced = LengthLine.usual(in, '$');
        if (announced < 0) {
            int length = LengthLine.length(in, limits.maxInlineLength(), "too big bulk count string");
            if (length < 0) {
                return false;
            }
            int first = in.getByte(in.readerIndex()) & 0xff;
            if (first != '$') {
                throw new ProtocolException("expected '$', got '" + (char) first + "'");
            }
            announced = LengthLine.number(in, length).orElse(-1);
        }
        if (announced < 0 || announced > limits.maxBulkLength()) {
            throw new ProtocolException(
                    "invalid bulk length",
                    announced < 0 ? ProtocolException.Fault.SYNTAX : ProtocolException.Fault.BULK_LENGTH);
        }
        if (announced > LONGEST_BULK_UNTRUSTED && !trusted.getAsBoolean()) {
            throw new ProtocolException("unauthenticated bulk length");
        }
        bulkLength = (int) announced;
        return true;
    }

    /** Accounts for bytes of the current command; false if they must be waited for. */
    private boolean charge(long bytes) throws ProtocolException {
        if (waiting) {
            if (memory.isWaiting()) {
                return false;
            }
            waiting = false;
            capacity = FREE + memory.held();
        }
        long needed = charged + bytes;
        if (needed > capacity) {
            long draw = Math.max(needed - capacity, LEAST_DRAW);
            if (memory.held() > 0) {
                // Waiting while holding could lock several connections against each other for ever.
                if (!memory.tryTake(draw)) {
                    throw new ProtocolException(
                            "request too large, the server's request memory is in use", ProtocolException.Fault.MEMORY);
                }
            } else if (!memory.takeOrWait(draw)) {
                waiting = true;
                return false;
            }
            capacity = FREE + memory.held();
        }
        charged = needed;
        return true;
    }
}
