package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** documented.tsv beside this class in the resources is librdkafka's documentation, row by row. */
    @Test
    void hasAllThatLibrdkafkaDocuments() throws IOException {
        List<String> documented;
        try (InputStream file = Objects.requireNonNull(PropertyTableTest.class.getResourceAsStream("documented.tsv"))) {
            documented = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> documented(line.split("\t", -1)))
                    .toList();
        }
        assertThat(documented).hasSize(DOCUMENTED);
        assertThat(rows().stream()
                        .filter(row -> !row.name().equals("go.*"))
                        .map(PropertyTableTest::ours)
                        .toList())
                .isEqualTo(documented);
    }

    /** Name, for whom, values and default; the values of booleans and of one list are said by their types. */
    private static String documented(String[] columns) {
        String range = columns[2].replace(" .. ", "..").replace(", ", ",");
        boolean said = columns[5].equals("boolean") || NARROWED.containsKey(columns[0]);
        String byDefault = columns[0].equals("builtin.features") ? "" : columns[3];
        return String.join(" | ", columns[0], columns[1], said ? "" : range, byDefault);
    }

    private static String ours(PropertyRow row) {
        String range = Stream.of(row.range().split(",", -1))
                .map(value -> value.replaceFirst("=.*", ""))
                .collect(Collectors.joining(","));
        boolean said = row.type() == ValueType.BOOLEAN || NARROWED.containsKey(row.name());
        return String.join(" | ", row.name(), row.appliesTo(), said ? "" : range, row.librdkafkaDefault());
    }

    /** What the documentation does not say of the values, or what rafka takes of them. */
    private static final Map<String, String> NARROWED = Map.of(
            "sasl.mechanisms", "documented as a string",
            "partition.assignment.strategy", "documented as a string",
            "partitioner", "documented as a string",
            "request.required.acks", "brokers refuse other numbers",
            "auto.commit.interval.ms", "0 would switch commits off",
            "compression.codec", "inherit is taken everywhere");

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
