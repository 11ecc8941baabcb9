package io.rafka.kafka.consumer;

import java.util.Locale;

/** Why a member has lost its place in the group, though its client did not end it. */
public enum KickedOut {
    /** Its client did not come back within {@code max.poll.interval.ms}. */
    AWAY,
    /** The brokers did not hear of it within the session timeout, as after a network that was cut. */
    LOST,
    /** Another has taken its {@code group.instance.id}. */
    FENCED;

    /** As metrics tell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
