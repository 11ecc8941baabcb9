package io.rafka.session;

import java.util.Optional;

/**
 * The name of a connection that may consume, {@code <group.id>:<name>}.
 *
 * @param groupId the part before the first colon; not empty
 * @param id the whole name
 */
public record ConsumerName(String groupId, String id) {
    /** Takes a client name for a consumer's, if it has a colon behind a group. */
    public static Optional<ConsumerName> parse(String name) {
        int colon = name.indexOf(':');
        return colon > 0 ? Optional.of(new ConsumerName(name.substring(0, colon), name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return id;
    }
}
