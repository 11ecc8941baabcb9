package io.rafka.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.rafka.command.table.CommandRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTableTest {
    private static final Command NOTHING = (session, request, reply) -> {};

    @Test
    void refusesARowThatNothingExecutes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(List.of("ping"), Map.of()))
                .withMessage("nothing executes ping");
    }

    @Test
    void refusesACommandWithoutARow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(List.of(), Map.of("ping", NOTHING)))
                .withMessage("commands without a row: [ping]");
    }

    @Test
    void refusesASubcommandOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table(List.of("client|id"), Map.of("client|id", NOTHING)))
                .withMessage("client|id is a subcommand of nothing");
    }

    @Test
    void neitherAContainerNorItsHelpNeedsACommand() {
        assertThatNoException()
                .isThrownBy(() -> table(List.of("client", "client|id", "client|help"), Map.of("client|id", NOTHING)));
    }

    @ParameterizedTest
    @CsvSource({"3, 2, false", "3, 3, true", "3, 4, false", "-3, 2, false", "-3, 3, true", "-3, 99, true", "-1, 1, true"
    })
    void countsWordsAsRedisDoes(int arity, int words, boolean accepted) {
        assertThat(Rows.row("x", arity).accepts(words)).isEqualTo(accepted);
    }

    private static void table(List<String> names, Map<String, Command> commands) {
        List<CommandRow> rows = names.stream().map(name -> Rows.row(name, -1)).toList();
        assertThat(new CommandTable(rows, commands)).isNotNull();
    }
}
