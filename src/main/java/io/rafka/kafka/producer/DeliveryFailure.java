package io.rafka.kafka.producer;

/**
 * A kind of failure of records that were accepted.
 *
 * @param topic of the records
 * @param reason librdkafka's text
 */
public record DeliveryFailure(String topic, String reason) {
    /** Stands for all kinds that are not counted by themselves. */
    static final DeliveryFailure OTHER = new DeliveryFailure("other", "other");
}
