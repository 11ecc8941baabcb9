package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SenderWatchTest {
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    private Thread sender() {
        Thread sender = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "kafka-producer-network-thread | for the test");
        sender.start();
        return sender;
    }

    private static Set<Thread> watches() {
        Set<Thread> watches = new HashSet<>(Thread.getAllStackTraces().keySet());
        watches.removeIf(thread -> !thread.getName().equals("rafka-producer-watch"));
        return watches;
    }

    @Test
    void tellsThatTheThreadHasDiedOnce() {
        Set<Thread> before = SenderWatch.senders();
        Thread sender = sender();
        try (SenderWatch watch = SenderWatch.begin(before, faults::add)) {
            assertThat(watch).isNotNull();
            assertThat(faults).isEmpty();
            end.countDown();
            await().until(() -> !faults.isEmpty());
            assertThat(faults).singleElement().asString().contains("producer has died");
            assertThat(sender.isAlive()).isFalse();
        }
    }

    @Test
    void saysNothingOfAProducerThatIsClosed() throws Exception {
        Set<Thread> before = SenderWatch.senders();
        Thread sender = sender();
        Set<Thread> others = watches();
        SenderWatch.begin(before, faults::add).close();
        Set<Thread> own = watches();
        own.removeAll(others);
        assertThat(own).hasSize(1);
        end.countDown();
        sender.join();
        await().until(() -> own.stream().noneMatch(Thread::isAlive));
        assertThat(faults).isEmpty();
    }
}
