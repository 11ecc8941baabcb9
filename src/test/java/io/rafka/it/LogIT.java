package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the log tells, and in which form. */
class LogIT {
    private static final String CONNECTED = " DEBUG ClientHandler: client connected session=";

    @Test
    void howMuchIsToldChangesWhileItRuns(@TempDir Path directory) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(directory, "--host=127.0.0.1", "--port=0");
                RawClient client = RawClient.connect(rafka.awaitReady())) {
            assertThat(client.callList("CONFIG", "GET", "loglevel")).isEqualTo(List.of("loglevel", "notice"));
            assertThat(rafka.output()).doesNotContain(CONNECTED);
            assertThat(client.call("CONFIG", "SET", "loglevel", "verbose")).isEqualTo("OK");
            RawClient.connect(rafka.awaitReady()).close();
            await().until(() -> rafka.output().contains(CONNECTED));
            assertThat(client.call("CONFIG", "SET", "loglevel", "loud"))
                    .asString()
                    .contains("loglevel", "one of debug, verbose, notice, warning, nothing");
            assertThat(client.call("CONFIG", "SET", "loglevel", "nothing")).isEqualTo("OK");
            String before = rafka.output();
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
            assertThat(rafka.output()).isEqualTo(before);
        }
    }

    @Test
    void aLineCanBeAnObject(@TempDir Path directory) throws Exception {
        try (RafkaProcess rafka = RafkaProcess.start(
                directory, "--host=127.0.0.1", "--port=0", "--log-format=json", "--loglevel=verbose")) {
            rafka.awaitReady();
            rafka.terminate();
            assertThat(rafka.awaitExit()).isZero();
            List<String> messages = new ArrayList<>();
            for (String line : rafka.output().lines().toList()) {
                JsonNode object = new ObjectMapper().readTree(line);
                assertThat(object.path("timestamp").asLong()).as(line).isPositive();
                assertThat(object.path("level").asText()).as(line).matches("TRACE|DEBUG|INFO|WARN|ERROR");
                messages.add(object.path("formattedMessage").asText());
            }
            assertThat(messages).contains("Ready", "Bye");
        }
    }

    /** Who has a file of Logback's own is told what is left to it. */
    @Test
    void aFileOfLogbacksSaysHowLinesAreWritten(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>mine %level %msg%n</pattern></encoder>
                  </appender>
                  <logger name="io.rafka" level="INFO"/>
                  <root level="WARN"><appender-ref ref="console"/></root>
                </configuration>
                """);
        try (RafkaProcess rafka = RafkaProcess.start(
                directory,
                List.of("-Xmx256m", "-Dlogback.configurationFile=" + file),
                List.of("--host=127.0.0.1", "--port=0", "--log-format=json"))) {
            rafka.awaitReady();
            assertThat(rafka.output())
                    .contains("mine INFO Ready")
                    .contains("mine WARN log-format has no effect, as -Dlogback.configurationFile");
        }
    }
}
