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

    /** Sends commands with large replies for as long as the server takes them; reads nothing. */
    private static RawClient deaf(RafkaServer server, int commands) {
        RawClient client = RawClient.connectNarrow(server.port());
        String ping = RawClient.array("PING", "x".repeat(60_000));
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
            AtomicLong last = new AtomicLong();
            await().atMost(Duration.ofSeconds(60))
                    .during(Duration.ofSeconds(1))
                    .until(() -> info(good, "mem_clients_normal"), held -> held > 0 && last.getAndSet(held) == held);
            // Two of them have to go, or three; further ones who come find the memory full.
            assertThat(good.call("CONFIG", "SET", "maxmemory-clients", String.valueOf(last.get() * 9 / 10)))
                    .isEqualTo("OK");
            deaf.add(deaf(server, 1_000));
            await().atMost(Duration.ofSeconds(60))
                    .during(Duration.ofSeconds(1))
                    .until(() -> info(good, "mem_clients_normal") <= last.get() * 9 / 10);
            assertThat(info(good, "evicted_clients")).isBetween(1L, 6L);
            deaf.forEach(RawClient::close);
        }
    }

    @Test
    void whoIsHeldBackGetsEverythingWhenItReads() throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of("maxmemory-clients", "10gb"));
                RawClient good = RawClient.connect(server.port());
                RawClient slow = deaf(server, 300)) {
            await().until(() -> info(good, "mem_clients_normal") > 1_000);
            // Above half of it, and below the whole.
            long held = info(good, "mem_clients_normal");
            assertThat(good.call("CONFIG", "SET", "maxmemory-clients", String.valueOf(held * 3 / 2)))
                    .isEqualTo("OK");
            for (int i = 0; i < 300; i++) {
                assertThat(slow.reply()).isEqualTo("x".repeat(60_000));
            }
            await().until(() -> info(good, "mem_clients_normal") < 100);
            assertThat(info(good, "evicted_clients")).isZero();
        }
    }
}
