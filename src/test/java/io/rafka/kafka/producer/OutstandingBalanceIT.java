package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.kafka.KafkaClientConfig;
import io.rafka.config.server.Given;
import io.rafka.config.server.ServerConfig;
import io.rafka.testing.RafkaTester;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a connection has outstanding, in records and bytes, is given back whatever becomes of a record: with a broker.
 */
class OutstandingBalanceIT {
    private static final byte[] KEY = new byte[7];
    private static final byte[] VALUE = new byte[1_000];

    private static RafkaTester rafka;

    private final ServerConfig config = ServerConfig.defaults();
    private final Outstanding outstanding = new Outstanding("7", config);
    private @Nullable SharedProducer opened;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    @AfterEach
    void close() {
        producer().close(Duration.ZERO);
    }

    private SharedProducer producer() {
        return Objects.requireNonNull(opened);
    }

    private void open(String properties) throws Exception {
        String json = "{\"general\":{\"bootstrap.servers\":\"" + rafka.bootstrapServers()
                + "\"},\"consumer\":{},\"producer\":" + properties + "}";
        ConfigErrors errors = new ConfigErrors();
        KafkaClientConfig kafka = KafkaClientConfig.of(ConfigFile.of("test.json", json), errors);
        errors.throwIfAny();
        opened = new Producers(kafka.producer(), config, fault -> {}).open(null, kafka.producer());
    }

    private Admission send(String topic, byte[] value) throws RefusedRecordException {
        return send(topic, value, outstanding);
    }

    private Admission send(String topic, byte[] value, Outstanding of) throws RefusedRecordException {
        return producer().send(topic, KEY, value, of, false, System.nanoTime());
    }

    private String knownTopic(int largest) throws RefusedRecordException {
        String topic = rafka.createTopic("t", 1);
        await().until(() -> producer().learn(topic));
        producer().rules().learn(topic, largest, false);
        return topic;
    }

    private void assertNoneLeft() {
        assertThat(outstanding.records()).isZero();
        assertThat(outstanding.bytes()).isZero();
    }

    @Test
    void whatIsDelivered() throws Exception {
        open("{\"linger.ms\":60000,\"message.timeout.ms\":120000}");
        String topic = knownTopic(1_000_000);
        for (int i = 1; i <= 3; i++) {
            assertThat(send(topic, VALUE)).isEqualTo(Admission.ACCEPTED);
            assertThat(outstanding.records()).isEqualTo(i);
            assertThat(outstanding.bytes()).isEqualTo(i * 1_007L);
        }
        producer().close(Duration.ofSeconds(20));
        assertNoneLeft();
    }

    @Test
    void whatTheBrokerRefuses() throws Exception {
        open("{}");
        String topic = rafka.createTopic("t", Map.of("max.message.bytes", "500"));
        await().until(() -> producer().learn(topic));
        // We believe otherwise.
        producer().rules().learn(topic, 1_000_000, false);
        assertThat(send(topic, VALUE)).isEqualTo(Admission.ACCEPTED);
        await().until(() -> outstanding.records() == 0);
        assertNoneLeft();
        assertThat(outstanding.takeFailed()).isEqualTo(1);
        // Told, and not sent.
        assertThatThrownBy(() -> send(topic, VALUE)).isInstanceOf(RefusedRecordException.class);
        assertNoneLeft();
    }

    @Test
    void whatThereIsNoMemoryForAndWhatIsGivenUp() throws Exception {
        open("{\"linger.ms\":60000,\"message.timeout.ms\":120000,\"batch.size\":16384,"
                + "\"queue.buffering.max.kbytes\":64}");
        String topic = knownTopic(1_000_000);
        Admission last = Admission.ACCEPTED;
        while (last == Admission.ACCEPTED) {
            last = send(topic, VALUE);
        }
        assertThat(last).isEqualTo(Admission.NO_ROOM);
        // Batches that are full go out meanwhile, and what the one without memory had would be left of them.
        await().untilAsserted(() -> assertThat(outstanding.bytes()).isEqualTo(outstanding.records() * 1_007));
        // Not waited for: they fail.
        producer().close(Duration.ZERO);
        await().untilAsserted(this::assertNoneLeft);
    }

    @Test
    void whatHasNoPlaceInTheRoom() throws Exception {
        open("{\"linger.ms\":60000,\"message.timeout.ms\":120000,\"queue.buffering.max.messages\":1}");
        String topic = knownTopic(1_000_000);
        assertThat(send(topic, VALUE)).isEqualTo(Admission.ACCEPTED);
        assertThat(send(topic, VALUE)).isEqualTo(Admission.NO_ROOM);
        assertThat(outstanding.records()).isEqualTo(1);
        assertThat(outstanding.bytes()).isEqualTo(1_007);
    }

    @Test
    void whatIsOfNoTopicOrTooLarge() throws Exception {
        open("{}");
        assertThat(send("nowhere", VALUE)).isEqualTo(Admission.UNRESOLVED_TOPIC);
        assertNoneLeft();
        assertThatThrownBy(() -> send("nowhere", new byte[2_000_000])).isInstanceOf(RefusedRecordException.class);
        assertNoneLeft();
    }

    @Test
    void whatKafkasProducerThrowsOutOf() throws Exception {
        open("{}");
        String topic = knownTopic(1_000_000);
        assertThat(send(topic, VALUE)).isEqualTo(Admission.ACCEPTED);
        await().until(() -> outstanding.records() == 0);
        producer().close(Duration.ofSeconds(20));
        assertThatThrownBy(() -> send(topic, VALUE)).isInstanceOf(RefusedRecordException.class);
        assertNoneLeft();
        assertThat(producer().outstanding()).isZero();
    }

    @Test
    void theConnectionsOwnBoundIsAskedBeforeTheRoomOfAll() throws Exception {
        open("{\"linger.ms\":60000,\"message.timeout.ms\":120000}");
        String topic = knownTopic(1_000_000);
        Outstanding two = new Outstanding("9", bound());
        assertThat(send(topic, VALUE, two)).isEqualTo(Admission.ACCEPTED);
        assertThat(send(topic, VALUE, two)).isEqualTo(Admission.CLIENT_BYTES);
        assertThat(producer().outstanding()).isEqualTo(1);
        assertThat(two.bytes()).isEqualTo(1_007);
        assertThat(send(topic, VALUE)).isEqualTo(Admission.ACCEPTED);
    }

    private static ServerConfig bound() throws ConfigException {
        return ServerConfig.of(List.of(new Given("client-outstanding-bytes", "2013", "the test")));
    }
}
