package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PipelineDepthTest {
    private final AtomicInteger setting = new AtomicInteger(2);
    private final PipelineDepth depth = new PipelineDepth(setting::get);

    private void execute(int commands) {
        for (int i = 0; i < commands; i++) {
            depth.executed();
        }
    }

    @Test
    void isReachedWithSoManyAndToldOnce() {
        depth.follow();
        execute(1);
        assertThat(depth.isReached()).isFalse();
        assertThat(depth.isNewlyReached()).isFalse();
        execute(1);
        assertThat(depth.isReached()).isTrue();
        assertThat(depth.isNewlyReached()).isTrue();
        assertThat(depth.isNewlyReached()).isFalse();
        depth.note(100, 0);
        assertThat(depth.isReached()).isFalse();
        execute(2);
        assertThat(depth.isNewlyReached()).isTrue();
    }

    @Test
    void countsOutWhatTheSystemHasTakenAlsoIfThereIsAlwaysSomethingNew() {
        setting.set(4);
        depth.follow();
        for (long sent = 10; sent < 1_000; sent += 10) {
            execute(1);
            // What was written last is never out at once.
            depth.note(sent, 10);
            assertThat(depth.isReached()).isFalse();
        }
    }

    @Test
    void whatIsNotTakenIsNotAnswered() {
        depth.follow();
        execute(1);
        depth.note(10, 10);
        execute(1);
        depth.note(20, 20);
        assertThat(depth.isReached()).isTrue();
        depth.note(20, 15);
        assertThat(depth.isReached()).isTrue();
        depth.note(20, 10);
        assertThat(depth.isReached()).isFalse();
    }

    @Test
    void isNeverReachedWithoutABound() {
        setting.set(0);
        depth.follow();
        execute(1_000_000);
        assertThat(depth.isReached()).isFalse();
    }

    @Test
    void aBoundThatIsLoweredHoldsForWhatHasBeenExecuted() {
        setting.set(0);
        depth.follow();
        execute(5);
        setting.set(3);
        depth.follow();
        assertThat(depth.isReached()).isTrue();
    }
}
