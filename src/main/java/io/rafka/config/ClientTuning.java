package io.rafka.config;

import java.util.HashMap;
import java.util.Map;

/**
 * What rafka sets for its Kafka clients beyond the user's properties, and the few settings of which one follows from
 * another.
 */
final class ClientTuning {
    private static final long DEFAULT_REQUEST_TIMEOUT = 30_000;
    private static final long DEFAULT_HEARTBEAT = 3_000;

    private ClientTuning() {}

    static ClientProperties producer(ClientProperties given) {
        Map<String, String> kafka = new HashMap<>(given.kafka());
        kafka.put("client.id", "rafka-producer");
        // send() is called on event loops: what it would wait for is waited for elsewhere.
        kafka.put("max.block.ms", "0");
        kafka.put("batch.size", "524288");
        // Keyed records get their partition from us; see LibrdkafkaPartitions.
        kafka.put("partitioner.ignore.keys", "true");
        kafka.put("acks", "all");
        // One request at a time to each broker. With more, Kafka can lose the order and then records: a broker that has
        // not yet heard that it leads a new partition refuses the first batch and takes the second, whatever its
        // sequence, and from then on refuses the first as out of order. See docs/decisions/0003.
        kafka.put("max.in.flight.requests.per.connection", "1");
        // librdkafka takes 0 for "do not retry", which idempotence rules out.
        kafka.put("enable.idempotence", String.valueOf(!"0".equals(kafka.get("retries"))));

        long linger = given.kafkaNumber("linger.ms");
        long timeout = given.kafkaNumber("delivery.timeout.ms");
        if (timeout == 0) {
            timeout = Integer.MAX_VALUE;
            kafka.put("delivery.timeout.ms", String.valueOf(timeout));
        }
        // Java refuses a delivery timeout shorter than linger plus one request; librdkafka cuts the request short.
        if (timeout < linger + DEFAULT_REQUEST_TIMEOUT) {
            long request = Math.max(1, timeout - linger);
            kafka.put("request.timeout.ms", String.valueOf(request));
            kafka.put("linger.ms", String.valueOf(Math.min(linger, timeout - request)));
        }
        return new ClientProperties(kafka, given.rafka());
    }

    static ClientProperties consumer(ClientProperties given) {
        Map<String, String> kafka = new HashMap<>(given.kafka());
        kafka.put("enable.auto.commit", "false");
        // librdkafka's default: a consumer that waits for a topic does not create it.
        kafka.put("allow.auto.create.topics", "false");
        // The bound on what Kafka's consumer holds in front of our own prefetch.
        kafka.put("fetch.max.bytes", "2097152");
        String session = kafka.get("session.timeout.ms");
        if (session != null && Long.parseLong(session) <= DEFAULT_HEARTBEAT) {
            kafka.putIfAbsent("heartbeat.interval.ms", String.valueOf(Math.max(1, Long.parseLong(session) / 3)));
        }
        return new ClientProperties(kafka, given.rafka());
    }
}
