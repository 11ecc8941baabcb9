package io.rafka.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameIndexTest {
    private final CommandSpec ping = spec("ping");
    private final CommandSpec rpush = spec("rpush");
    private final CommandSpec rpushx = spec("rpushx");
    private final NameIndex index = new NameIndex(List.of(ping, rpush, rpushx));

    @ParameterizedTest
    @ValueSource(strings = {"rpushx", "RPUSHX", "RpushX"})
    void findsACommandInAnyLetterCase(String name) {
        assertThat(find(index, name)).isSameAs(rpushx);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p",
                "pin",
                "pingg",
                "ping ",
                "rpush\0",
                "P\u00eeNG",
                "rpushy",
                "@ING",
                "0ING",
                "0ing",
                "PI.G"
            })
    void findsNothingElse(String name) {
        assertThat(find(index, name)).isNull();
    }

    @Test
    void findsEachOfMany() {
        List<CommandSpec> many =
                IntStream.range(0, 1_000).mapToObj(i -> spec("c" + i)).toList();
        NameIndex large = new NameIndex(many);

        assertThat(many).allSatisfy(spec -> assertThat(find(large, spec.name())).isSameAs(spec));
        assertThat(find(large, "c1000")).isNull();
    }

    @Test
    void findsNothingInAnEmptyIndex() {
        assertThat(find(new NameIndex(List.of()), "ping")).isNull();
    }

    @Test
    void findsASubcommandByItsOwnName() {
        CommandSpec kill = spec("client|kill");

        assertThat(find(new NameIndex(List.of(kill)), "KILL")).isSameAs(kill);
    }

    @Test
    void refusesTwoOfTheSameName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NameIndex(List.of(ping, rpush, spec("ping"))))
                .withMessage("two commands are named ping");
    }

    private static @Nullable CommandSpec find(NameIndex index, String name) {
        return index.find(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static CommandSpec spec(String name) {
        return new CommandSpec(0, Rows.row(name, -1), (session, request, reply) -> {}, null);
    }
}
