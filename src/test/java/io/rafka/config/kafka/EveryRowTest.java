package io.rafka.config.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table, put to the test through a file and through a client's own properties. */
class EveryRowTest {
    private static final Set<ValueType> WITH_BAD_VALUES = Set.of(
            ValueType.INTEGER,
            ValueType.FLOAT,
            ValueType.BOOLEAN,
            ValueType.ENUM,
            ValueType.LIST,
            ValueType.REGEXES,
            ValueType.BROKERS);
    /** Their highest values are right only with others: see AcceptedByKafkaTest. */
    private static final Set<String> MUST_FIT_OTHERS =
            Set.of("heartbeat.interval.ms", "queue.buffering.max.ms", "batch.size");

    private static final String NONSENSE = "(no such value";

    /** A name under which a value is given, and the row that decides about it, which is another for an alias. */
    record Name(String given, PropertyRow row, String value) {
        static Stream<Name> each(PropertyRow row, Stream<String> values) {
            PropertyRow real = PropertyTable.load().find(row.name()).orElseThrow();
            return values.map(value -> new Name(row.name().replace("*", "any"), real, value));
        }

        Map<String, String> property() {
            return Map.of(given, value);
        }

        @Override
        public String toString() {
            return given + " = " + value;
        }
    }

    private static Stream<PropertyRow> rows() {
        return PropertyTable.load().rows().stream();
    }

    private static PropertyRow real(PropertyRow row) {
        return PropertyTable.load().find(row.name()).orElseThrow();
    }

    private static boolean isRefusedWhole(PropertyRow row) {
        return row.decision() == Decision.REFUSED && row.target().isEmpty();
    }

    static Stream<Name> badValues() {
        return rows().filter(row ->
                        WITH_BAD_VALUES.contains(real(row).type()) || real(row).type() == ValueType.FLAGS)
                .filter(row -> !real(row).name().equals("builtin.features")) // any are allowed
                .filter(row -> real(row).scope() != Scope.CLIENT && !isRefusedWhole(real(row)))
                .flatMap(row -> Name.each(row, bad(real(row))));
    }

    private static Stream<String> bad(PropertyRow row) {
        return switch (row.type()) {
            case INTEGER -> Stream.concat(outside(row), Stream.of("1.5", "true", NONSENSE, ""));
            case FLOAT -> Stream.concat(outside(row), Stream.of("true", NONSENSE, ""));
            case BOOLEAN -> Stream.of("2", "yes", NONSENSE, "");
            case FLAGS -> Stream.of(NONSENSE, "all," + NONSENSE);
            case REGEXES -> Stream.of(NONSENSE);
            default -> Stream.of(NONSENSE, "", ",");
        };
    }

    private static Stream<String> outside(PropertyRow row) {
        String[] bounds = row.range().split("\\.\\.", 2);
        return Stream.of(
                new BigDecimal(bounds[0]).subtract(BigDecimal.ONE).toPlainString(),
                new BigDecimal(bounds[1]).add(BigDecimal.ONE).toPlainString());
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aBadValueIsRefusedWithWhatIsAllowed(Name name) {
        String allowed = name.row().type().allowed(name.row().range());
        assertThat(allowed).as("what is allowed").isNotEmpty().doesNotContain("=", "..");

        assertRefused(name.given(), name.value(), "must be " + allowed + ", got '" + name.value() + "'");
    }

    private static void assertRefused(String name, String value, String reason) {
        assertThatThrownBy(() -> general(name, value))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.errors())
                                .hasSize(1)
                                .first()
                                .asString()
                                .startsWith("general." + name + ": " + reason));
    }

    /** A file with this property, and what it cannot be without. */
    private static KafkaClientConfig general(String name, String value) throws ConfigException {
        return switch (name) {
            case "bootstrap.servers", "metadata.broker.list" -> Configs.of(Map.of(name, value), Map.of(), Map.of());
            case "group.remote.assignor" -> Configs.general(name, value, "group.protocol", "consumer");
            default -> Configs.general(name, value);
        };
    }

    static Stream<Name> goodValues() {
        return rows().filter(
                        row -> real(row).scope() != Scope.CLIENT && real(row).decision() != Decision.REFUSED)
                .filter(row -> !MUST_FIT_OTHERS.contains(real(row).name()))
                .flatMap(row -> Name.each(row, good(real(row))));
    }

    private static Stream<String> good(PropertyRow row) {
        return switch (row.type()) {
            case INTEGER, FLOAT -> Stream.of(row.range().split("\\.\\.", 2));
            case BOOLEAN -> Stream.of("true", "F", "1");
            case ENUM, LIST -> Stream.of(row.range().split(",", -1)).map(value -> value.replaceFirst("=.*", ""));
            case FLAGS -> Stream.of("", row.range());
            case BROKERS -> Stream.of("a:1,b");
            default -> Stream.of("some words");
        };
    }

    @ParameterizedTest
    @MethodSource("goodValues")
    void aGoodValueIsAccepted(Name name) throws ConfigException {
        KafkaClientConfig config = general(name.given(), name.value());

        if (name.row().decision() == Decision.NONE) {
            assertThat(config.withoutEffect())
                    .containsExactly("general." + name.given() + " has no effect: "
                            + name.row().note());
        } else {
            assertIdleOnlyWithoutSecurity(config);
        }
    }

    private static void assertIdleOnlyWithoutSecurity(KafkaClientConfig config) {
        assertThat(config.withoutEffect())
                .allMatch(note -> note.endsWith(": security.protocol is PLAINTEXT")
                        || note.endsWith(": compression.codec is none")
                        || note.endsWith(" is 5, the most with idempotence"));
    }

    static Stream<Name> refused() {
        return rows().filter(row -> real(row).decision() == Decision.REFUSED)
                .flatMap(row -> Name.each(row, Stream.of(otherThan(real(row)))));
    }

    /** A value of the row's type that is not the accepted one. */
    private static String otherThan(PropertyRow row) {
        return switch (row.type()) {
            case BOOLEAN -> row.target().equals("true") ? "false" : "true";
            case ENUM ->
                good(row)
                        .filter(value -> !value.equals(row.target()))
                        .findFirst()
                        .orElseThrow();
            default -> NONSENSE;
        };
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusedPropertySaysWhy(Name name) throws ConfigException {
        PropertyRow row = name.row();
        String accepted = row.target();

        assertRefused(
                name.given(),
                name.value(),
                accepted.isEmpty()
                        ? "not supported: " + row.note()
                        : "must be " + accepted + ", got '" + name.value() + "': " + row.note());
        if (!accepted.isEmpty()) {
            assertIdleOnlyWithoutSecurity(general(name.given(), accepted));
        }
    }

    static Stream<Name> ofTheServer() {
        return rows().filter(row -> real(row).scope() == Scope.SERVER)
                .flatMap(row -> Name.each(row, good(real(row)).limit(1)));
    }

    @ParameterizedTest
    @MethodSource("ofTheServer")
    void aClientMayNotGiveWhatIsTheServers(Name name) throws ConfigException {
        KafkaClientConfig config = Configs.cluster();

        assertThatThrownBy(() -> config.consumer(Configs.own(name.property())))
                .isInstanceOf(ConfigException.class)
                .hasMessage(name.given() + ": only the server's configuration file may set it");
    }

    static Stream<Name> ofClients() {
        return rows().filter(row -> real(row).scope() == Scope.CLIENT)
                .flatMap(row -> Name.each(row, Stream.of("one-name")));
    }

    @ParameterizedTest
    @MethodSource("ofClients")
    void theFileMayNotGiveWhatIsAClients(Name name) throws ConfigException {
        String reason = name.row().decision() == Decision.REFUSED
                ? "not supported: " + name.row().note()
                : "would be the same for all consumers; a client gives its own in BLPOP";

        assertRefused(name.given(), name.value(), reason);
        assertThat(Configs.cluster().consumer(Configs.own(name.property())).kafka())
                .isNotEmpty();
    }

    @Test
    void noRowIsLeftOut() {
        Set<String> tested = Stream.of(badValues(), goodValues(), refused(), ofTheServer(), ofClients())
                .flatMap(names -> names.map(Name::given))
                .collect(java.util.stream.Collectors.toSet());

        assertThat(rows().map(row -> row.name().replace("*", "any"))).allMatch(tested::contains);
    }
}
