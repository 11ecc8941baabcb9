package io.rafka.config.kafka;

import java.util.List;

/** What rafka sets for its consumers beyond the user's properties, and where one of them follows from another. */
final class ConsumerTuning {
    private static final long DEFAULT_HEARTBEAT = 3_000;

    private ConsumerTuning() {}

    static void apply(Translation translation) {
        translation.kafka("enable.auto.commit", "false", "rafka: it commits what clients acknowledge");
        // As librdkafka: a fetch may wait at the broker for as long as it is allowed to, and then come late.
        long wait = translation.kafkaNumber("fetch.max.wait.ms");
        translation.kafka(
                "request.timeout.ms",
                String.valueOf(Math.min(Integer.MAX_VALUE, translation.kafkaNumber("request.timeout.ms") + wait)),
                translation.origin("socket.timeout.ms") + " and " + translation.origin("fetch.wait.max.ms"));
        if ("consumer".equals(translation.kafka("group.protocol"))) {
            brokerSideGroup(translation);
            return;
        }
        if (translation.isGiven("group.remote.assignor")) {
            translation.error("group.remote.assignor", "only with group.protocol=consumer");
        }
        long session = translation.kafkaNumber("session.timeout.ms");
        if (session <= DEFAULT_HEARTBEAT && !translation.isGiven("heartbeat.interval.ms")) {
            translation.kafka(
                    "heartbeat.interval.ms",
                    String.valueOf(Math.max(1, session / 3)),
                    "a third of " + translation.origin("session.timeout.ms"));
        }
        long heartbeat = translation.kafkaNumber("heartbeat.interval.ms");
        if (heartbeat >= session && translation.isGiven("heartbeat.interval.ms")) {
            // Kafka's consumer would say so when it is made, at a client's first BLPOP.
            translation.wrong("heartbeat.interval.ms", "must be less than session.timeout.ms, which is " + session);
        }
    }

    /** KIP-848: the brokers say how often to send heartbeats, and assign the partitions. */
    private static void brokerSideGroup(Translation translation) {
        for (String name : List.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy")) {
            if (translation.isGiven(name)) {
                translation.error(name, "not with group.protocol=consumer, where the broker decides it");
            }
            translation.dropKafka(name);
        }
    }
}
