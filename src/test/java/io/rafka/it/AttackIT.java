package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody may try who can reach the port and has no password, and what somebody with one may try to make others
 * see. TLS is in TlsAttackIT, the port for operators in OverviewIT and AdminHttpIT, who does not log in in
 * ProtectionIT.
 */
@ExtendWith(RafkaExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first
class AttackIT {
    private static final String PASSWORD = "s3cret";
    /** As in Redis: who logs in, says which protocol he speaks, or goes. */
    private static final Set<String> FOR_STRANGERS = Set.of("auth", "hello", "quit", "reset");

    private RafkaTester rafka;
    private RafkaServer server;
    private RawClient known;

    @BeforeEach
    void start(RafkaTester tester) throws StartException {
        rafka = tester;
        server = rafka.startAnother(Map.of("requirepass", PASSWORD));
        known = RawClient.connect(server.port());
        assertThat(known.call("AUTH", PASSWORD)).isEqualTo("OK");
    }

    @AfterEach
    void stop() {
        known.close();
        server.close();
    }

    @Test
    void noCommandIsExecutedBeforeALogin() {
        List<String> refused = new ArrayList<>();
        try (RawClient stranger = RawClient.connect(server.port())) {
            for (Object name : known.callList("COMMAND", "LIST")) {
                String command = String.valueOf(name);
                if (!FOR_STRANGERS.contains(command)) {
                    // With as many words as it wants at least, so that it is not refused for their number.
                    List<?> info =
                            (List<?>) known.callList("COMMAND", "INFO", command).get(0);
                    int words = (int) Math.max(1, Math.abs((Long) info.get(1)));
                    String[] call = command.split("\\|", -1);
                    List<String> line = new ArrayList<>(List.of(call));
                    while (line.size() < words) {
                        line.add("x");
                    }
                    Object reply = stranger.call(line.toArray(String[]::new));
                    // One with subcommands does not get as far as that with an unknown one.
                    if (!String.valueOf(reply).startsWith("-ERR unknown subcommand")) {
                        assertThat(reply).as(command).isEqualTo("-NOAUTH Authentication required.");
                        refused.add(command);
                    }
                }
            }
            assertThat(stranger.call("HELLO", "2", "SETNAME", "g:c")).asString().startsWith("-NOAUTH");
        }
        assertThat(refused).contains("rpushx", "blpop", "rpush", "keys", "config|set", "monitor", "client|list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*1000000000\r\n",
                "*11\r\n",
                "*2\r\n$4\r\nAUTH\r\n$16385\r\n",
                "*2\r\n$4\r\nAUTH\r\n$536870912\r\n",
                "*2\r\n$4\r\nAUTH\r\n$99999999999999999999\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n",
                "*-9223372036854775809\r\n"
            })
    void lengthsThatAStrangerNamesTakeNoMemory(String bytes) {
        try (RawClient stranger = RawClient.connect(server.port())) {
            stranger.send(bytes);
            assertThat(stranger.readLine()).startsWith("-ERR Protocol error: ");
            assertThat(stranger.isAtEnd()).isTrue();
        }
        assertThat(known.call("PING")).isEqualTo("PONG");
    }

    /** Each of many begins a command as long as a stranger's may be, and leaves it at that. */
    @Test
    void manyStrangersTogetherTakeLittle() {
        List<RawClient> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                RawClient stranger = RawClient.connect(server.port());
                strangers.add(stranger);
                stranger.send("*3\r\n$4\r\nAUTH\r\n$16000\r\n" + "x".repeat(15_000));
            }
            long held = Long.parseLong(Clients.info(known, "memory").get("mem_clients_normal"));
            assertThat(held).isLessThan(300 * 40_000L);
            assertThat(known.call("ECHO", "x".repeat(100_000))).isEqualTo("x".repeat(100_000));
        } finally {
            strangers.forEach(RawClient::close);
        }
    }

    /** What an error repeats must not end its line, nor begin another reply. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "f\r\n+OK|x",
                "client|no\r\n:1",
                "config|set|a\r\n+OK|b",
                "rpushx|topics:a\r\n+OK|v",
                "blpop|topics:t:{\"a\\r\\n+OK\":1}|1",
                "blpop|topics:t:{\"a\r\n+OK\":1}|1",
                "rpush|acks|t:0:1\r\n+OK",
                "hello|3\r\n+OK",
                "hello|2|SETNAME|a\r\n+OK",
                "client|setname|g:c\r\n+OK",
                "client|kill|type|a\r\n+OK",
                "auth|default|a\r\n+OK",
                "object|encoding|a\r\n+OK"
            })
    void anErrorIsOneLine(String words) {
        // A consumer's name, so that BLPOP gets as far as its properties.
        String group = RafkaTester.unique("g");
        assertThat(known.call("CLIENT", "SETNAME", group + ":c")).isEqualTo("OK");
        Object reply = known.call(words.split("\\|", -1));
        assertThat(reply).as(words).asString().startsWith("-").doesNotContain("\r", "\n");
        assertThat(known.call("ECHO", "next")).isEqualTo("next");
    }

    @Test
    void aMonitorSeesOneLineForEachCommand() {
        try (RawClient monitor = RawClient.connect(server.port())) {
            assertThat(monitor.call("AUTH", PASSWORD)).isEqualTo("OK");
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            known.call("ECHO", "a\r\n+1795800000.000000 [0 127.0.0.1:1] \"CONFIG\" \"SET\"\r\n");
            known.call("PING");
            assertThat(monitor.readLine())
                    .contains(
                            "\"ECHO\" \"a\\r\\n+1795800000.000000 [0 127.0.0.1:1] \\\"CONFIG\\\" \\\"SET\\\"\\r\\n\"");
            assertThat(monitor.readLine()).endsWith("\"PING\"\r\n");
        }
    }

    /** What strangers send is not shown to monitors: they would fill their connections. */
    @Test
    void aMonitorSeesNothingOfStrangers() {
        try (RawClient monitor = RawClient.connect(server.port());
                RawClient stranger = RawClient.connect(server.port())) {
            assertThat(monitor.call("AUTH", PASSWORD)).isEqualTo("OK");
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            stranger.call("ECHO", "of a stranger");
            known.call("ECHO", "of a client");
            assertThat(monitor.readLine()).contains("of a client");
        }
    }

    @Test
    void theLogRepeatsNoLinesOfClients() {
        try (LogCapture log = LogCapture.of("io.rafka")) {
            String forged = "x\r\n2026-11-27 00:00:00.000 INFO  Rafka: Ready";
            known.call("CLIENT", "SETNAME", forged);
            known.call("CONFIG", "SET", "loglevel", forged);
            known.call(forged);
            known.call("RPUSHX", "topics:" + forged, forged);
            known.call("DEL", "topics:" + forged);
            known.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
            known.call("BLPOP", "topics:t:{\"client.rack\":\"" + forged.replace("\r\n", "\\r\\n") + "\"}", "0.1");
            assertThat(log.lines()).noneMatch(line -> line.contains("\n") || line.contains("\r"));
        }
    }

    /** Names of consumers can be told apart by who may set them only: after a login. */
    @Test
    void aStrangerCannotFindOutWhoConsumes() {
        String name = RafkaTester.unique("g") + ":c";
        assertThat(known.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
        try (RawClient stranger = RawClient.connect(server.port())) {
            assertThat(stranger.call("CLIENT", "SETNAME", name))
                    .isEqualTo(stranger.call("CLIENT", "SETNAME", "another:c"));
            assertThat(stranger.call("HELLO", "2", "AUTH", "default", "wrong", "SETNAME", name))
                    .isEqualTo(stranger.call("HELLO", "2", "AUTH", "default", "wrong", "SETNAME", "another:c"));
        }
    }
}
