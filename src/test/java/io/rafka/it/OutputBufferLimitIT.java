package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that do not read: client-output-buffer-limit. */
class OutputBufferLimitIT {
    private static final String SETTING = "client-output-buffer-limit";
    private static final int REPLY = 60_000;
    /** More than the system takes on the way to a client. */
    private static final int MANY = 500;

    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    /** Sends commands with large replies for as long as the server takes them. */
    private static void ask(RawClient client, int commands) {
        String ping = RawClient.array("PING", "x".repeat(REPLY));
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < commands; i++) {
                    client.send(ping);
                }
            } catch (UncheckedIOException e) {
                // Disconnected in the middle of it.
                client.close();
            }
        });
        sender.setDaemon(true);
        sender.start();
    }

    private static boolean isConnected(RawClient asking, String address) {
        return String.valueOf(asking.call("CLIENT", "LIST")).contains("addr=" + address + " ");
    }

    private static void awaitGone(RawClient asking, String address) {
        await().atMost(Clients.LIMIT).until(() -> !isConnected(asking, address));
    }

    private static String disconnections(RawClient client) {
        return String.valueOf(Clients.info(client, "stats").get("client_output_buffer_limit_disconnections"));
    }

    @Test
    void atTheHardLimitAClientIsDisconnectedAtOnce() throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (LogCapture log = LogCapture.ofAll("io.rafka.session");
                RafkaServer server = rafka.startAnother(Map.of(SETTING, "normal 100kb 0 0"));
                RawClient deaf = RawClient.connectNarrow(server.port());
                RawClient good = RawClient.connect(server.port())) {
            assertThat(deaf.call("CLIENT", "SETNAME", "deaf")).isEqualTo("OK");
            long id = Clients.id(deaf);
            String address = deaf.address();
            deaf.send(RawClient.array("RPUSHX", "topics:" + topic, "m"));
            ask(deaf, MANY);
            awaitGone(good, address);
            assertThat(disconnections(good)).isEqualTo("1");
            assertThat(log.lines())
                    .anyMatch(line -> line.matches("client disconnected, it does not read session=" + id + "/" + address
                            + "/deaf bytes=\\d{6} client-output-buffer-limit=hard class=normal"));
            assertThat(Clients.values(server.port(), topic, 1)).containsExactly("m");
            assertThat(good.call("CONFIG", "RESETSTAT")).isEqualTo("OK");
            assertThat(disconnections(good)).isEqualTo("0");
        }
    }

    @Test
    void soIsWhoAsksForOneReplyThatIsLarger() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of(SETTING, "normal 100kb 0 0"));
                RawClient client = RawClient.connect(server.port());
                RawClient other = RawClient.connect(server.port())) {
            assertThat(client.call("PING", "x".repeat(90_000))).isEqualTo("x".repeat(90_000));
            client.send(RawClient.array("PING", "x".repeat(110_000)));
            assertThat(client.isAtEnd()).isTrue();
            assertThat(disconnections(other)).isEqualTo("1");
        }
    }

    @Test
    void atTheSoftLimitWhoDoesNotReadIsDisconnectedAndWhoReadsIsNot() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of(SETTING, "normal 0 1 1"));
                RawClient deaf = RawClient.connectNarrow(server.port());
                RawClient reader = RawClient.connect(server.port());
                RawClient good = RawClient.connect(server.port())) {
            String address = deaf.address();
            ask(deaf, MANY);
            await().atMost(Clients.LIMIT).until(() -> {
                // Each is above the limit, for a moment.
                assertThat(reader.call("PING", "x".repeat(REPLY))).hasToString("x".repeat(REPLY));
                return !isConnected(good, address);
            });
            assertThat(disconnections(good)).isEqualTo("1");
            assertThat(reader.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void aLimitThatIsSetHoldsForThoseWhoAreHeldBack() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient deaf = RawClient.connectNarrow(server.port());
                RawClient good = RawClient.connect(server.port())) {
            String address = deaf.address();
            long id = Clients.id(deaf);
            ask(deaf, MANY);
            await().until(() ->
                    Long.parseLong(String.valueOf(Clients.line(good, id).get("omem"))) > REPLY);
            assertThat(good.call("CONFIG", "SET", SETTING, "normal 0 1 0")).isEqualTo("OK");
            awaitGone(good, address);
            assertThat(disconnections(good)).isEqualTo("1");
        }
    }

    @Test
    void withoutALimitWhoIsHeldBackGetsEverythingWhenItReads() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of(SETTING, "normal 300kb 0 0"));
                RawClient slow = RawClient.connectNarrow(server.port());
                RawClient good = RawClient.connect(server.port())) {
            long id = Clients.id(slow);
            ask(slow, MANY);
            // Above output-buffer, below the limit: not executed further, and not disconnected.
            await().until(() ->
                    Long.parseLong(String.valueOf(Clients.line(good, id).get("omem"))) > REPLY);
            for (int i = 0; i < MANY; i++) {
                assertThat(slow.reply()).isEqualTo("x".repeat(REPLY));
            }
            assertThat(disconnections(good)).isEqualTo("0");
        }
    }

    @Test
    void aMonitorIsANormalClient() throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.session");
                RafkaServer server = rafka.startAnother(Map.of(SETTING, "normal 1mb 0 0 pubsub 1 1 0"));
                RawClient monitor = RawClient.connectNarrow(server.port());
                RawClient client = RawClient.connect(server.port())) {
            String address = monitor.address();
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            await().atMost(Clients.LIMIT).until(() -> {
                assertThat(client.call("PING", "x".repeat(REPLY))).isEqualTo("x".repeat(REPLY));
                return !isConnected(client, address);
            });
            assertThat(disconnections(client)).isEqualTo("1");
            assertThat(log.lines()).anyMatch(line -> line.contains("limit=hard class=normal"));
        }
    }

    @Test
    void whoHasSubscribedIsOfTheClassPubsub() throws Exception {
        try (LogCapture log = LogCapture.ofAll("io.rafka.session");
                RafkaServer server = rafka.startAnother(Map.of(SETTING, "pubsub 100kb 0 0"));
                RawClient subscriber = RawClient.connectNarrow(server.port());
                RawClient normal = RawClient.connectNarrow(server.port());
                RawClient good = RawClient.connect(server.port())) {
            String address = subscriber.address();
            subscriber.callList("SUBSCRIBE", "news");
            long id = Clients.id(normal);
            ask(normal, MANY);
            ask(subscriber, MANY);
            awaitGone(good, address);
            assertThat(log.lines()).anyMatch(line -> line.contains("limit=hard class=pubsub"));
            await().until(() ->
                    Long.parseLong(String.valueOf(Clients.line(good, id).get("omem"))) > REPLY);
            assertThat(disconnections(good)).isEqualTo("1");
        }
    }
}
