package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.plain.PlainPrograms.Echo;
import io.rafka.bench.subject.Gateway;
import io.rafka.testing.RawClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One message at a time, from the producer to a consumer that waits for it. */
final class EndToEnd implements Scenario {
    private static final int SIZE = 100;
    private static final long MESSAGES = 2_000;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
    private static final double MILLIS = 1e3;

    @Override
    public String name() {
        return "end-to-end";
    }

    @Override
    public String title() {
        return "End to end, one message at a time";
    }

    @Override
    public void run(Ground ground, Results results) {
        // The default of librdkafka, and so of rafka; and none.
        for (int linger : List.of(5, 0)) {
            String text = ", linger.ms " + linger;
            Echo plain = PlainPrograms.echo(
                    ground.bootstrapServers(), ground.newTopic(1), SIZE, ground.amount(MESSAGES), linger);
            Echo rafka = echo(ground, linger);
            results.figure("plain Java clients" + text, "p50", "ms", plain.p50() / MILLIS);
            results.figure("plain Java clients" + text, "p99", "ms", plain.p99() / MILLIS);
            results.figure("rafka" + text, "p50", "ms", rafka.p50() / MILLIS);
            results.figure("rafka" + text, "p99", "ms", rafka.p99() / MILLIS);
            results.atMost(1, "ms", "p50 of rafka above plain Java" + text, (rafka.p50() - plain.p50()) / MILLIS);
        }
    }

    private static Echo echo(Ground ground, int linger) {
        String topic = ground.newTopic(1);
        String rpushx = RawClient.array("RPUSHX", "topics:" + topic, Commands.value(SIZE));
        String blpop = RawClient.array("BLPOP", "topics:" + topic, "0");
        long messages = ground.amount(MESSAGES);
        Histogram latencies = new Histogram(LONGEST, 3);
        try (Gateway gateway = Gateway.before(
                        ground.bootstrapServers(), ground.directory(), "{\"queue.buffering.max.ms\": " + linger + "}");
                RawClient producer = RawClient.connect(gateway.port());
                RawClient consumer = RawClient.connect(gateway.port())) {
            consumer.call("CLIENT", "SETNAME", topic + ":echo");
            for (long i = 0; i < messages * 1.5; i++) {
                consumer.send(blpop);
                long begin = System.nanoTime();
                producer.send(rpushx);
                producer.reply();
                consumer.reply();
                if (i >= messages / 2) {
                    latencies.recordValue(System.nanoTime() - begin);
                }
            }
        }
        return new Echo(latencies.getValueAtPercentile(50) / MILLIS, latencies.getValueAtPercentile(99) / MILLIS);
    }
}
