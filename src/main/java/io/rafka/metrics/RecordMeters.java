package io.rafka.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.producer.ProducerStatistics;

/** Records produced and consumed, of all connections together. */
final class RecordMeters implements MeterBinder {
    private final Statistics statistics;

    RecordMeters(Statistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        new Counts<>(registry, statistics.produced())
                .counter("rafka.producer.accepted.records", "Records answered :1", ProducerStatistics::accepted)
                .counter("rafka.producer.delivered.records", "Records that Kafka has", ProducerStatistics::delivered)
                .counter(
                        "rafka.producer.failed.records",
                        "Records answered :1 that could not be delivered",
                        ProducerStatistics::failed);
        new Counts<>(registry, statistics)
                .gauge(
                        "rafka.producer.outstanding.records",
                        "Records accepted that Kafka has not acknowledged yet",
                        Statistics::outstanding)
                .gauge(
                        "rafka.producer.outstanding.bytes",
                        "Memory of Kafka's producer that those take, in whole batches",
                        Statistics::outstandingBytes)
                .gauge("rafka.consumer.prefetched.bytes", "Records fetched ahead", Statistics::prefetched);
    }
}
