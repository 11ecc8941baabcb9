package io.rafka.kafka.producer;

/** What became of a record that was given to the producer. */
public enum Admission {
    /** It is in the producer's buffer, and counts as outstanding. */
    ACCEPTED,
    /**
     * The producer does not know the topic yet, or not what it takes now: {@link TopicResolver#resolve} it, and give
     * the record again.
     */
    UNRESOLVED_TOPIC,
    /** There is no room: wait for it in {@link Room}, and give the record again. */
    NO_ROOM
}
