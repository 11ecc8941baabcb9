package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in without a password, how fast, and for how long without logging in. */
@ExtendWith(RafkaExtension.class)
class ProtectionIT {
    /**
     * One of this machine's that is not its loopback: who comes from there is of another host, as far as can be seen.
     */
    private static InetAddress outside() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElseGet(() -> Assumptions.abort("this machine has no address but its loopback"));
    }

    /** All that is answered until the connection is closed, or to PING. */
    private static String answer(int port) throws IOException {
        try (Socket socket = new Socket(outside(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("PING\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void withoutAPasswordClientsOfOtherHostsAreRefused(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("host", "0.0.0.0", "protected-mode", "yes"));
                RawClient local = RawClient.connect(server.port())) {
            assertThat(answer(server.port()))
                    .startsWith("-DENIED rafka is in protected mode")
                    .contains("requirepass", "protected-mode no")
                    .endsWith(".\r\n")
                    .hasLineCount(1);
            assertThat(local.call("PING")).isEqualTo("PONG");
            assertThat(Clients.info(local, "stats")).containsEntry("rejected_connections", "1");
            assertThat(local.call("CONFIG", "SET", "protected-mode", "no")).isEqualTo("OK");
            assertThat(answer(server.port())).isEqualTo("+PONG\r\n+OK\r\n");
            assertThat(local.call("CONFIG", "SET", "protected-mode", "yes", "requirepass", "s3cret"))
                    .isEqualTo("OK");
            assertThat(answer(server.port())).isEqualTo("-NOAUTH Authentication required.\r\n+OK\r\n");
        }
    }

    @Test
    void whoDoesNotLogInIsClosed(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("requirepass", "s3cret", "auth-timeout", "1"));
                RawClient stranger = RawClient.connect(server.port());
                RawClient known = RawClient.connect(server.port())) {
            assertThat(known.call("AUTH", "s3cret")).isEqualTo("OK");
            assertThat(stranger.call("PING")).isEqualTo("-NOAUTH Authentication required.");
            assertThat(stranger.isAtEnd()).isTrue();
            try (RawClient slow = RawClient.connect(server.port())) {
                // A command that never ends keeps nobody.
                slow.send("*3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$6\r\ns3cr");
                assertThat(slow.isAtEnd()).isTrue();
            }
            assertThat(known.call("PING")).isEqualTo("PONG");
        }
    }

    /** The time begins when it has to log in, not when it connected. */
    @Test
    void whoLogsOutIsGivenTheTimeToLogInAgain(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("requirepass", "s3cret", "auth-timeout", "600"));
                RawClient stranger = RawClient.connect(server.port());
                RawClient known = RawClient.connect(server.port());
                RawClient admin = RawClient.connect(server.port())) {
            assertThat(known.call("AUTH", "s3cret")).isEqualTo("OK");
            assertThat(admin.call("AUTH", "s3cret")).isEqualTo("OK");
            await().until(() -> !String.valueOf(admin.call("CLIENT", "LIST")).matches("(?s).* age=[0-4] .*"));
            assertThat(known.call("RESET")).isEqualTo("RESET");
            assertThat(known.call("CLIENT", "ID")).isEqualTo("-NOAUTH Authentication required.");
            assertThat(admin.call("CONFIG", "SET", "auth-timeout", "5")).isEqualTo("OK");
            assertThat(stranger.isAtEnd()).as("all have been looked at").isTrue();
            assertThat(known.call("AUTH", "s3cret")).isEqualTo("OK");
        }
    }

    @Test
    void connectionsAboveTheRateAreRefused(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("connection-rate", "1"));
                RawClient first = RawClient.connect(server.port())) {
            assertThat(first.call("PING")).isEqualTo("PONG");
            // One of these comes within the same second.
            await().until(() -> {
                try (RawClient next = RawClient.connect(server.port())) {
                    return "-ERR too many connections a second, see connection-rate".equals(next.call("PING"));
                }
            });
            assertThat(first.call("CONFIG", "SET", "connection-rate", "0")).isEqualTo("OK");
            try (RawClient next = RawClient.connect(server.port())) {
                assertThat(next.call("PING")).isEqualTo("PONG");
            }
        }
    }

    @Test
    void ofAFloodOfRefusedClientsNotAllAreToldWhy(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxclients", "1"));
                RawClient only = RawClient.connect(server.port())) {
            assertThat(only.call("PING")).isEqualTo("PONG");
            // They have to come faster than they go.
            await().atMost(Clients.LIMIT)
                    .until(() -> answersToAFlood(server.port())
                            .equals(Set.of("-ERR max number of clients reached\r\n", "")));
        }
    }

    private static Set<String> answersToAFlood(int port) {
        List<RawClient> flood = new ArrayList<>();
        try {
            for (int i = 0; i < 700; i++) {
                flood.add(RawClient.connect(port));
            }
            return flood.stream().map(client -> client.read(1_000)).collect(Collectors.toSet());
        } finally {
            flood.forEach(RawClient::close);
        }
    }
}
