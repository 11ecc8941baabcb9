package io.rafka.kafka.producer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the producer's figures every {@code statistics.interval.ms}. */
final class ProducerReport implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProducerReport.class);

    /** librdkafka counts in whole seconds too. */
    private static final long SHORTEST_MILLIS = 1_000;

    private final ScheduledExecutorService scheduler;

    /**
     * Begins at once.
     *
     * @param intervalMillis at least 1
     * @param outstanding how many records Kafka has not acknowledged
     */
    ProducerReport(long intervalMillis, ProducerStatistics statistics, LongSupplier outstanding) {
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "rafka-producer-report");
            thread.setDaemon(true);
            return thread;
        });
        long interval = Math.max(SHORTEST_MILLIS, intervalMillis);
        scheduler.scheduleAtFixedRate(
                () -> LOGGER.info(
                        "statistics producer accepted={} delivered={} failed={} outstanding={}",
                        statistics.accepted(),
                        statistics.delivered(),
                        statistics.failed(),
                        outstanding.getAsLong()),
                interval,
                interval,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
