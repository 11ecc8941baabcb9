package io.rafka.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.config.server.IoTransport;
import io.rafka.net.Transport;
import io.rafka.testing.Door;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaProcess;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kinds of sockets do differently inside must look the same to a client. */
class TransportIT {
    private static final int RECORDS = 1_000;
    private static final int LARGE = 300_000;

    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
        files = TestCertificates.create(directory.resolve("tls"));
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    @TempDir
    private static Path directory;

    private static TestCertificates files;

    private interface Session {
        void with(Door door) throws Exception;
    }

    /** Each kind of sockets, with TLS and without; AUTO is one of the others. */
    static Stream<Arguments> ways() {
        return Stream.of(IoTransport.values())
                .flatMap(kind -> kind == IoTransport.AUTO
                        ? Stream.of(Arguments.of(kind, false))
                        : Stream.of(Arguments.of(kind, false), Arguments.of(kind, true)));
    }

    /**
     * Without those that tell nothing of a client that is not read; where there are no others, they are what AUTO is.
     */
    static Stream<Arguments> waysThatHear() {
        return ways().filter(way -> way.get()[0] != IoTransport.AUTO && way.get()[0] != IoTransport.NIO);
    }

    /** A gateway of the kind; where the machine does not have it, one that says so and does not start. */
    private static void serve(IoTransport kind, boolean tls, Session session) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("io-transport", kind.text()));
        if (tls) {
            settings.putAll(ClientTls.settings(files, FreePorts.choose(1).get(0)));
        }
        try {
            Transport.of(kind);
        } catch (IOException e) {
            assertThatThrownBy(() -> rafka.startAnother(settings).close())
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("io-transport " + kind.text() + " cannot be used here: ");
            return;
        }
        try (RafkaServer server = rafka.startAnother(settings)) {
            session.with(tls ? new Door(server.tlsPort(), ClientTls.trusting(files)) : new Door(server.port(), null));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void recordsOfAllSizesGoThroughInOrder(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            String topic = rafka.createTopic("t", 1);
            try (RawClient producer = door.connect();
                    RawClient consumer = door.connect()) {
                StringBuilder pipeline = new StringBuilder();
                for (int i = 0; i < RECORDS; i++) {
                    pipeline.append(RawClient.array("RPUSHX", "topics:" + topic, value(i)));
                }
                producer.send(pipeline.toString());
                assertThat(producer.read(4 * RECORDS)).isEqualTo(":1\r\n".repeat(RECORDS));
                consumer.call("CLIENT", "SETNAME", topic + ":c");
                consumer.send(RawClient.array("BLPOP", "topics:" + topic, "10").repeat(RECORDS));
                for (int i = 0; i < RECORDS; i++) {
                    assertThat(consumer.reply())
                            .isEqualTo(List.of("topic", topic, "partition", 0L, "offset", (long) i, "value", value(i)));
                }
            }
        });
    }

    /** Every hundredth is larger than what is read or written at a time. */
    private static String value(int number) {
        return number + "x".repeat(number % 100 == 0 ? LARGE : 20);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatAClientSentBeforeItClosedItsSideIsAnswered(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            for (int round = 0; round < 50; round++) {
                try (RawClient client = door.connect()) {
                    client.send(RawClient.array("PING").repeat(RECORDS)).shutdownOutput();
                    assertThat(client.read(7 * RECORDS)).isEqualTo("+PONG\r\n".repeat(RECORDS));
                    assertThat(client.isAtEnd()).isTrue();
                }
            }
        });
    }

    /** The socket is left alone and read again, time after time: no reply may be lost in between. */
    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatReadsLateGetsAllReplies(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            String large = "x".repeat(LARGE);
            try (RawClient late = door.connectNarrow();
                    RawClient other = door.connect()) {
                long id = Clients.id(late);
                for (int round = 0; round < 5; round++) {
                    int begin = round * 100;
                    Thread sender = new Thread(() -> {
                        for (int i = begin; i < begin + 100; i++) {
                            late.send(RawClient.array("ECHO", i % 3 == 0 ? large + i : String.valueOf(i)));
                        }
                    });
                    sender.start();
                    await().atMost(20, SECONDS).until(() -> isHeldBack(Clients.line(other, id)));
                    for (int i = begin; i < begin + 100; i++) {
                        assertThat(late.reply()).isEqualTo(i % 3 == 0 ? large + i : String.valueOf(i));
                    }
                    sender.join();
                }
            }
        });
    }

    /** Commands wait because replies do, of which there are more than the system takes for a client. */
    private static boolean isHeldBack(Map<String, String> fields) {
        return !"0".equals(fields.get("qbuf")) && !"0".equals(fields.get("omem"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aClientThatGoesWhileItWaitsIsNoticed(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            String topic = rafka.createTopic("t", 1);
            try (RawClient observer = door.connect()) {
                for (int round = 0; round < 6; round++) {
                    RawClient client = door.connect();
                    client.call("CLIENT", "SETNAME", topic + ":c");
                    client.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
                    await().atMost(20, SECONDS).until(() -> infoOf(observer).contains("blocked_clients:1\r\n"));
                    if (round % 2 == 0) {
                        client.reset();
                    } else {
                        client.close();
                    }
                    await().atMost(20, SECONDS)
                            .until(() -> infoOf(observer).contains("connected_clients:1\r\n")
                                    && infoOf(observer).contains("blocked_clients:0\r\n"));
                }
            }
        });
    }

    /** The reset may come before the socket is looked at for the first time, together with bytes. */
    @ParameterizedTest
    @MethodSource("ways")
    void clientsThatAreGoneAtOnceLeaveNothingBehind(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            String ping = RawClient.array("PING");
            try (RawClient observer = door.connect()) {
                for (int i = 0; i < RECORDS; i++) {
                    RawClient client = door.connect();
                    client.send(ping.substring(0, i % ping.length()));
                    client.reset();
                }
                await().atMost(20, SECONDS).until(() -> infoOf(observer).contains("connected_clients:1\r\n"));
            }
        });
    }

    /**
     * Their commands wait behind one that does not end, and there are more of them than rafka reads ahead. Java's own
     * sockets tell nothing of those that are not read; where there are no others, they are what AUTO is.
     */
    @ParameterizedTest
    @MethodSource("waysThatHear")
    void clientsThatGoWhileTheyAreHeldBackAreNoticed(IoTransport kind, boolean tls) throws Exception {
        serve(kind, tls, door -> {
            String topic = rafka.createTopic("t", 1);
            try (RawClient observer = door.connect()) {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    clients.add(heldBack(door, topic, observer));
                }
                // Of an orderly close, the system would say nothing before all has been read that was sent before.
                clients.forEach(RawClient::reset);
                await().atMost(20, SECONDS).until(() -> infoOf(observer).contains("connected_clients:1\r\n"));
            }
        });
    }

    /** A client that has sent as much as is taken of it, while its WAIT goes on for ever. */
    private static RawClient heldBack(Door door, String topic, RawClient observer) {
        RawClient client = door.connect();
        long id = Clients.id(client);
        client.call("RPUSHX", "topics:" + topic, "x");
        client.send(RawClient.array("WAIT", "9", "0"));
        String behind = RawClient.array("PING", "x".repeat(1_000));
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            try {
                while (true) {
                    client.send(behind);
                    sent.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                // It has gone, as it is to.
            }
        });
        sender.setDaemon(true);
        sender.start();
        AtomicLong last = new AtomicLong();
        await().atMost(20, SECONDS)
                .during(Duration.ofMillis(300))
                .until(sent::get, now -> now > 0 && last.getAndSet(now) == now);
        assertThat(Clients.line(observer, id))
                .extractingByKey("qbuf")
                .asString()
                .satisfies(qbuf -> assertThat(Long.parseLong(qbuf))
                        .as("bytes that wait in rafka")
                        .isGreaterThan(60_000));
        return client;
    }

    private static String infoOf(RawClient client) {
        return String.valueOf(client.call("INFO", "clients"));
    }

    @Test
    void withoutNativeLibrariesJavasSocketsServe(@TempDir Path directory) throws Exception {
        List<String> options = List.of("-Xmx256m", "-Dio.netty.transport.noNative=true");
        try (RafkaProcess process = RafkaProcess.start(directory, options, List.of("--host", "127.0.0.1", "-p", "0"))) {
            try (RawClient client = RawClient.connect(process.awaitReady())) {
                assertThat(client.call("PING")).isEqualTo("PONG");
            }
            assertThat(process.output()).contains("(nio)");
        }
        for (String kind : List.of("io_uring", "epoll")) {
            try (RafkaProcess process = RafkaProcess.start(
                    directory, options, List.of("--host", "127.0.0.1", "-p", "0", "--io-transport", kind))) {
                assertThat(process.awaitExit()).isEqualTo(1);
                assertThat(process.output())
                        .contains("io-transport " + kind + " cannot be used here: ")
                        .doesNotContain("\tat ");
            }
        }
    }
}
