package io.rafka.config.kafka;

/** The kind of Kafka client that a property is for. */
public enum Role {
    PRODUCER("P", "producer"),
    CONSUMER("C", "consumer"),
    /** Asks for topics and brokers; librdkafka has no properties of its own for it. */
    ADMIN("A", "admin");

    private final String mark;
    private final String word;

    Role(String mark, String word) {
        this.mark = mark;
        this.word = word;
    }

    /** The letter in the table. */
    String mark() {
        return mark;
    }

    /** The name of the configuration object, and of the role in messages. */
    public String word() {
        return word;
    }
}
