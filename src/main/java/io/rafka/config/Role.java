package io.rafka.config;

/** The kind of Kafka client that a property is for, as librdkafka's documentation marks them. */
public enum Role {
    PRODUCER("P", "producer"),
    CONSUMER("C", "consumer");

    private final String mark;
    private final String word;

    Role(String mark, String word) {
        this.mark = mark;
        this.word = word;
    }

    /** The letter in the table's column {@code applies_to}. */
    String mark() {
        return mark;
    }

    /** The name of the configuration object, and of the role in messages. */
    public String word() {
        return word;
    }
}
