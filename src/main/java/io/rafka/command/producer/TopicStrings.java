package io.rafka.command.producer;

import io.rafka.kafka.TopicNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The names of the topics that an event loop's clients produce to, as strings: as a rule the same one for the same
 * bytes, so that a record costs no new string, no check of its letters and no hash of them. Holds a fixed number of
 * names, each in the one place where it may be.
 *
 * <p>Threading: one for each thread.
 */
final class TopicStrings {
    private static final ThreadLocal<TopicStrings> OF_LOOP = ThreadLocal.withInitial(TopicStrings::new);
    /** A power of two. */
    private static final int PLACES = 1_024;

    private final @Nullable String[] names = new String[PLACES];

    private TopicStrings() {}

    /** The topic of this name; null if it is not a legal one. */
    static @Nullable String legal(byte[] bytes, int from, int to) {
        return OF_LOOP.get().find(bytes, from, to);
    }

    private @Nullable String find(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String there = names[place];
        if (there != null && is(there, bytes, from, to)) {
            return there;
        }
        // One character for each byte: what is not ASCII is not legal, and stays illegal.
        String name = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (!TopicNames.isLegal(name)) {
            return null;
        }
        names[place] = name;
        return name;
    }

    private static boolean is(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (name.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
