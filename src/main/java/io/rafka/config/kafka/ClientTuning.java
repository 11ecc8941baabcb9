package io.rafka.config.kafka;

import java.util.List;

/**
 * What rafka sets for its Kafka clients beyond the user's properties, and the settings of which one follows from
 * another.
 */
final class ClientTuning {
    private static final long DEFAULT_HEARTBEAT = 3_000;
    private static final int MOST_IN_FLIGHT = 5;
    private static final String RAFKA = "rafka";

    private ClientTuning() {}

    static void apply(Translation translation) {
        switch (translation.role()) {
            case PRODUCER -> producer(translation);
            case CONSUMER -> consumer(translation);
            case ADMIN -> {}
        }
    }

    private static void producer(Translation translation) {
        // send() is called on event loops: what it would wait for is waited for elsewhere.
        translation.kafka("max.block.ms", "0", RAFKA);
        // Keyed records get their partition from us; see Partitioner.
        translation.kafka("partitioner.ignore.keys", "true", RAFKA);
        idempotence(translation);
        compression(translation);
        deliveryTimeout(translation);
    }

    /** On, unless something that the user has given rules it out; asked for expressly, what rules it out is wrong. */
    private static void idempotence(Translation translation) {
        boolean given = translation.isGiven("enable.idempotence");
        boolean on = "true".equals(translation.kafka("enable.idempotence"));
        boolean acks = "all".equals(translation.kafka("acks"));
        boolean retries = !"0".equals(translation.kafka("retries"));
        if (on && given && !acks) {
            wrong(translation, "request.required.acks", "must be -1 or all, as enable.idempotence is true");
        }
        if (on && given && !retries) {
            translation.error("message.send.max.retries", "must not be 0, as enable.idempotence is true");
        }
        String inFlight = String.valueOf(translation.kafka("max.in.flight.requests.per.connection"));
        boolean many = Long.parseLong(inFlight) > MOST_IN_FLIGHT;
        if (on && given && many) {
            wrong(
                    translation,
                    "max.in.flight.requests.per.connection",
                    "must be at most 5, as enable.idempotence is true");
        }
        if (on && (!acks || !retries)) {
            on = false;
            String reason = translation.origin(acks ? "message.send.max.retries" : "request.required.acks");
            translation.kafka("enable.idempotence", "false", "ruled out by " + reason);
        }
        if (on && many) {
            translation.kafka(
                    "max.in.flight.requests.per.connection",
                    String.valueOf(MOST_IN_FLIGHT),
                    translation.origin("max.in.flight.requests.per.connection") + ", the most with idempotence");
        }
    }

    /** Notes that a value is wrong in front of others. */
    private static void wrong(Translation translation, String name, String allowed) {
        translation.error(name, allowed + ", got '" + translation.text(name).orElse("") + "'");
    }

    /** librdkafka has one level for all codecs, Java has a property for each. */
    private static void compression(Translation translation) {
        String level = translation.text("compression.level").orElse("-1");
        String codec = String.valueOf(translation.kafka("compression.type"));
        if (level.equals("-1") || !List.of("gzip", "lz4", "zstd").contains(codec)) {
            return;
        }
        int highest = codec.equals("gzip") ? 9 : 12;
        if (Integer.parseInt(level) < 1 || Integer.parseInt(level) > highest) {
            wrong(translation, "compression.level", "must be -1, or from 1 to " + highest + " with " + codec);
        }
        translation.kafka("compression." + codec + ".level", level, translation.origin("compression.level"));
    }

    /** Java refuses a delivery timeout shorter than linger plus one request; librdkafka cuts the request short. */
    private static void deliveryTimeout(Translation translation) {
        long linger = Long.parseLong(String.valueOf(translation.kafka("linger.ms")));
        long timeout = Long.parseLong(String.valueOf(translation.kafka("delivery.timeout.ms")));
        long request = Long.parseLong(String.valueOf(translation.kafka("request.timeout.ms")));
        if (timeout < linger + request) {
            String origin = "what " + translation.origin("message.timeout.ms") + " leaves";
            request = Math.max(1, timeout - linger);
            translation.kafka("request.timeout.ms", String.valueOf(request), origin);
            translation.kafka("linger.ms", String.valueOf(Math.min(linger, timeout - request)), origin);
        }
    }

    private static void consumer(Translation translation) {
        translation.kafka("enable.auto.commit", "false", "rafka: it commits what clients acknowledge");
        if ("consumer".equals(translation.kafka("group.protocol"))) {
            brokerSideGroup(translation);
            return;
        }
        if (translation.isGiven("group.remote.assignor")) {
            translation.error("group.remote.assignor", "only with group.protocol=consumer");
        }
        long session = Long.parseLong(String.valueOf(translation.kafka("session.timeout.ms")));
        if (session <= DEFAULT_HEARTBEAT && !translation.isGiven("heartbeat.interval.ms")) {
            translation.kafka(
                    "heartbeat.interval.ms",
                    String.valueOf(Math.max(1, session / 3)),
                    "a third of " + translation.origin("session.timeout.ms"));
        }
        long heartbeat = Long.parseLong(String.valueOf(translation.kafka("heartbeat.interval.ms")));
        if (heartbeat >= session && translation.isGiven("heartbeat.interval.ms")) {
            // Kafka's consumer would say so when it is made, at a client's first BLPOP.
            wrong(translation, "heartbeat.interval.ms", "must be less than session.timeout.ms, which is " + session);
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
