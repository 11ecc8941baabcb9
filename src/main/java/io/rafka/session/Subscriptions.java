package io.rafka.session;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a client has subscribed to. The connection's event loop only. */
public final class Subscriptions {
    /** What can be subscribed to. */
    public enum Kind {
        CHANNEL,
        PATTERN,
        SHARD_CHANNEL
    }

    /** What a name takes beside its letters, about. */
    private static final int OVERHEAD = 100;

    /** One character for each byte: names are bytes. */
    private final Map<Kind, Set<String>> names = new EnumMap<>(Kind.class);

    private long bytes;

    Subscriptions() {
        for (Kind kind : Kind.values()) {
            names.put(kind, new LinkedHashSet<>());
        }
    }

    private Set<String> of(Kind kind) {
        return Objects.requireNonNull(names.get(kind));
    }

    /**
     * Whether all of these could be added.
     *
     * @param most what all names may take, in bytes: a subscription is kept until the client takes it back
     */
    public boolean hasRoomFor(Kind kind, List<byte[]> more, long most) {
        Set<String> added = new HashSet<>();
        long wanted = bytes;
        for (byte[] name : more) {
            String text = new String(name, StandardCharsets.ISO_8859_1);
            if (!of(kind).contains(text) && added.add(text)) {
                wanted += OVERHEAD + name.length;
            }
        }
        return wanted <= most;
    }

    /** Adds one, if it is not there. */
    public void add(Kind kind, byte[] name) {
        if (of(kind).add(new String(name, StandardCharsets.ISO_8859_1))) {
            bytes += OVERHEAD + name.length;
        }
    }

    /** Takes one away, if it is there. */
    public void remove(Kind kind, byte[] name) {
        if (of(kind).remove(new String(name, StandardCharsets.ISO_8859_1))) {
            bytes -= OVERHEAD + name.length;
        }
    }

    /** All of a kind, in the order in which they came. */
    public List<byte[]> all(Kind kind) {
        return of(kind).stream()
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** How many there are of a kind. */
    public int count(Kind kind) {
        return of(kind).size();
    }

    /** How many there are of a kind, and of those that Redis counts together with it: channels and patterns. */
    public int countWith(Kind kind) {
        return kind == Kind.SHARD_CHANNEL ? count(kind) : count(Kind.CHANNEL) + count(Kind.PATTERN);
    }

    /** What all names take. */
    long bytes() {
        return bytes;
    }

    /** How many there are of all kinds. */
    public int count() {
        return names.values().stream().mapToInt(Set::size).sum();
    }
}
