package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.testing.ProcFiles;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/** Of this JVM, which it can look at as at any other. */
class ProcessFiguresTest {
    private static final long PID = ProcessHandle.current().pid();

    @Test
    void seesThreadsDescriptorsAndObjectsThatAreThere() throws Exception {
        ProcessFigures before = ProcessFigures.of(PID);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = startThreads(50, end);
        List<ServerSocket> sockets = open(50);

        ProcessFigures during = withBlock(40 << 20);
        assertThat((during.heap() - before.heap()) >> 20).isBetween(30L, 50L);
        assertThat(during.threads()).isGreaterThanOrEqualTo(before.threads() + 40);
        assertThat(during.descriptors()).isGreaterThanOrEqualTo(before.descriptors() + 45);
        assertThat(during.rss()).isGreaterThan(during.heap());
        assertThat(during.direct()).isEqualTo(-1);
        assertThat(ProcFiles.peakRssOf(PID)).isGreaterThanOrEqualTo(during.rss());
        assertThatThrownBy(() -> ProcessFigures.awaitBackTo(before, PID, Duration.ofSeconds(1)))
                .isInstanceOf(ConditionTimeoutException.class)
                .hasMessageContaining("threads");

        end.countDown();
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ProcessFigures.awaitBackTo(before, PID, Duration.ofSeconds(20));
    }

    private static ProcessFigures withBlock(int bytes) {
        byte[] block = new byte[bytes];
        try {
            return ProcessFigures.of(PID);
        } finally {
            // else it might be collected before it was measured
            Reference.reachabilityFence(block);
        }
    }

    private static List<Thread> startThreads(int count, CountDownLatch end) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> awaitEnd(end));
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ServerSocket> open(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        return sockets;
    }
}
