package io.rafka.command.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentNotationTest {
    @ParameterizedTest
    @CsvSource({
        "message, message",
        "[message], [message]",
        "key:key... timeout:double, key [key ...] timeout",
        "cursor:integer [MATCH pattern:pattern] [TYPE type], cursor [MATCH pattern] [TYPE type]",
        "<ON | OFF>, <ON | OFF>",
        "[TYPE <NORMAL | MASTER>], [TYPE <NORMAL | MASTER>]",
        "[WRITE | ALL], [WRITE | ALL]",
        "<parameter value>..., parameter value [parameter value ...]",
        "[protover:integer [AUTH username password]], [protover [AUTH username password]]",
        "<ip:port | <ID client-id:integer | SKIPME <YES | NO>>...>, "
                + "<ip:port | <ID client-id | SKIPME <YES | NO>> [<ID client-id | SKIPME <YES | NO>> ...]>",
    })
    void isWrittenForPeopleAsRedisDoes(String notation, String syntax) {
        assertThat(Argument.syntax(ArgumentNotation.parse(notation))).isEqualTo(syntax);
    }

    @Test
    void aTokenBelongsToTheValueBehindIt() {
        assertThat(ArgumentNotation.parse("[COUNT count:integer]"))
                .containsExactly(new Argument("count", Argument.Type.INTEGER, "COUNT", true, false, List.of()));
    }

    @Test
    void aNameMayHaveAColon() {
        assertThat(ArgumentNotation.parse("ip:port"))
                .containsExactly(new Argument("ip:port", Argument.Type.STRING, "", false, false, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "a]", "<a | >", "[]", "<a | b", "| a"})
    void whatCannotBeReadIsRefused(String notation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentNotation.parse(notation))
                .withMessage("cannot read the arguments '" + notation + "'");
    }
}
