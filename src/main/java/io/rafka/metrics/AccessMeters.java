package io.rafka.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rafka.command.statistics.DeniedAccess;

/** What clients were refused because they may not have it, by reason. */
final class AccessMeters implements MeterBinder {
    private final DeniedAccess denied;

    AccessMeters(DeniedAccess denied) {
        this.denied = denied;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String reason : DeniedAccess.REASONS) {
            FunctionCounter.builder("rafka.access.denied", denied, counts -> counts.get(reason))
                    .description("Logins that failed, and commands refused by the rules of users")
                    .tag("reason", reason)
                    .register(registry);
        }
    }
}
