package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.config.server.Bounds;
import io.rafka.config.server.OutputLimits.ClientClass;
import io.rafka.config.server.OutputLimits.Limit;
import io.rafka.config.server.ServerConfig;
import io.rafka.testing.RafkaTester;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutputLimitTest {
    private final ServerConfig config =
            RafkaTester.serverConfig(Map.of("client-output-buffer-limit", "normal 100 50 2 pubsub 0 10 0"));
    private final Limit normal = config.get(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT).of(ClientClass.NORMAL);
    private long millis;
    private final OutputLimit limit = new OutputLimit(
            config.following(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT), () -> TimeUnit.MILLISECONDS.toNanos(millis));

    @Test
    void theHardLimitIsReachedWithAsManyBytes() {
        assertThat(normal.isHardReached(99)).isFalse();
        assertThat(normal.isHardReached(100)).isTrue();
        assertThat(new Limit(0, 0, 0).isHardReached(Long.MAX_VALUE)).isFalse();
        assertThat(new Limit(0, 0, 0).isSoftReached(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void theSoftLimitIsOverWhenItLastsForLonger() {
        assertThat(limit.isSoftOver(normal, 50)).isFalse();
        assertThat(limit.isSoftReached()).isTrue();
        millis = 2_000;
        assertThat(limit.isSoftOver(normal, 50)).isFalse();
        millis = 2_001;
        assertThat(limit.isSoftOver(normal, 50)).isTrue();
    }

    @Test
    void whoHasReadMeanwhileHasTheWholeTimeAgain() {
        limit.isSoftOver(normal, 60);
        millis = 2_000;
        assertThat(limit.isSoftOver(normal, 49)).isFalse();
        assertThat(limit.isSoftReached()).isFalse();
        millis = 4_000;
        assertThat(limit.isSoftOver(normal, 60)).isFalse();
        millis = 6_000;
        assertThat(limit.isSoftOver(normal, 60)).isFalse();
        millis = 6_001;
        assertThat(limit.isSoftOver(normal, 60)).isTrue();
    }

    @Test
    void ofNoSecondsItIsOverAtTheNextLook() {
        Limit pubsub = config.get(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT).of(ClientClass.PUBSUB);
        assertThat(limit.isSoftOver(pubsub, 10)).isFalse();
        millis = 1;
        assertThat(limit.isSoftOver(pubsub, 10)).isTrue();
    }

    @Test
    void normalClientsHaveNoneByDefault() {
        Limit none =
                ServerConfig.defaults().get(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT).of(ClientClass.NORMAL);
        assertThat(none.isHardReached(Long.MAX_VALUE)).isFalse();
        assertThat(none.isSoftReached(Long.MAX_VALUE)).isFalse();
    }
}
