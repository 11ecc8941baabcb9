package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.rafka.RafkaServer;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Settings of the server that hold for connections, each at a gateway of its own. */
@ExtendWith(RafkaExtension.class)
class ServerSettingsIT {
    private static final String TOO_MANY = "-ERR max number of clients reached";

    @Test
    void aClientAboveMaxclientsIsToldSoAndClosed(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxclients", "2"));
                RawClient first = connect(server);
                RawClient second = connect(server)) {
            assertThat(first.call("PING")).isEqualTo("PONG");
            assertThat(second.call("PING")).isEqualTo("PONG");
            for (int i = 0; i < 50; i++) {
                try (RawClient third = connect(server)) {
                    // What it has sent already does not keep it from reading why.
                    third.send(RawClient.array("ECHO", "x".repeat(1_000)));
                    assertThat(third.reply()).isEqualTo(TOO_MANY);
                    assertThat(third.isAtEnd()).isTrue();
                }
            }
            assertThat(first.callList("HGETALL", "stats").toString()).contains("server.connections, 2");
            assertThat(first.call("CONFIG", "SET", "maxclients", "3")).isEqualTo("OK");
            try (RawClient third = connect(server)) {
                assertThat(third.call("PING")).isEqualTo("PONG");
                assertThat(first.call("CONFIG", "SET", "maxclients", "1")).isEqualTo("OK");
                assertThat(third.call("PING")).as("who is in stays in").isEqualTo("PONG");
                try (RawClient fourth = connect(server)) {
                    assertThat(fourth.reply()).isEqualTo(TOO_MANY);
                }
            }
        }
    }

    @Test
    void whoHasGoneMakesRoom(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxclients", "1"))) {
            for (int i = 0; i < 20; i++) {
                RawClient gone = awaitRoom(server);
                if (i % 2 == 0) {
                    gone.close();
                } else {
                    gone.reset();
                }
            }
        }
    }

    /** A new connection may be heard of before the end of the last. */
    private static RawClient awaitRoom(RafkaServer server) {
        return await().until(
                        () -> {
                            RawClient client = connect(server);
                            if ("PONG".equals(client.call("PING"))) {
                                return client;
                            }
                            client.close();
                            return null;
                        },
                        client -> client != null);
    }

    @Test
    void theLimitHoldsForClientsThatConnectAtTheSameTime(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxclients", "5"))) {
            List<CompletableFuture<RawClient>> connecting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                connecting.add(CompletableFuture.supplyAsync(() -> connect(server)));
            }
            List<RawClient> clients =
                    connecting.stream().map(CompletableFuture::join).toList();
            clients.forEach(client -> client.send(RawClient.array("PING")));
            assertThat(clients.stream().map(RawClient::reply).filter("PONG"::equals))
                    .hasSize(5);
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void aRefusedClientThatDoesNotCloseIsCutOff(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxclients", "1"));
                RawClient first = connect(server)) {
            assertThat(first.call("PING")).isEqualTo("PONG");
            try (RawClient second = connect(server)) {
                assertThat(second.reply()).isEqualTo(TOO_MANY);
                await().untilAsserted(() ->
                        assertThatThrownBy(() -> second.send("x")).isInstanceOf(UncheckedIOException.class));
            }
        }
    }

    @Test
    void anIdleClientIsClosedAndOneThatWaitsIsNot(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        int commands = 5_000;
        try (RafkaServer server = rafka.startAnother(Map.of("timeout", "1"));
                RawClient consumer = connect(server);
                RawClient monitor = connect(server);
                RawClient reader = connect(server)) {
            consumer.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
            consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            // Small commands with replies that fit into no buffer.
            reader.send(RawClient.array("COMMAND", "DOCS").repeat(commands));

            // As long as it takes twice, one after the other, the others have not been closed.
            for (int i = 0; i < 3; i++) {
                try (RawClient idle = connect(server)) {
                    assertThat(idle.isAtEnd()).isTrue();
                }
            }
            for (int i = 0; i < commands; i++) {
                assertThat(reader.reply()).isInstanceOf(List.class);
            }
            assertThat(reader.isAtEnd()).as("now it is idle").isTrue();
            try (RawClient producer = connect(server)) {
                assertThat(producer.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
            }
            assertThat(consumer.reply()).isInstanceOf(List.class);
            assertThat(consumer.isAtEnd()).as("now it is idle").isTrue();
            String seen = "";
            while (!seen.contains("RPUSHX")) {
                seen = monitor.readLine();
                assertThat(seen).as("the monitor goes on").endsWith("\r\n");
            }
        }
    }

    @Test
    void theNameOfAnIdleConsumerIsFree(RafkaTester rafka) throws Exception {
        String name = RafkaTester.unique("g") + ":c";
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient idle = connect(server)) {
            assertThat(idle.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
            try (RawClient other = connect(server)) {
                assertThat(other.call("CONFIG", "SET", "timeout", "1")).isEqualTo("OK");
            }
            assertThat(idle.isAtEnd()).as("the change holds for who is there").isTrue();
            try (RawClient other = connect(server)) {
                assertThat(other.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
            }
        }
    }

    @Test
    void halfACommandDoesNotKeepAClient(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("timeout", "1"));
                RawClient array = connect(server);
                RawClient inline = connect(server)) {
            array.send("*2\r\n$4\r\nECHO\r\n$5\r\nab");
            inline.send("ECHO ab");
            assertThat(array.isAtEnd()).isTrue();
            assertThat(inline.isAtEnd()).isTrue();
        }
    }

    @Test
    void aPasswordOfAFileIsAskedFor(RafkaTester rafka, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "pass word\u00e9\n");
        try (RafkaServer server = rafka.startAnother(Map.of("requirepass", "file:" + file));
                RawClient client = connect(server)) {
            assertThat(client.call("RPUSHX", "topics:t", "x")).isEqualTo("-NOAUTH Authentication required.");
            assertThat(client.call("AUTH", "pass word")).asString().startsWith("-WRONGPASS ");
            assertThat(client.call("AUTH", "pass word\u00c3\u00a9"))
                    .as("in UTF-8")
                    .isEqualTo("OK");
            assertThat(client.callList("CONFIG", "GET", "requirepass")).isEqualTo(List.of("requirepass", "********"));
            assertThat(client.call("RESET")).isEqualTo("RESET");
            assertThat(client.call("PING")).isEqualTo("-NOAUTH Authentication required.");
        }
    }

    @Test
    void whatAClientWithoutThePasswordHasSentBeforeItClosedIsNotExecuted(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = rafka.startAnother(Map.of("requirepass", "secret"))) {
            try (RawClient stranger = connect(server)) {
                stranger.send(RawClient.array("RPUSHX", "topics:" + topic, "no").repeat(100));
                stranger.shutdownOutput();
                assertThat(stranger.read(4_000)).doesNotContain(":1");
            }
            try (RawClient client = connect(server)) {
                assertThat(client.call("AUTH", "default", "secret")).isEqualTo("OK");
                assertThat(client.call("RPUSHX", "topics:" + topic, "yes")).isEqualTo(1L);
                client.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c");
                assertThat(client.callList("BLPOP", "topics:" + topic, "15").get(7))
                        .isEqualTo("yes");
            }
        }
    }

    @Test
    void aChangeIsLoggedWithoutSecrets(RafkaTester rafka) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.rafka.command.server");
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.INFO);
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient client = connect(server)) {
            assertThat(client.call("CLIENT", "SETNAME", "admin")).isEqualTo("OK");
            assertThat(client.call("CONFIG", "SET", "MaxClients", "77", "requirepass", "s3cret"))
                    .isEqualTo("OK");
            assertThat(client.call("CONFIG", "SET", "maxclients", "x"))
                    .asString()
                    .startsWith("-ERR ");
            assertThat(appender.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .matches("CONFIG SET session=\\d+/" + client.address() + "/admin maxclients=77 requirepass=\\*{8}");
        } finally {
            logger.setLevel(null);
            logger.detachAppender(appender);
        }
    }

    /** The request memory was sized for what the limit was at the start. */
    @Test
    void longerBulkStringsThanAtTheStartCanBeRead(RafkaTester rafka) throws Exception {
        String longest = "x".repeat(8 << 20);
        try (RafkaServer server = rafka.startAnother(Map.of("proto-max-bulk-len", "64kb", "request-memory", "1"));
                RawClient before = connect(server)) {
            assertThat(before.call("ECHO", "x".repeat(64 << 10))).isEqualTo("x".repeat(64 << 10));
            assertThat(before.call("CONFIG", "SET", "proto-max-bulk-len", "8mb"))
                    .isEqualTo("OK");
            try (RawClient after = connect(server)) {
                assertThat(after.call("ECHO", longest)).isEqualTo(longest);
                assertThat(after.call("ECHO", longest, longest))
                        .isEqualTo("-ERR wrong number of arguments for 'echo' command");
                after.send("*2\r\n$4\r\nECHO\r\n$" + (longest.length() + 1) + "\r\n");
                assertThat(after.reply()).isEqualTo("-ERR Protocol error: invalid bulk length");
            }
            before.send("*2\r\n$4\r\nECHO\r\n$" + ((64 << 10) + 1) + "\r\n");
            assertThat(before.reply()).as("as when it connected").isEqualTo("-ERR Protocol error: invalid bulk length");
        }
    }

    private static RawClient connect(RafkaServer server) {
        return RawClient.connect(server.port());
    }
}
