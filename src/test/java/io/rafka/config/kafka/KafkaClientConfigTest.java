package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaClientConfigTest {
    private static final Map<String, String> CLUSTER = Configs.CLUSTER;

    @Test
    void takesTheOldServersSample() throws Exception {
        Path path = Path.of("src/test/resources/io/rafka/librdkafka-2017.json");
        KafkaClientConfig config = Configs.file(path);

        assertThat(config.bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.consumer().kafka())
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("session.timeout.ms", "6000")
                .containsEntry("auto.offset.reset", "earliest");
        assertThat(config.producer().kafka()).doesNotContainKey("session.timeout.ms");
        assertThat(config.withoutEffect())
                .containsExactly(
                        "general.api.version.request has no effect: "
                                + "Java's clients always ask the brokers for their versions",
                        "general.log.connection.close has no effect: of librdkafka's own logging and build",
                        "consumer.go.events.channel.enable has no effect: of the 2017 server's Kafka binding",
                        "consumer.go.application.rebalance.enable has no effect: of the 2017 server's Kafka binding",
                        "producer.go.delivery.reports has no effect: of the 2017 server's Kafka binding",
                        "producer.go.events.channel.size has no effect: of the 2017 server's Kafka binding");
    }

    @Test
    void theClientsOwnObjectWinsOverTheGeneralOne() throws ConfigException {
        KafkaClientConfig config = Configs.of(
                Map.of("bootstrap.servers", "a:1", "retry.backoff.ms", "1", "auto.commit.interval.ms", "2"),
                Map.of("retry.backoff.ms", "10", "auto.commit.interval.ms", "20"),
                Map.of("retry.backoff.ms", "100", "bootstrap.servers", "b:2"));

        assertThat(config.producer().kafkaNumber("retry.backoff.ms")).isEqualTo(100);
        assertThat(config.consumer().kafkaNumber("retry.backoff.ms")).isEqualTo(10);
        assertThat(config.consumer().rafkaNumber("auto.commit.interval.ms")).isEqualTo(20);
        assertThat(config.consumer(Configs.own(Map.of("auto.commit.interval.ms", "200")))
                        .rafkaNumber("auto.commit.interval.ms"))
                .isEqualTo(200);
        assertThat(config.bootstrapServers()).isEqualTo("b:2");
        assertThat(config.admin().kafka()).containsEntry("bootstrap.servers", "b:2");
    }

    @Test
    void anAliasSetsTheRealProperty() throws ConfigException {
        KafkaClientConfig config = Configs.of(Map.of("metadata.broker.list", "other"), Map.of(), Map.of());

        assertThat(config.bootstrapServers()).isEqualTo("other:9092");
        assertThat(config.consumer().kafka()).containsEntry("bootstrap.servers", "other:9092");
    }

    @Test
    void hasLibrdkafkasDefaults() throws ConfigException {
        KafkaClientConfig config = Configs.cluster();

        assertThat(config.producer().kafka())
                .containsEntry("linger.ms", "5")
                .containsEntry("delivery.timeout.ms", "300000")
                .containsEntry("max.request.size", "1000128")
                .containsEntry("buffer.memory", String.valueOf(131_072 * 1_024))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true");
        assertThat(config.producer().rafkaNumber("queue.buffering.max.messages"))
                .isEqualTo(100_000);
        assertThat(config.consumer().kafka())
                .containsEntry("auto.offset.reset", "latest")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("max.poll.interval.ms", "300000")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("allow.auto.create.topics", "false");
        assertThat(config.consumer().rafkaNumber("auto.commit.interval.ms")).isEqualTo(5_000);
        assertThat(config.withoutEffect()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auto.offset.reset, smallest, auto.offset.reset, earliest",
        "auto.offset.reset, beginning, auto.offset.reset, earliest",
        "auto.offset.reset, largest, auto.offset.reset, latest",
        "auto.offset.reset, end, auto.offset.reset, latest",
        "auto.offset.reset, error, auto.offset.reset, none",
        "session.timeout.ms, 45000, session.timeout.ms, 45000",
        "session.timeout.ms, ' 1e3 ', session.timeout.ms, 1000",
        "session.timeout.ms, 6000.0, session.timeout.ms, 6000",
        "isolation.level, read_uncommitted, isolation.level, read_uncommitted",
        "isolation.level, Read_Uncommitted, isolation.level, read_uncommitted",
        "partition.assignment.strategy, cooperative-sticky, partition.assignment.strategy, "
                + "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        "partition.assignment.strategy, 'roundrobin, range', partition.assignment.strategy, "
                + "'org.apache.kafka.clients.consumer.RoundRobinAssignor,"
                + "org.apache.kafka.clients.consumer.RangeAssignor'"
    })
    void translatesAConsumersValues(String name, String value, String kafkaName, String kafkaValue)
            throws ConfigException {
        KafkaClientConfig config = Configs.cluster();

        assertThat(config.consumer(Configs.own(Map.of(name, value))).kafka()).containsEntry(kafkaName, kafkaValue);
    }

    @ParameterizedTest
    @CsvSource({
        "queue.buffering.max.ms, 0.1, linger.ms, 1",
        "queue.buffering.max.ms, 0, linger.ms, 0",
        "queue.buffering.max.ms, 20, linger.ms, 20",
        "queue.buffering.max.kbytes, 2, buffer.memory, 2048",
        "queue.buffering.max.kbytes, 2147483647, buffer.memory, 2199023254528",
        "message.max.bytes, 2000000, max.request.size, 2000128",
        "message.send.max.retries, 3, retries, 3",
        "message.send.max.retries, 0, enable.idempotence, false",
        "message.timeout.ms, 0, delivery.timeout.ms, 2147483647",
        "message.timeout.ms, 1000, delivery.timeout.ms, 1000",
        "retry.backoff.ms, 7, retry.backoff.ms, 7",
        "retry.backoff.ms, 5000, retry.backoff.max.ms, 5000",
        "retry.backoff.max.ms, 7, retry.backoff.ms, 7",
        "reconnect.backoff.ms, 5000, reconnect.backoff.max.ms, 5000",
        "queue.buffering.max.kbytes, 256, batch.size, 65536",
        "message.timeout.ms, 1000, request.timeout.ms, 995",
        "message.timeout.ms, 4, request.timeout.ms, 2",
        "message.timeout.ms, 4, linger.ms, 2",
        "max.in.flight, 100, max.in.flight.requests.per.connection, 5"
    })
    void translatesAProducersValues(String name, String value, String kafkaName, String kafkaValue)
            throws ConfigException {
        assertThat(Configs.general(name, value).producer().kafka()).containsEntry(kafkaName, kafkaValue);
    }

    /** What librdkafka does where one property follows from another. */
    @Test
    void followsLibrdkafkaWhereOneDependsOnAnother() throws ConfigException {
        assertThat(Configs.cluster().producer().rafkaNumber("sticky.partitioning.linger.ms"))
                .isEqualTo(10);
        assertThat(Configs.general("linger.ms", "0").producer().rafkaNumber("sticky.partitioning.linger.ms"))
                .isZero();
        assertThat(Configs.general("fetch.wait.max.ms", "40000").consumer().kafka())
                .containsEntry("request.timeout.ms", "70000");
        assertThat(Configs.general("max.in.flight", "100").withoutEffect())
                .containsExactly("general.max.in.flight is 5, the most with idempotence");
        KafkaClientConfig inherited = Configs.of(
                Map.of("bootstrap.servers", "a:1", "compression.codec", "gzip"),
                Map.of(),
                Map.of("topic.compression.codec", "inherit"));
        assertThat(inherited.producer().kafka()).containsEntry("compression.type", "gzip");
    }

    @ParameterizedTest
    @CsvSource({"true", "TRUE", "t", "1", "' true '"})
    void takesLibrdkafkasWaysToSayTrue(String value) throws ConfigException {
        assertThat(ValueType.BOOLEAN.convert(value, "")).isEqualTo("true");
        assertThat(Configs.general("enable.auto.commit", value).withoutEffect()).isEmpty();
    }

    @Test
    void namesWhatIsInTheWrongObject() throws ConfigException {
        KafkaClientConfig config =
                Configs.of(CLUSTER, Map.of("queue.buffering.max.ms", "9"), Map.of("session.timeout.ms", "6000"));

        assertThat(config.withoutEffect())
                .containsExactly(
                        "consumer.queue.buffering.max.ms has no effect: not for a consumer",
                        "producer.session.timeout.ms has no effect: not for a producer");
        assertThat(config.producer().kafka()).doesNotContainKey("session.timeout.ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no.such | 1 | unknown property",
                "session.timeout.ms | 0 | must be a whole number from 1 to 3600000, got '0'",
                "session.timeout.ms | 3600001 | must be a whole number from 1 to 3600000, got '3600001'",
                "session.timeout.ms | 1.5 | must be a whole number from 1 to 3600000, got '1.5'",
                "session.timeout.ms | 1e999999999 | must be a whole number from 1 to 3600000, got '1e999999999'",
                "session.timeout.ms | soon | must be a whole number from 1 to 3600000, got 'soon'",
                "session.timeout.ms | `` | must be a whole number from 1 to 3600000, got ''",
                "queue.buffering.max.ms | -0.1 | must be a number from 0 to 900000, got '-0.1'",
                "queue.buffering.max.ms | 1e-999999999 | must be a number from 0 to 900000, got '1e-999999999'",
                "enable.partition.eof | maybe | must be true or false, got 'maybe'",
                "enable.auto.commit | false | must be true, got 'false': "
                        + "rafka commits what clients acknowledge, and nothing else would",
                "enable.auto.offset.store | 1 | must be false, got 'true': "
                        + "rafka stores the offsets that clients acknowledge, and no others",
                "auto.offset.reset | none | must be one of smallest, earliest, beginning, largest, latest, end, error, "
                        + "got 'none'",
                "isolation.level | committed | must be one of read_uncommitted, read_committed, got 'committed'",
                "partition.assignment.strategy | range, | must be one or more, separated by commas, of "
                        + "range, roundrobin, cooperative-sticky, got 'range,'"
            })
    void refusesABadPropertyWithItsPathAndWhatIsAllowed(String name, String value, String message)
            throws ConfigException {
        Map<String, String> bad = Map.of(name, value);
        Map<String, String> general = new HashMap<>(CLUSTER);
        general.putAll(bad);
        assertRefused(general, Map.of(), Map.of(), "general." + name + ": " + message);
        assertRefused(CLUSTER, bad, Map.of(), "consumer." + name + ": " + message);
        assertRefused(CLUSTER, Map.of(), bad, "producer." + name + ": " + message);

        KafkaClientConfig config = Configs.cluster();
        assertThatThrownBy(() -> config.consumer(Configs.own(bad)))
                .isInstanceOf(ConfigException.class)
                .hasMessage(name + ": " + message);
    }

    /** A client may send a value of megabytes, and the answer must not take minutes on its event loop. */
    @Test
    void refusesANumberOfManyDigitsAtOnce() throws ConfigException {
        KafkaClientConfig config = Configs.cluster();

        assertThatThrownBy(() -> config.consumer(Configs.own(Map.of("session.timeout.ms", "1".repeat(10_000_000)))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("session.timeout.ms: must be a whole number from 1 to 3600000");
    }

    @Test
    void refusesAFileThatNamesNoCluster() {
        assertRefused(Map.of(), Map.of(), Map.of(), "general.bootstrap.servers: missing, it names the Kafka cluster");
    }

    private static void assertRefused(
            Map<String, String> general, Map<String, String> consumer, Map<String, String> producer, String message) {
        assertThatThrownBy(() -> Configs.of(general, consumer, producer))
                .isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }
}
