package io.rafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rafka.config.PropertyRow.Decision;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyTableTest {
    private static final PropertyTable TABLE = PropertyTable.load();

    static List<PropertyRow> rows() {
        return TABLE.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowIsWellFormed(PropertyRow row) {
        assertThat(row.name()).matches("[a-z][a-z0-9._]*\\*?");
        assertThat(row.appliesTo()).isIn("P", "C", "*");
        assertThat(row.decision() == Decision.ALIAS || !row.type().isEmpty()).isTrue();
        assertThat(row.type()).isIn("string", "boolean", "integer", "float", "enum", "list", "any");
        switch (row.type()) {
            case "integer", "float" -> assertThat(row.range()).matches("\\d+\\.\\.\\d+");
            case "enum", "list" -> assertThat(row.range()).matches("[a-z_-]+(=[A-Za-z.]+)?(,[a-z_-]+(=[A-Za-z.]+)?)*");
            default -> assertThat(row.range()).isEqualTo(row.decision() == Decision.FIXED ? row.range() : "");
        }
        assertThat(row.target().isEmpty())
                .isEqualTo(row.decision() != Decision.MAPPED && row.decision() != Decision.ALIAS);
        if (row.decision() == Decision.FIXED) {
            assertThat(row.type()).isEqualTo("boolean");
            assertThat(row.range()).isIn("true", "false");
            assertThat(row.note()).as("the reason that the user is told").isNotEmpty();
        }
        if (!row.defaultValue().isEmpty()) {
            assertThatCode(() -> row.convert(row.defaultValue())).doesNotThrowAnyException();
        }
    }

    @Test
    void noNameComesTwice() {
        assertThat(rows()).extracting(PropertyRow::name).doesNotHaveDuplicates();
    }

    @Test
    void everyAliasNamesARowThatIsNone() {
        assertThat(rows())
                .filteredOn(row -> row.decision() == Decision.ALIAS)
                .isNotEmpty()
                .allSatisfy(alias -> {
                    PropertyRow found = TABLE.find(alias.name()).orElseThrow();
                    assertThat(found.name()).isEqualTo(alias.target());
                    assertThat(found.decision()).isNotEqualTo(Decision.ALIAS);
                });
    }

    @Test
    void everyTargetIsAPropertyOfKafkasClient() {
        Set<String> producer = ProducerConfig.configNames();
        Set<String> consumer = ConsumerConfig.configNames();
        assertThat(rows())
                .filteredOn(row -> row.decision() == Decision.MAPPED)
                .isNotEmpty()
                .allSatisfy(row -> {
                    String target = row.target().replaceFirst("^[PC]:", "").replaceFirst("\\*\\d+$", "");
                    if (row.appliesTo(Role.PRODUCER) && !row.target().startsWith("C:")) {
                        assertThat(producer).contains(target);
                    }
                    if (row.appliesTo(Role.CONSUMER) && !row.target().startsWith("P:")) {
                        assertThat(consumer).contains(target);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap.servers",
                "session.timeout.ms",
                "heartbeat.interval.ms",
                "enable.auto.commit",
                "auto.commit.interval.ms",
                "enable.auto.offset.store",
                "auto.offset.reset",
                "enable.partition.eof",
                "api.version.request",
                "log.connection.close",
                "log_level",
                "queue.buffering.max.ms",
                "message.send.max.retries",
                "retry.backoff.ms",
                "go.events.channel.enable",
                "go.application.rebalance.enable",
                "go.delivery.reports",
                "go.events.channel.size"
            })
    void knowsWhatTheOldServersUsersSet(String name) {
        assertThat(TABLE.find(name)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "go", "g", "bootstrap", "bootstrap.server", "Bootstrap.servers", "session.timeout", "*"})
    void doesNotKnowWhatIsNotThere(String name) {
        assertThat(TABLE.find(name)).isEmpty();
    }
}
