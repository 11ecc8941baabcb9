package io.rafka.config.kafka;

import java.util.List;

/** What rafka sets for its producer beyond the user's properties, and where one of them follows from another. */
final class ProducerTuning {
    /** The codecs that have levels of compression. */
    static final List<String> WITH_LEVELS = List.of("gzip", "lz4", "zstd");

    private static final int MOST_IN_FLIGHT = 5;
    /** The buffers of all producers together take at most one of so many parts of the heap. */
    private static final int SHARE_OF_THE_HEAP = 4;
    /** How many batches there must at least be room for. */
    private static final int FEWEST_BATCHES = 4;
    /** What Kafka counts beside key and value of a record: at most this, in bytes. */
    private static final int RECORD_OVERHEAD = 128;

    private static final String RAFKA = "rafka";

    private ProducerTuning() {}

    static void apply(Translation translation) {
        // send() is called on event loops: what it would wait for is waited for elsewhere.
        translation.kafka("max.block.ms", "0", RAFKA);
        // Keyed records get their partition from us; see Partitioner.
        translation.kafka("partitioner.ignore.keys", "true", RAFKA);
        idempotence(translation);
        compression(translation);
        deliveryTimeout(translation);
        buffer(translation);
        largestRecord(translation);
        sticky(translation);
        if (translation.isGiven("allow.auto.create.topics")) {
            translation.alsoForRafka("allow.auto.create.topics");
        }
    }

    /** On, unless something that the user has given rules it out; asked for expressly, what rules it out is wrong. */
    private static void idempotence(Translation translation) {
        boolean given = translation.isGiven("enable.idempotence");
        boolean on = "true".equals(translation.kafka("enable.idempotence"));
        boolean acks = "all".equals(translation.kafka("acks"));
        boolean retries = !"0".equals(translation.kafka("retries"));
        if (on && given && !acks) {
            translation.wrong("request.required.acks", "must be -1 or all, as enable.idempotence is true");
        }
        if (on && given && !retries) {
            translation.error("message.send.max.retries", "must not be 0, as enable.idempotence is true");
        }
        String inFlight = String.valueOf(translation.kafka("max.in.flight.requests.per.connection"));
        boolean many = Long.parseLong(inFlight) > MOST_IN_FLIGHT;
        if (on && given && many) {
            translation.wrong(
                    "max.in.flight.requests.per.connection", "must be at most 5, as enable.idempotence is true");
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
            translation.note(
                    "max.in.flight.requests.per.connection", "is " + MOST_IN_FLIGHT + ", the most with idempotence");
        }
    }

    /** librdkafka has one level for all codecs, Java has a property for each. */
    private static void compression(Translation translation) {
        String level = translation.text("compression.level").orElse("-1");
        String codec = String.valueOf(translation.kafka("compression.type"));
        if (level.equals("-1") || !WITH_LEVELS.contains(codec)) {
            return;
        }
        int highest = codec.equals("gzip") ? 9 : 12;
        if (Integer.parseInt(level) < 1 || Integer.parseInt(level) > highest) {
            translation.wrong("compression.level", "must be -1, or from 1 to " + highest + " with " + codec);
        }
        translation.kafka("compression." + codec + ".level", level, translation.origin("compression.level"));
    }

    /**
     * Java refuses a delivery timeout shorter than linger plus one request. librdkafka refuses one shorter than linger,
     * and cuts the request short.
     */
    private static void deliveryTimeout(Translation translation) {
        long linger = translation.kafkaNumber("linger.ms");
        long timeout = translation.kafkaNumber("delivery.timeout.ms");
        long request = translation.kafkaNumber("request.timeout.ms");
        if (timeout <= linger && translation.isGiven("queue.buffering.max.ms")) {
            translation.wrong("queue.buffering.max.ms", "must be less than message.timeout.ms, which is " + timeout);
        }
        if (timeout < linger + request) {
            String origin = "what " + translation.origin("message.timeout.ms") + " leaves";
            // A request needs some time; what waits in front of it can be shorter.
            request = Math.min(request, Math.max(Math.max(1, timeout / 2), timeout - linger));
            translation.kafka("request.timeout.ms", String.valueOf(request), origin);
            translation.kafka("linger.ms", String.valueOf(Math.min(linger, timeout - request)), origin);
        }
    }

    /**
     * The buffer is of the heap. A batch takes its whole size out of it; one that does not fit in would never be sent.
     */
    private static void buffer(Translation translation) {
        int producers = translation.purpose().producers();
        long all = Runtime.getRuntime().maxMemory() / SHARE_OF_THE_HEAP;
        // Kafka's producer refuses a record that its buffer could not hold.
        long share = Math.max(all / producers, Math.min(all, largest(translation)));
        if (!translation.isGiven("queue.buffering.max.kbytes") && translation.kafkaNumber("buffer.memory") > share) {
            translation.kafka(
                    "buffer.memory",
                    String.valueOf(share),
                    "a quarter of the heap" + (producers == 1 ? "" : ", for " + producers + " producers"));
        }
        long buffer = translation.kafkaNumber("buffer.memory");
        long batch = translation.kafkaNumber("batch.size");
        if (!translation.isGiven("batch.size")) {
            long most = Math.max(1, buffer / FEWEST_BATCHES);
            if (batch > most) {
                translation.kafka(
                        "batch.size",
                        String.valueOf(most),
                        "a quarter of " + translation.origin("queue.buffering.max.kbytes"));
            }
        } else if (batch > buffer) {
            translation.wrong("batch.size", "must be at most queue.buffering.max.kbytes, which is " + buffer / 1024);
        }
    }

    /** librdkafka counts key and value, Java the record as it is sent: rafka counts as librdkafka. */
    private static void largestRecord(Translation translation) {
        translation.kafka(
                "max.request.size",
                String.valueOf(largest(translation)),
                translation.origin("message.max.bytes") + ", and what Kafka adds");
    }

    private static long largest(Translation translation) {
        return Long.parseLong(translation.text("message.max.bytes").orElseThrow()) + RECORD_OVERHEAD;
    }

    /** As librdkafka, in its rd_kafka_conf_finalize. */
    private static void sticky(Translation translation) {
        if (!translation.isGiven("sticky.partitioning.linger.ms")) {
            long linger = translation.kafkaNumber("linger.ms");
            translation.rafka(
                    "sticky.partitioning.linger.ms",
                    String.valueOf(2 * linger),
                    "twice " + translation.origin("queue.buffering.max.ms"));
        }
    }
}
