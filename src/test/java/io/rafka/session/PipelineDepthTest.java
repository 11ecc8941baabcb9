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
        depth.answered();
        assertThat(depth.isReached()).isFalse();
        execute(2);
        assertThat(depth.isNewlyReached()).isTrue();
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
