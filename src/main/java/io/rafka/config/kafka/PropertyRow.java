package io.rafka.config.kafka;

import java.util.List;

/**
 * One row of the property table: what rafka does with one librdkafka property.
 *
 * @param name as in librdkafka; a last {@code *} stands for any ending
 * @param appliesTo {@code P}, {@code C}, or {@code *} for both, as librdkafka's documentation marks it
 * @param topicLevel whether it is one of librdkafka's topic properties
 * @param type of its values
 * @param range {@code low..high} for numbers; for enums, lists and flags {@code name=Java value} or plain names,
 *     separated by commas
 * @param librdkafkaDefault librdkafka's default; empty if it has none
 * @param ownDefault rafka's default where it is another one; empty if not
 * @param scope who may give it
 * @param decision what becomes of it
 * @param target for a mapped one, the Java properties, see {@link Target}, or, in braces, those that code makes of it;
 *     for a refused one, the only value that is accepted, or empty; for an alias, the real name
 * @param targets the Java properties that a mapped one sets by itself, read once; those that code makes of it are none
 *     of them
 * @param note why; for a refused property, the reason given to the user
 */
record PropertyRow(
        String name,
        String appliesTo,
        boolean topicLevel,
        ValueType type,
        String range,
        String librdkafkaDefault,
        String ownDefault,
        Scope scope,
        Decision decision,
        String target,
        List<Target> targets,
        String note) {

    /** The default that holds in rafka, in librdkafka's terms; empty if there is none. */
    String defaultValue() {
        return ownDefault.isEmpty() ? librdkafkaDefault : ownDefault;
    }

    boolean appliesTo(Role role) {
        return appliesTo.equals("*") || appliesTo.equals(role.mark());
    }

    /** Whether it changes anything about a client of this role. */
    boolean hasEffectOn(Role role) {
        if (!appliesTo(role)) {
            return false;
        }
        return switch (decision) {
            case MAPPED -> targets().isEmpty() || targets().stream().anyMatch(one -> one.isFor(role));
            case RAFKA -> role != Role.ADMIN || appliesTo.equals("*");
            case NONE, ALIAS -> false;
            case REFUSED -> true;
        };
    }
}
