package io.rafka.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.command.Pause.Mode;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRow.Trait;
import io.rafka.config.server.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final long LONG = 600_000;
    private static final CommandRow READ = row(List.of("readonly"), Set.of());
    private static final CommandRow WRITE = row(List.of("write", "fast"), Set.of());
    private static final CommandRow EXEMPT = row(List.of("write"), Set.of(Trait.NEVER_PAUSED));

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Pause pause = new Pause(scheduler, ServerConfig.defaults());
    private final AtomicInteger resumed = new AtomicInteger();

    private static CommandRow row(List<String> flags, Set<Trait> traits) {
        CommandRow plain = Rows.row("x", 1);
        return new CommandRow(
                plain.name(),
                plain.arity(),
                flags,
                plain.categories(),
                plain.roles(),
                plain.keys(),
                plain.group(),
                plain.since(),
                plain.complexity(),
                plain.summary(),
                plain.arguments(),
                plain.reply(),
                plain.differs(),
                traits);
    }

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void whoWaitsTwiceIsResumedOnceAndWhoIsForgottenNotAtAll() {
        Runnable twice = resumed::incrementAndGet;
        Runnable forgotten = resumed::incrementAndGet;
        pause.begin(Mode.WRITES, LONG);
        assertThat(pause.await(twice)).isTrue();
        assertThat(pause.await(twice)).isTrue();
        assertThat(pause.await(forgotten)).isTrue();
        pause.forget(forgotten);
        pause.end();
        assertThat(resumed).hasValue(1);
    }

    @Test
    void holdsSoManyAndNoMore() {
        pause.begin(Mode.ALL, LONG);
        int held = 0;
        while (pause.await(new AtomicInteger()::incrementAndGet)) {
            held++;
        }
        assertThat(held).isEqualTo(20_000);
        pause.end();
        pause.begin(Mode.ALL, LONG);
        assertThat(pause.await(resumed::incrementAndGet)).isTrue();
    }

    @Test
    void thereIsNoPauseWhenTheServerShutsDown() {
        pause.begin(Mode.ALL, LONG);
        assertThat(pause.await(resumed::incrementAndGet)).isTrue();
        pause.close();
        assertThat(resumed).hasValue(1);
        pause.begin(Mode.ALL, LONG);
        assertThat(pause.holds(WRITE)).isFalse();
    }

    @Test
    void holdsNothingUntilItBegins() {
        assertThat(pause.holds(WRITE)).isFalse();
        assertThat(pause.holdsWrites(resumed::incrementAndGet)).isFalse();
        assertThat(pause.await(resumed::incrementAndGet)).isFalse();
        pause.end();
        assertThat(resumed).hasValue(0);
    }

    @Test
    void holdsWritesOrAllButWhatIsExempt() {
        pause.begin(Mode.WRITES, LONG);
        assertThat(pause.holds(WRITE)).isTrue();
        assertThat(pause.holds(READ)).isFalse();
        assertThat(pause.holds(EXEMPT)).isFalse();

        pause.begin(Mode.ALL, LONG);
        assertThat(pause.holds(WRITE)).isTrue();
        assertThat(pause.holds(READ)).isTrue();
        assertThat(pause.holds(EXEMPT)).isFalse();
        assertThat(pause.holdsWrites(resumed::incrementAndGet)).isTrue();
    }

    @Test
    void aSecondOneDoesNotMakeItWeakerOrShorter() throws Exception {
        pause.begin(Mode.ALL, LONG);
        pause.begin(Mode.WRITES, 1);

        untilShortOnesAreOver();
        assertThat(pause.holds(READ)).isTrue();
    }

    @Test
    void aSecondOneMayMakeItLonger() throws Exception {
        pause.begin(Mode.WRITES, 100);
        pause.begin(Mode.WRITES, LONG);

        untilShortOnesAreOver();
        assertThat(pause.holds(WRITE)).isTrue();
    }

    /** The scheduler has one thread, and executes what is due earlier before this. */
    private void untilShortOnesAreOver() throws Exception {
        scheduler.schedule(() -> true, 150, TimeUnit.MILLISECONDS).get();
    }

    @Test
    void whoWaitsIsCalledOnceInTurnWhenItIsEnded() {
        List<Integer> calls = new ArrayList<>();
        pause.begin(Mode.ALL, LONG);
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertThat(pause.await(() -> calls.add(number))).isTrue();
        }
        assertThat(calls).isEmpty();
        pause.end();
        pause.end();

        assertThat(calls).containsExactly(0, 1, 2);
        assertThat(pause.holds(WRITE)).isFalse();
    }

    @Test
    void itEndsByItself() {
        pause.begin(Mode.ALL, 100);
        assertThat(pause.await(resumed::incrementAndGet)).isTrue();

        await().until(() -> resumed.get() == 1);
        assertThat(pause.holds(READ)).isFalse();
    }

    @Test
    void whoIsCalledMayWaitForTheNextOne() {
        pause.begin(Mode.ALL, LONG);
        pause.await(() -> {
            pause.begin(Mode.WRITES, LONG);
            pause.await(resumed::incrementAndGet);
        });
        pause.end();
        assertThat(resumed).hasValue(0);
        assertThat(pause.holds(WRITE)).isTrue();
        assertThat(pause.holds(READ)).as("of the first nothing is left").isFalse();
        pause.end();
        assertThat(resumed).hasValue(1);
    }
}
