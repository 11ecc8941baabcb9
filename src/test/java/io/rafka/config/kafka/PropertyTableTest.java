package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyTableTest {
    /** How many librdkafka 2.x documents, topic properties included; and one row for those of the Go binding. */
    private static final int DOCUMENTED = 199;

    private static final PropertyTable TABLE = PropertyTable.load();
    private static final Map<Role, Set<String>> KAFKAS = Map.of(
            Role.PRODUCER, ProducerConfig.configNames(),
            Role.CONSUMER, ConsumerConfig.configNames(),
            Role.ADMIN, AdminClientConfig.configNames());

    static List<PropertyRow> rows() {
        return TABLE.rows();
    }

    @Test
    void hasAllThatLibrdkafkaDocuments() {
        assertThat(rows()).hasSize(DOCUMENTED + 1);
        Set<String> seen = new HashSet<>();
        // Six names are global and of topics.
        assertThat(rows().stream().filter(row -> !seen.add(row.name())))
                .extracting(PropertyRow::name)
                .containsExactly(
                        "opaque",
                        "compression.codec",
                        "compression.type",
                        "enable.auto.commit",
                        "auto.commit.interval.ms",
                        "offset.store.method");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowDecides(PropertyRow row) throws IOException {
        switch (row.decision()) {
            case ALIAS ->
                assertThat(TABLE.find(row.target()).orElseThrow().decision()).isNotEqualTo(Decision.ALIAS);
            case NONE -> assertThat(row.note()).as("why it has no effect").isNotEmpty();
            case REFUSED -> assertThat(row.note()).as("why it is refused").isNotEmpty();
            case RAFKA -> assertThat(mainSources()).as("code").contains('"' + row.name() + '"');
            case MAPPED -> {
                if (row.target().startsWith("{")) {
                    assertThat(mainSources()).as("code").contains('"' + row.name() + '"');
                } else {
                    assertThat(row.targets()).allSatisfy(target -> everyTargetExists(row, target));
                }
            }
        }
    }

    private static void everyTargetExists(PropertyRow row, Target target) {
        for (Role role : Role.values()) {
            if (target.isFor(role) && row.appliesTo(role)) {
                assertThat(KAFKAS.get(role))
                        .as("Kafka's properties of a " + role.word())
                        .contains(target.name());
            }
        }
        assertThat(row.targets().stream()
                        .anyMatch(one ->
                                Stream.of(Role.values()).anyMatch(role -> one.isFor(role) && row.appliesTo(role))))
                .isTrue();
    }

    private static String mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(PropertyTableTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyDefaultIsOneOfTheValues(PropertyRow row) throws Exception {
        if (!row.defaultValue().isEmpty() && row.decision() != Decision.ALIAS) {
            assertThat(row.type().convert(row.defaultValue(), row.range())).isNotNull();
        }
        if (row.decision() == Decision.REFUSED && !row.target().isEmpty()) {
            assertThat(row.type().convert(row.target(), row.range())).isEqualTo(row.target());
        }
    }

    @Test
    void whatOpensFilesOrConnectionsIsNotForClients() {
        assertThat(rows().stream()
                        .filter(row -> row.decision() == Decision.MAPPED || row.decision() == Decision.RAFKA)
                        .filter(row -> row.name().matches(".*(location|\\.file|keytab|\\.url|broker\\.list|pem).*")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.scope()).isEqualTo(Scope.SERVER));
    }

    @Test
    void passwordsAreSecrets() {
        assertThat(rows().stream().filter(row -> row.name().matches(".*(password|secret|passphrase|key\\.pem).*")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.type() == ValueType.SECRET || row.decision() == Decision.ALIAS)
                        .isTrue());
    }

    @Test
    void findsAliasesAndPrefixes() {
        assertThat(TABLE.find("bootstrap.servers").orElseThrow().name()).isEqualTo("metadata.broker.list");
        assertThat(TABLE.find("linger.ms").orElseThrow().name()).isEqualTo("queue.buffering.max.ms");
        assertThat(TABLE.find("go.events.channel.size").orElseThrow().decision())
                .isEqualTo(Decision.NONE);
        assertThat(TABLE.find("topic.acks").orElseThrow().name()).isEqualTo("request.required.acks");
        assertThat(TABLE.find("{topic}.acks").orElseThrow().name()).isEqualTo("request.required.acks");
        assertThat(TABLE.find("topic.blacklist").orElseThrow().name()).isEqualTo("topic.blacklist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "go", "Acks", "acks ", "topic.session.timeout.ms", "go_events", "*"})
    void doesNotKnowOthers(String name) {
        assertThat(TABLE.find(name)).isEmpty();
    }
}
