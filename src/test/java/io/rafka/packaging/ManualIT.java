package io.rafka.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.Rafka;
import io.rafka.config.server.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.OptionSpec;

/** What is made of the options: the manual page, and the completions for bash and zsh. */
class ManualIT {
    private static Path share;
    private static List<String> options;

    @BeforeAll
    static void unpack(@TempDir Path directory) throws Exception {
        share = BuiltPackages.unpack(directory).resolve("share");
        options = Rafka.commandLine().getCommandSpec().options().stream()
                .map(OptionSpec::names)
                .flatMap(Stream::of)
                .toList();
    }

    @Test
    void thePageHasEveryOptionAndVariable() throws Exception {
        String page = Files.readString(share.resolve("man/man1/rafka.1")).replace("\\-", "-");

        assertThat(options)
                .hasSizeGreaterThan(30)
                .allSatisfy(option -> assertThat(page).contains("\\fB" + option + "\\fR"));
        assertThat(ServerSettings.all())
                .allSatisfy(setting -> assertThat(page)
                        .contains(
                                "\\fB" + setting.environmentVariable() + "\\fR",
                                setting.type().allowed().replace("'", "\\(aq")));
        assertThat(page).doesNotContain("@");
    }

    @Test
    void thePageIsGoodRoff() throws Exception {
        Path page = share.resolve("man/man1/rafka.1");
        if (ProgramRun.exists("groff")) {
            assertThat(ProgramRun.output(share, "groff", "-man", "-ww", "-z", page.toString()))
                    .isEmpty();
        }
        if (ProgramRun.exists("mandoc")) {
            assertThat(ProgramRun.output(share, "mandoc", "-Tlint", "-Wwarning", page.toString()))
                    .isEmpty();
        }
    }

    /** The words that bash would offer for the last of these, split as bash does. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            rafka --loglevel n           | nothing notice
            rafka --loglevel = wa        | warning
            rafka --loglevel =           | debug nothing notice verbose warning
            rafka --allow-topic-deletion y | yes
            rafka --check                | --check-config
            rafka --port 6380 --shutdown | --shutdown-delay --shutdown-timeout
            rafka -c man/man1/           | man/man1/rafka.1
            rafka --port 63              | ""
            """)
    void bashOffers(String line, String words) throws Exception {
        String script = """
                . bash-completion/completions/rafka
                compopt() { :; }
                read -ra COMP_WORDS <<<"$1"
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _rafka
                printf '%s\\n' "${COMPREPLY[@]}" | sort | paste -sd ' '
                """;

        assertThat(ProgramRun.output(share, "bash", "-c", script, "test", line).strip())
                .isEqualTo(words);
    }

    @Test
    void zshKnowsEveryOption() throws Exception {
        Path completion = share.resolve("zsh/site-functions/_rafka");

        assertThat(Files.readAllLines(completion).get(0)).isEqualTo("#compdef rafka");
        assertThat(options)
                .allSatisfy(option ->
                        assertThat(Files.readString(completion)).containsPattern("[')]" + option + "[=+]?\\["));
        if (ProgramRun.exists("zsh")) {
            ProgramRun.output(share, "zsh", "-n", completion.toString());
        }
    }
}
