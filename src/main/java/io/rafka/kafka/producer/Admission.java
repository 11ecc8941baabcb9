package io.rafka.kafka.producer;

/** What became of a record that was given to the producer. */
public enum Admission {
    /** It is in the producer's buffer, and counts as outstanding. */
    ACCEPTED(""),
    /**
     * The producer does not know the topic yet, or not what it takes now: {@link TopicResolver#resolve} it, and give
     * the record again.
     */
    UNRESOLVED_TOPIC("topic"),
    /** There is no room: wait for it in {@link Room}, and give the record again. */
    NO_ROOM("queue.buffering.max"),
    /**
     * The connection has as many records outstanding as it may: wait for {@link Outstanding#whenRoom}, and give the
     * record again.
     */
    CLIENT_RECORDS("client-outstanding-records"),
    /** The same in bytes. */
    CLIENT_BYTES("client-outstanding-bytes");

    private final String text;

    Admission(String text) {
        this.text = text;
    }

    /** What is in the way, as metrics tell it: a setting, or the begin of the names of properties. */
    public String text() {
        return text;
    }

    /** Whether it is the connection's own bound that is in the way. */
    public boolean isClients() {
        return this == CLIENT_RECORDS || this == CLIENT_BYTES;
    }
}
