package io.rafka.command.table;

import java.util.List;

/**
 * Where a command's keys are, counted in words with the name as 0.
 *
 * @param first 0 if there are no keys
 * @param last negative to count from the end: -1 is the last word
 * @param step from one key to the next
 * @param flags what the command does to them, in Redis' words
 * @see <a href="https://redis.io/docs/latest/develop/reference/key-specs/">Redis key specifications</a>
 */
public record KeyPositions(int first, int last, int step, List<String> flags) {
    /** Of a command without keys. */
    public static final KeyPositions NONE = new KeyPositions(0, 0, 0, List.of());

    /** Whether what is there only stands where keys stand, as the channels of a shard. */
    public boolean areNotKeys() {
        return flags.contains("not_key");
    }

    /** The number of the last key's word, in a command of so many words. */
    public int lastOf(int words) {
        return last < 0 ? words + last : last;
    }

    /** How the last key is told in a key specification: from the first one, or from the end. */
    public int lastFromFirst() {
        return last < 0 ? last : last - first;
    }
}
