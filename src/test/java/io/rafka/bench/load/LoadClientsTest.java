package io.rafka.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator in front of a server that gives the same reply to every command, and counts the commands. */
class LoadClientsTest {
    private static final byte[] PING = Commands.of("PING");
    private static final byte[] ECHO = Commands.of("ECHO", "a");

    private final Map<String, AtomicLong> commands = new ConcurrentHashMap<>();
    private ServerSocket server;
    private volatile String reply = "+PONG\r\n";

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static void daemon(Runnable runnable) {
        Thread thread = new Thread(runnable, "tiny-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                daemon(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        StringBuilder line = new StringBuilder();
        try (client;
                InputStream in = client.getInputStream()) {
            for (int letter = in.read(); letter >= 0; letter = in.read()) {
                if (letter != '\n') {
                    line.append((char) letter);
                    continue;
                }
                String word = line.toString().strip();
                line.setLength(0);
                if (word.equals("PING") || word.equals("ECHO")) {
                    commands.computeIfAbsent(word, key -> new AtomicLong()).incrementAndGet();
                    client.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                }
                if (word.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadClients connect(int count) {
        return LoadClients.connect(server.getLocalPort(), count);
    }

    private long count(String command) {
        return commands.getOrDefault(command, new AtomicLong()).get();
    }

    @Test
    void aClosedLoopSendsAsManyCommandsAsItWasAskedTo() {
        try (LoadClients clients = connect(3)) {
            LoadResult result = clients.closedLoop(List.of(PING), 4, 40);
            assertThat(result.replies()).isEqualTo(3 * 40);
            assertThat(count("PING")).isEqualTo(3 * 40);
            assertThat(result.latencies().getTotalCount()).isEqualTo(3 * 10);
            assertThat(result.steadyReplies()).isBetween(40L, 120L);
            assertThat(result.seconds()).isPositive();
        }
    }

    @Test
    void itRoundsUpToWholePipelinesAndTakesCommandsInTurn() {
        try (LoadClients clients = connect(2)) {
            assertThat(clients.closedLoop(List.of(PING, ECHO), 4, 5).replies()).isEqualTo(2 * 8);
            assertThat(count("PING")).isEqualTo(8);
            assertThat(count("ECHO")).isEqualTo(8);
        }
    }

    @Test
    void eachConnectionSendsItsOwnCommand() {
        try (LoadClients clients = connect(5)) {
            assertThat(clients.each(number -> number < 2 ? PING : ECHO).replies())
                    .isEqualTo(5);
            assertThat(count("PING")).isEqualTo(2);
            assertThat(count("ECHO")).isEqualTo(3);
        }
    }

    @Test
    void anOpenLoopMeasuresAllButItsWarmUp() {
        try (LoadClients clients = connect(3)) {
            LoadResult result = clients.openLoop(PING, 1_000, Duration.ofMillis(100));
            assertThat(result.replies()).isEqualTo(120);
            assertThat(count("PING")).isEqualTo(120);
            assertThat(result.latencies().getTotalCount()).isEqualTo(100);
            assertThat(result.micros(99)).isPositive();
        }
    }

    @Test
    void anErrorEndsItWithItsText() {
        reply = "-ERR no such thing\r\n";
        try (LoadClients clients = connect(2)) {
            assertThatThrownBy(() -> clients.closedLoop(List.of(PING), 1, 10))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("ERR no such thing");
            assertThatThrownBy(() -> clients.openLoop(PING, 1_000, Duration.ofMillis(50)))
                    .isInstanceOf(LoadException.class);
        }
    }

    @Test
    void soDoesAServerThatHangsUp() {
        try (LoadClients clients = connect(1)) {
            assertThatThrownBy(() -> clients.each(Commands.of("QUIT")))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("connection 0 was closed");
        }
    }
}
