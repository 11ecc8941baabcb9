package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long pipelines with a bound: client-pipeline-depth. Nothing is lost, and replies keep their order. */
class PipelineDepthIT {
    private static final int MANY = 20_000;

    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    private static RafkaServer server(String depth, String transport) throws Exception {
        return rafka.startAnother(Map.of("client-pipeline-depth", depth, "io-transport", transport));
    }

    private static String pipeline(int commands) {
        return IntStream.range(0, commands)
                .mapToObj(i -> RawClient.array("ECHO", String.format("%05d", i)))
                .collect(Collectors.joining());
    }

    private static String replies(int commands) {
        return IntStream.range(0, commands)
                .mapToObj(i -> String.format("$5\r\n%05d\r\n", i))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({"1, auto", "7, auto", "1000, auto", "1, nio", "7, nio"})
    void aLongPipelineIsAnsweredInOrder(String depth, String transport) throws Exception {
        try (RafkaServer server = server(depth, transport);
                RawClient client = RawClient.connect(server.port());
                RawClient other = RawClient.connect(server.port())) {
            Thread sender = new Thread(() -> client.send(pipeline(MANY)));
            sender.start();
            assertThat(other.call("PING")).isEqualTo("PONG");
            assertThat(client.read(MANY * 11)).isEqualTo(replies(MANY));
            sender.join();
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void whoSendsNoMoreGetsAllReplies() throws Exception {
        try (RafkaServer server = server("3", "auto");
                RawClient client = RawClient.connect(server.port())) {
            client.send(pipeline(500)).shutdownOutput();
            assertThat(client.read(500 * 11)).isEqualTo(replies(500));
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void whatWasSentBeforeTheClientWentIsExecuted() throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = server("2", "auto");
                RawClient other = RawClient.connect(server.port())) {
            try (RawClient client = RawClient.connect(server.port())) {
                client.send(RawClient.array("RPUSHX", "topics:" + topic, "x").repeat(500));
            }
            await().atMost(Clients.LIMIT)
                    .until(() -> "500".equals(Clients.info(other, "kafka").get("producer.delivered.messages")));
        }
    }

    @Test
    void commandsThatWaitAreNoObstacle() throws Exception {
        String topic = rafka.createTopic("t", 1);
        try (RafkaServer server = server("2", "auto");
                RawClient client = Clients.consumer(server.port(), Clients.newConsumer())) {
            String one = RawClient.array("BLPOP", "topics:" + topic, "0.01") + RawClient.array("PING");
            client.send(one.repeat(20)
                    + RawClient.array("CLIENT", "REPLY", "SKIP")
                    + RawClient.array("PING", "no")
                    + RawClient.array("PING"));
            assertThat(client.read(20 * 12 + 7)).isEqualTo("*-1\r\n+PONG\r\n".repeat(20) + "+PONG\r\n");
        }
    }

    @Test
    void whoDoesNotReadHasOneReplyUnreadAndGetsAllWhenItReads() throws Exception {
        int reply = 50_000;
        int commands = 500;
        try (RafkaServer server = server("1", "auto");
                RawClient slow = RawClient.connectNarrow(server.port());
                RawClient other = RawClient.connect(server.port())) {
            long id = Clients.id(slow);
            Thread sender = new Thread(
                    () -> slow.send(RawClient.array("PING", "x".repeat(reply)).repeat(commands)));
            sender.start();
            // Of the second, no more would be there than output-buffer lets it.
            await().atMost(Clients.LIMIT).until(() -> omem(other, id) > 0 && qbuf(other, id) > 60_000);
            assertThat(omem(other, id)).isLessThan(reply + 1_000L);
            for (int i = 0; i < commands; i++) {
                assertThat(slow.reply()).isEqualTo("x".repeat(reply));
            }
            sender.join();
        }
    }

    private static long omem(RawClient asking, long id) {
        return Long.parseLong(String.valueOf(Clients.line(asking, id).get("omem")));
    }

    private static long qbuf(RawClient asking, long id) {
        return Long.parseLong(String.valueOf(Clients.line(asking, id).get("qbuf")));
    }
}
