package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.config.server.IoTransport;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all clients together may hold: maxmemory-clients. */
class ClientMemoryIT {
    private static final int LIMIT = 4_000_000;
    /** Bytes of a reply that the deaf do not read. */
    private static final int REPLY = 60_000;

    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    private static long info(RawClient client, String name) {
        String info = String.valueOf(client.call("INFO", "memory", "stats"));
        return Long.parseLong(info.replaceFirst("(?s).*\r\n" + name + ":(\\d+)\r\n.*", "$1"));
    }

    /**
     * What all clients hold, in bytes, when it has come to an end of growing: at first the kernel's buffers take what
     * the deaf do not read, and then replies are held one by one.
     */
    private static long heldWhenSteady(RawClient client, int deaf) {
        AtomicLong last = new AtomicLong();
        await().atMost(Duration.ofSeconds(60))
                .during(Duration.ofSeconds(1))
                .until(
                        () -> info(client, "mem_clients_normal"),
                        held -> last.getAndSet(held) == held && held >= (long) deaf * REPLY);
        return last.get();
    }

    /** Sends commands with large replies for as long as the server takes them; reads nothing. */
    private static RawClient deaf(RafkaServer server, int commands) {
        RawClient client = RawClient.connectNarrow(server.port());
        String ping = RawClient.array("PING", "x".repeat(REPLY));
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < commands; i++) {
                    client.send(ping);
                }
            } catch (java.io.UncheckedIOException e) {
                // Disconnected, or closed by the test, in the middle of it.
                client.close();
            }
        });
        sender.setDaemon(true);
        sender.start();
        return client;
    }

    @Test
    void whoHoldsMostIsDisconnectedAndTheOthersAreServed() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxmemory-clients", String.valueOf(LIMIT)));
                RawClient good = RawClient.connect(server.port())) {
            List<RawClient> deaf = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                deaf.add(deaf(server, 1_000));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(good.call("PING")).isEqualTo("PONG");
                return info(good, "evicted_clients") > 0;
            });
            await().until(() -> info(good, "mem_clients_normal") <= LIMIT);
            assertThat(good.call("RPUSHX", "topics:" + rafka.createTopic("t", 1), "m"))
                    .isEqualTo(1L);
            assertThat(good.call("DUMP", "10000")).isEqualTo(0L);
            deaf.forEach(RawClient::close);
            await().until(() -> info(good, "mem_clients_normal") < 100);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void noMoreAreDisconnectedThanHaveTo(IoTransport kind) throws Exception {
        Map<String, String> settings = Map.of("maxmemory-clients", "10gb", "io-transport", kind.text());
        try (RafkaServer server = rafka.startAnother(settings);
                RawClient good = RawClient.connect(server.port())) {
            List<RawClient> deaf = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                deaf.add(deaf(server, 1_000));
            }
            // Two of them have to go, or three; further ones who come find the memory full.
            long limit = heldWhenSteady(good, deaf.size()) * 9 / 10;
            assertThat(good.call("CONFIG", "SET", "maxmemory-clients", String.valueOf(limit)))
                    .isEqualTo("OK");
            deaf.add(deaf(server, 1_000));
            await().atMost(Duration.ofSeconds(60))
                    .during(Duration.ofSeconds(1))
                    .until(() -> info(good, "mem_clients_normal") <= limit);
            assertThat(info(good, "evicted_clients")).isBetween(1L, 6L);
            deaf.forEach(RawClient::close);
        }
    }

    @Test
    void whoIsHeldBackGetsEverythingWhenItReads() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxmemory-clients", "10gb"));
                RawClient good = RawClient.connect(server.port());
                RawClient slow = deaf(server, 300)) {
            // Above half of it, and below the whole.
            long held = heldWhenSteady(good, 1);
            assertThat(good.call("CONFIG", "SET", "maxmemory-clients", String.valueOf(held * 3 / 2)))
                    .isEqualTo("OK");
            for (int i = 0; i < 300; i++) {
                assertThat(slow.reply()).isEqualTo("x".repeat(REPLY));
            }
            await().until(() -> info(good, "mem_clients_normal") < 100);
            assertThat(info(good, "evicted_clients")).isZero();
        }
    }
}
