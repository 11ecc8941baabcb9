package io.rafka.resp;

/**
 * What one client may make the decoder hold.
 *
 * @param maxBulkLength the longest bulk string, in bytes; 1 to 512 MB
 * @param maxArguments the most arguments of one command, its name included
 * @param maxInlineLength the longest inline command, and the longest length line, in bytes without the line end
 */
public record RespLimits(int maxBulkLength, int maxArguments, int maxInlineLength) {
    /** 32,768,000 bytes, the limit of the 2017 server; the others are Redis' own. */
    public static final RespLimits DEFAULT = new RespLimits(32_768_000, 1024 * 1024, 64 * 1024);

    private static final int HIGHEST_BULK_LENGTH = 512 * 1024 * 1024;

    /** The same with another longest bulk string. */
    public RespLimits withMaxBulkLength(int length) {
        return new RespLimits(length, maxArguments, maxInlineLength);
    }

    public RespLimits {
        if (maxBulkLength < 1 || maxBulkLength > HIGHEST_BULK_LENGTH) {
            throw new IllegalArgumentException("maxBulkLength must be 1 to 536870912, got " + maxBulkLength);
        }
    }
}
