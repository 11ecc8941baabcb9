package io.rafka.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.rafka.kafka.producer.DeliveryTimes;

/** How long records take until Kafka has them. */
final class DeliverySnapshots implements Collector {
    private final DeliveryTimes times;

    DeliverySnapshots(DeliveryTimes times) {
        this.times = times;
    }

    @Override
    public MetricSnapshot collect() {
        return HistogramSnapshot.builder()
                .name("rafka_producer_delivery_duration_seconds")
                .help("Times from the command that brought a record to Kafka's acknowledgement")
                .dataPoint(TimeBuckets.dataPoint(times.buckets(), times.nanos(), Labels.EMPTY))
                .build();
    }
}
