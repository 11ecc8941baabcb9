package io.rafka.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.consumer.ConsumerStatistics;
import io.rafka.kafka.producer.Admission;
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
        for (Admission room : ProducerStatistics.ROOMS) {
            FunctionCounter.builder(
                            "rafka.producer.held.back.records",
                            statistics.produced(),
                            produced -> produced.heldBack(room))
                    .description("Records that had to wait for room, by what was full")
                    .tag("reason", room.text())
                    .register(registry);
            FunctionCounter.builder(
                            "rafka.producer.queue.full.records",
                            statistics.produced(),
                            produced -> produced.queueFull(room))
                    .description("Records answered -PROD Local: Queue full, by what was full")
                    .tag("reason", room.text())
                    .register(registry);
        }
        new Counts<>(registry, statistics.consumed())
                .counter(
                        "rafka.consumer.refused", "Consumers refused above max-consumers", ConsumerStatistics::refused);
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
