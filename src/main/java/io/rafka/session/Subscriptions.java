package io.rafka.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client has subscribed to. The connection's event loop only. */
public final class Subscriptions {
    /** What can be subscribed to. */
    public enum Kind {
        CHANNEL,
        PATTERN,
        SHARD_CHANNEL
    }

    /** What all names of a client may take. A subscription is kept until the client takes it back. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int OVERHEAD = 100;

    private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);
    private long bytes;

    Subscriptions() {
        for (Kind kind : Kind.values()) {
            names.put(kind, new LinkedHashSet<>());
        }
    }

    private Set<String> of(Kind kind) {
        return names.getOrDefault(kind, Set.of());
    }

    /** Adds one, if it is not there. False if there is no room for it. */
    public boolean add(Kind kind, String name) {
        long size = (long) OVERHEAD + name.length();
        if (of(kind).contains(name)) {
            return true;
        }
        if (bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        of(kind).add(name);
        return true;
    }

    /** Takes one away, if it is there. */
    public void remove(Kind kind, String name) {
        if (of(kind).remove(name)) {
            bytes -= OVERHEAD + name.length();
        }
    }

    /** All of a kind, in the order in which they came. */
    public List<String> all(Kind kind) {
        return new ArrayList<>(of(kind));
    }

    /** How many there are of a kind. */
    public int count(Kind kind) {
        return of(kind).size();
    }

    /** How many there are of all kinds. */
    public int count() {
        return names.values().stream().mapToInt(Set::size).sum();
    }
}
