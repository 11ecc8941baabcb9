package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.statistics.SlowLog.Entry;
import io.rafka.config.server.ServerConfig;
import io.rafka.testing.RafkaTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowLogTest {
    @Test
    void keepsTheNewestWithIdsThatGoOn() {
        SlowLog log = log("2");
        add(log, 3);

        assertThat(log.all()).extracting(Entry::id).containsExactly(2L, 1L);
        assertThat(log.newest(1)).extracting(Entry::id).containsExactly(2L);
        assertThat(log.newest(0)).isEmpty();
        assertThat(log.newest(Long.MAX_VALUE)).hasSize(2);
        log.reset();
        assertThat(log.size()).isZero();
        add(log, 1);
        assertThat(log.all()).extracting(Entry::id).containsExactly(3L);
    }

    @Test
    void keepsNoneIfNoneMayBeKept() {
        SlowLog log = log("0");
        add(log, 2);

        assertThat(log.size()).isZero();
        assertThat(log.all()).isEmpty();
    }

    private static SlowLog log(String length) {
        ServerConfig config = RafkaTester.serverConfig(Map.of("slowlog-max-len", length));
        return new SlowLog(config);
    }

    private static void add(SlowLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.add(1, 2, List.of(), "127.0.0.1:1", "");
        }
    }
}
