package io.rafka.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {
    private final CommandSpec ping = spec("ping", -1);
    private final CommandSpec rpush = spec("rpush", -3);
    private final CommandSpec rpushx = spec("rpushx", 3);
    private final CommandTable table = new CommandTable(List.of(ping, rpush, rpushx));

    @ParameterizedTest
    @ValueSource(strings = {"rpushx", "RPUSHX", "RpushX"})
    void findsACommandInAnyLetterCase(String name) {
        assertThat(find(table, name)).isSameAs(rpushx);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "pin", "pingg", "ping ", "rpush\0", "P\u00eeNG", "rpushy", "@ING"})
    void findsNothingElse(String name) {
        assertThat(find(table, name)).isNull();
    }

    @Test
    void findsEachOfMany() {
        List<CommandSpec> many =
                IntStream.range(0, 1_000).mapToObj(i -> spec("c" + i, 1)).toList();
        CommandTable large = new CommandTable(many);

        assertThat(many).allSatisfy(spec -> assertThat(find(large, spec.name())).isSameAs(spec));
        assertThat(find(large, "c1000")).isNull();
    }

    @Test
    void findsNothingInAnEmptyTable() {
        assertThat(find(new CommandTable(List.of()), "ping")).isNull();
    }

    @Test
    void keepsTheOrderOfItsRows() {
        assertThat(table.specs()).containsExactly(ping, rpush, rpushx);
    }

    @Test
    void refusesTwoOfTheSameName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CommandTable(List.of(ping, rpush, spec("ping", 2))))
                .withMessage("two commands are named ping");
    }

    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 3, true", "3, 4, false", "-3, 2, false", "-3, 3, true", "-3, 99, true", "-1, 1, true"
    })
    void countsWordsAsRedisDoes(int arity, int words, boolean accepted) {
        assertThat(spec("x", arity).accepts(words)).isEqualTo(accepted);
    }

    private static @Nullable CommandSpec find(CommandTable table, String name) {
        return table.find(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static CommandSpec spec(String name, int arity) {
        return CommandSpec.of(name, arity, "group", "Does nothing.", (session, request, reply) -> {});
    }
}
