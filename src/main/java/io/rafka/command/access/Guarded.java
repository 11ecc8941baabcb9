package io.rafka.command.access;

/**
 * Something that a command is about, and that a user's patterns guard: by its normalised name, not by the word that the
 * client has sent, so that a record key, a list of topics or the case of a letter does not make it another one.
 *
 * @param kind what it is
 * @param name {@code topics:<topic>}, {@code groups:<group.id>}, another key, a channel or a pattern of channels
 * @param access what is done with it; of a channel {@link Access#NONE}
 */
public record Guarded(Kind kind, String name, Access access) {
    private static final String TOPICS = "topics:";
    private static final String GROUPS = "groups:";

    /** The kinds of what is guarded. */
    public enum Kind {
        KEY,
        /** Whatever topics there are or will be, as with a subscription by regular expression. */
        EVERY_TOPIC,
        CHANNEL,
        /** A pattern of channels, as PSUBSCRIBE takes it. */
        CHANNEL_PATTERN
    }

    /** A topic by its name. */
    public static Guarded topic(String topic, Access access) {
        return new Guarded(Kind.KEY, TOPICS + topic, access);
    }

    /** Being one of a consumer group. */
    public static Guarded group(String groupId) {
        return new Guarded(Kind.KEY, GROUPS + groupId, Access.READ);
    }

    /** A key as it is. */
    public static Guarded key(String key, Access access) {
        return new Guarded(Kind.KEY, key, access);
    }

    /**
     * All topics.
     *
     * @param shown what the client has asked for, for errors
     */
    public static Guarded everyTopic(String shown, Access access) {
        return new Guarded(Kind.EVERY_TOPIC, TOPICS + shown, access);
    }

    /** A channel. */
    public static Guarded channel(String channel) {
        return new Guarded(Kind.CHANNEL, channel, Access.NONE);
    }

    /** A pattern of channels. */
    public static Guarded channelPattern(String pattern) {
        return new Guarded(Kind.CHANNEL_PATTERN, pattern, Access.NONE);
    }

    /** Whether it is a key or keys, and no channel. */
    boolean isKey() {
        return kind == Kind.KEY || kind == Kind.EVERY_TOPIC;
    }
}
