package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityTableTest {
    @Test
    void rowsComeBackFromTheirFilesIntoTheTable(@TempDir Path directory) throws IOException {
        FaultReport.of("b: SIGSTOP of\nthe leader | 20 s")
                .figure("accepted", 1000)
                .megabytes("heap", 3L << 20)
                .write(directory);
        FaultReport.of("a: kill -9")
                .figure("lost", 1)
                .write(directory)
                .figure("lost", 0)
                .write(directory);
        String document = "before\n" + ReliabilityTable.BEGIN + "\nold\n" + ReliabilityTable.END + "\nafter\n";

        assertThat(ReliabilityTable.rewritten(document, "today", FaultReport.read(directory)))
                .isEqualTo("before\n" + ReliabilityTable.BEGIN + """


                        today:

                        | scenario | seen |
                        |---|---|
                        | a: kill -9 | lost 0 |
                        | b: SIGSTOP of the leader \\| 20 s | accepted 1000, heap 3 MB |

                        """ + ReliabilityTable.END + "\nafter\n");
    }

    @Test
    void theDocumentHasAPlaceForResults() throws IOException {
        String document = Files.readString(Path.of("docs/reliability.md"));

        String once = ReliabilityTable.rewritten(document, "today", List.of(FaultReport.of("x")));

        assertThat(once).contains("today:", "| x |  |").startsWith(document.substring(0, 100));
        assertThat(ReliabilityTable.rewritten(once, "today", List.of(FaultReport.of("x"))))
                .isEqualTo(once);
    }

    @Test
    void aDocumentWithoutAPlaceIsLeftAlone() {
        assertThatThrownBy(() -> ReliabilityTable.rewritten("text", "today", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no place for results");
    }
}
