package io.rafka.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.Pause.Mode;
import io.rafka.config.server.ServerConfig;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pause that begins at the moment in which the one before it ends. */
class PauseRaceTest {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void theEndOfThePauseBeforeDoesNotEndIt() throws Exception {
        for (int i = 0; i < 20_000; i++) {
            Pause pause = new Pause(scheduler, ServerConfig.defaults());
            pause.begin(Mode.WRITES, 0);
            pause.begin(Mode.WRITES, 600_000);
            // The scheduler has one thread: whatever ended the first has been executed before this.
            scheduler.submit(() -> {}).get();
            assertThat(pause.holdsWrites(() -> {})).as("round " + i).isTrue();
            pause.end();
        }
    }
}
