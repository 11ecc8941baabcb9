package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the event loop allocates for each command, in bytes: the guard against what slows the hot path down without
 * changing what it does. The limits are what code takes that is not compiled yet, and some bytes; who has a reason for
 * more raises them, with the figures before and after in docs/performance.md.
 */
class AllocationIT {
    private static final int PIPELINE = 100;
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static RafkaTester rafka;

    @BeforeAll
    static void start() {
        // Batches are taken out of a pool when there are some; large ones would be all that is seen here.
        rafka = RafkaTester.start(
                Map.of("auto.create.topics.enable", "false"),
                "{\"auto.offset.reset\":\"earliest\"}",
                "{\"batch.size\":16384}");
    }

    @AfterAll
    static void stop() {
        rafka.close();
    }

    @Test
    void ofAPing() {
        try (RawClient client = rafka.connect()) {
            String pings = RawClient.array("PING").repeat(PIPELINE);
            assertThat(bytesPerCommand(round -> {
                        client.send(pings);
                        assertThat(client.read(7 * PIPELINE)).isEqualTo("+PONG\r\n".repeat(PIPELINE));
                    }))
                    .isLessThan(150);
        }
    }

    @Test
    void ofARecordProduced() {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            String records = RawClient.array("RPUSHX", "topics:" + topic, "v".repeat(100))
                    .repeat(PIPELINE);
            assertThat(bytesPerCommand(round -> {
                        client.send(records);
                        assertThat(client.read(4 * PIPELINE)).isEqualTo(":1\r\n".repeat(PIPELINE));
                    }))
                    .isLessThan(1_200);
        }
    }

    @Test
    void ofARecordConsumed() {
        String topic = rafka.createTopic("t", 1);
        try (RawClient client = rafka.connect()) {
            String record = RawClient.array("RPUSHX", "topics:" + topic, "v".repeat(100));
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                client.send(record.repeat(PIPELINE));
                client.read(4 * PIPELINE);
            }
            assertThat(client.call("DUMP", "10000")).isEqualTo(0L);
            assertThat(client.call("CLIENT", "SETNAME", RafkaTester.unique("g") + ":c"))
                    .isEqualTo("OK");
            String pops = RawClient.array("BLPOP", "topics:" + topic, "0").repeat(PIPELINE);
            assertThat(bytesPerCommand(round -> {
                        client.send(pops);
                        for (int i = 0; i < PIPELINE; i++) {
                            assertThat(client.reply()).isInstanceOf(List.class);
                        }
                    }))
                    .isLessThan(250);
        }
    }

    private static long bytesPerCommand(IntConsumer rounds) {
        for (int round = 0; round < WARM_UP; round++) {
            rounds.accept(round);
        }
        long before = allocated();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.accept(round);
        }
        return (allocated() - before) / (ROUNDS * PIPELINE);
    }

    /** By all event loops, as one of them has the connection. */
    private static long allocated() {
        long[] loops = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("rafka-io"))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        assertThat(loops).isNotEmpty();
        return Arrays.stream(THREADS.getThreadAllocatedBytes(loops)).sum();
    }
}
