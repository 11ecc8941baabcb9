package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever rafka's table lets through, Kafka's own clients must take: they are made much later than the file is read.
 */
class AcceptedByKafkaTest {
    /** These must fit others: see LoginTextTest, PropertiesIT, and below. */
    private static final List<String> NEED_OTHERS = List.of(
            "sasl.",
            "security.protocol",
            "group.protocol",
            "group.remote.assignor",
            "heartbeat.",
            "batch.size",
            "queue.buffering.max.ms");

    /** The lowest, the highest and each possible value of each property that sets one of Kafka's. */
    static Stream<String[]> values() {
        return PropertyTable.load().rows().stream()
                .filter(row -> !row.targets().isEmpty())
                .filter(row -> NEED_OTHERS.stream().noneMatch(row.name()::startsWith))
                .flatMap(row -> values(row).map(value -> new String[] {row.name(), value}));
    }

    private static Stream<String> values(PropertyRow row) {
        return switch (row.type()) {
            case INTEGER, FLOAT -> Stream.of(row.range().split("\\.\\.", 2));
            case ENUM, LIST -> Stream.of(row.range().split(",", -1)).map(value -> value.replaceFirst("=.*", ""));
            case BOOLEAN -> Stream.of("true", "false");
            default -> Stream.of("localhost:9092");
        };
    }

    @ParameterizedTest
    @MethodSource("values")
    void anyValueOfTheTable(String name, String value) throws ConfigException {
        PropertyRow row = PropertyTable.load().find(name).orElseThrow();
        if (row.scope() != Scope.CLIENT) {
            KafkaClientConfig config = config(name, value);
            assertThat(consumer(config).values()).isNotEmpty();
            assertThat(producer(config).values()).isNotEmpty();
            assertThat(new AdminClientConfig(new HashMap<>(config.admin().kafka())).values())
                    .isNotEmpty();
            if (row.scope() == Scope.ANYWHERE) {
                assertThat(Configs.cluster().consumer(Configs.own(Map.of(name, value))))
                        .isEqualTo(config.consumer());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 5", "6, 5", "1000, 999", "30004, 5", "30005, 5", "2147483647, 900000"})
    void anyPairOfDeliveryTimeoutAndLinger(String timeout, String linger) throws ConfigException {
        KafkaClientConfig config = config("message.timeout.ms", timeout, "queue.buffering.max.ms", linger);
        ProducerConfig kafka = producer(config);

        int delivery = kafka.getInt("delivery.timeout.ms");
        assertThat(delivery).isEqualTo(timeout.equals("0") ? Integer.MAX_VALUE : Integer.parseInt(timeout));
        assertThat(kafka.getLong("linger.ms") + kafka.getInt("request.timeout.ms"))
                .isLessThanOrEqualTo(delivery);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 5", "1000, 900000"})
    void lingeringForLongerThanARecordMayTakeIsRefused(String timeout, String linger) {
        assertThatThrownBy(() -> config("message.timeout.ms", timeout, "queue.buffering.max.ms", linger))
                .isInstanceOf(ConfigException.class)
                .hasMessage("general.queue.buffering.max.ms: must be less than message.timeout.ms, which is " + timeout
                        + ", got '" + linger + "'");
    }

    @Test
    void aBatchAboveTheBufferIsRefused() {
        assertThatThrownBy(() -> config("queue.buffering.max.kbytes", "256", "batch.size", "262145"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "general.batch.size: must be at most queue.buffering.max.kbytes, which is 256, got '262145'");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "10, 3", "1000, 333", "3000, 1000", "3001, 3000", "6000, 3000"})
    void aSmallSessionTimeoutHasAHeartbeatThatIsSmaller(String session, int heartbeat) throws ConfigException {
        ConsumerConfig kafka = consumer(config("session.timeout.ms", session));

        assertThat(kafka.getInt("session.timeout.ms")).isEqualTo(Integer.parseInt(session));
        assertThat(kafka.getInt("heartbeat.interval.ms")).isEqualTo(heartbeat);
    }

    /** Kafka's configuration lets it pass, and its consumer does not. */
    @ParameterizedTest
    @CsvSource({"6000, 6000", "6000, 6001", "45000, 3600000"})
    void aHeartbeatAsLongAsTheSessionIsRefused(String session, String heartbeat) {
        assertThatThrownBy(() -> config("session.timeout.ms", session, "heartbeat.interval.ms", heartbeat))
                .isInstanceOf(ConfigException.class)
                .hasMessage("general.heartbeat.interval.ms: must be less than session.timeout.ms, which is " + session
                        + ", got '" + heartbeat + "'");
    }

    @Test
    void aHeartbeatThatIsGivenStays() throws ConfigException {
        ConsumerConfig kafka = consumer(config("session.timeout.ms", "2000", "heartbeat.interval.ms", "100"));

        assertThat(kafka.getInt("heartbeat.interval.ms")).isEqualTo(100);
    }

    @Test
    void withoutRetriesThereIsNoIdempotence() throws ConfigException {
        assertThat(producer(config("message.send.max.retries", "0")).getBoolean("enable.idempotence"))
                .isFalse();
        assertThat(producer(config("message.send.max.retries", "1")).getBoolean("enable.idempotence"))
                .isTrue();
    }

    private static KafkaClientConfig config(String... pairs) throws ConfigException {
        return pairs[0].equals("metadata.broker.list") ? Configs.cluster() : Configs.general(pairs);
    }

    private static ProducerConfig producer(KafkaClientConfig config) {
        Map<String, Object> properties = new HashMap<>(config.producer().kafka());
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        return new ProducerConfig(properties);
    }

    private static ConsumerConfig consumer(KafkaClientConfig config) throws ConfigException {
        Map<String, Object> properties = new HashMap<>(config.consumer().kafka());
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        properties.put("group.id", "group");
        return new ConsumerConfig(properties);
    }
}
