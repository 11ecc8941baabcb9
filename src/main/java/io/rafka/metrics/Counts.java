package io.rafka.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Meters of what a part of the server counts in any case. */
record Counts<T>(MeterRegistry registry, T part) {
    /** What only grows, but for CONFIG RESETSTAT, which Prometheus takes for a restart. */
    Counts<T> counter(String name, String description, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, part, count).description(description).register(registry);
        return this;
    }

    Counts<T> gauge(String name, String description, ToDoubleFunction<T> value) {
        // The part lives as long as the server; a meter alone would not keep it.
        Gauge.builder(name, part, value)
                .description(description)
                .strongReference(true)
                .register(registry);
        return this;
    }
}
