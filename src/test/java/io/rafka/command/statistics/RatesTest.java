package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.config.server.ServerConfig;
import io.rafka.session.Sessions;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RatesTest {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void areAboveZeroWhileSomethingHappensAndZeroSomeTimeLater() {
        CommandStatistics commands = new CommandStatistics(1);
        Rates rates = Rates.start(commands, new Sessions(ServerConfig.defaults()).traffic(), scheduler);
        assertThat(rates.commands()).isZero();

        await().until(() -> {
            commands.executed(0, 1, false);
            return rates.commands() > 0;
        });
        assertThat(rates.bytesReceived()).isZero();
        assertThat(rates.bytesSent()).isZero();
        await().until(() -> rates.commands() == 0);
    }

    @Test
    void areNotNegativeWhenTheCountersAreSetToZero() {
        CommandStatistics commands = new CommandStatistics(1);
        Rates rates = Rates.start(commands, new Sessions(ServerConfig.defaults()).traffic(), scheduler);
        await().until(() -> {
            commands.executed(0, 1, false);
            return rates.commands() > 0;
        });

        commands.reset();

        await().until(() -> {
            assertThat(rates.commands()).isNotNegative();
            return rates.commands() == 0;
        });
    }
}
