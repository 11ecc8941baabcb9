package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramIT {
    @TempDir
    private Path directory;

    @Test
    void restartsWhenAskedAndSaysSo() throws Exception {
        AtomicInteger restarts = new AtomicInteger();
        try (Program program = start("echo before; echo restart; read -r _; echo after", restarts::incrementAndGet)) {
            assertThat(program.awaitSuccess()).containsExactly("before", "restart", "after");
        }
        assertThat(restarts).hasValue(1);
    }

    @Test
    void tellsWhatAProgramSaidThatFailed() throws Exception {
        try (Program program = start("echo one; echo two >&2; exit 3; :", () -> {})) {
            assertThatThrownBy(program::awaitSuccess)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("one\n--- standard error:\ntwo")
                    .hasMessageContaining("was: 3");
        }
    }

    @Test
    void aRestartThatFailsEndsTheProgram() throws Exception {
        IOException reason = new IOException("the port is taken");
        try (Program program = start("echo restart; read -r _; :", () -> {
            throw reason;
        })) {
            assertThatThrownBy(program::awaitSuccess).hasCause(reason);
        }
    }

    @Test
    void answersLineByLine() throws Exception {
        try (Program program =
                start("while read -r line && [ $line != end ]; do echo \"<$line>\"; done; :", () -> {})) {
            assertThat(program.ask("one")).isEqualTo("<one>");
            assertThat(program.ask("two")).isEqualTo("<two>");
            assertThatThrownBy(() -> program.ask("end"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was asked: end");
        }
    }

    @Test
    void endsWhatTheProgramHasStarted() throws Exception {
        Path pid = directory.resolve("pid");
        try (Program program = start("sleep 600 & echo $! >pid.new; mv pid.new pid; wait; :", () -> {})) {
            await().until(() -> Files.exists(pid));
            assertThat(isAlive(pid)).as(program.said()).isTrue();
        }
        await().until(() -> !isAlive(pid));
    }

    private static boolean isAlive(Path pid) throws IOException {
        long number = Long.parseLong(Files.readString(pid).strip());
        return ProcessHandle.of(number).map(ProcessHandle::isAlive).orElse(false);
    }

    private Program start(String command, Program.Restart restart) throws IOException {
        return Program.start(directory, directory.resolve("errors"), command, List.of(), restart);
    }
}
