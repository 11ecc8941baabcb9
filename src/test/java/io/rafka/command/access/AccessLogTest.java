package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.command.access.AccessLog.Entry;
import io.rafka.command.statistics.DeniedAccess;
import io.rafka.testing.RafkaTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final DeniedAccess counts = new DeniedAccess();
    private final AccessLog log = new AccessLog(RafkaTester.serverConfig(Map.of("acllog-max-len", "3")), counts);

    @Test
    void theSameWithinAMinuteIsOneEntryAndTheNewest() {
        log.add("auth", "auth", "bob", "first", 1_000);
        log.add("key", "topics:a", "bob", "x", 2_000);
        log.add("auth", "auth", "bob", "second", 60_999);
        assertThat(log.newest(10))
                .containsExactly(
                        new Entry(0, 2, "auth", "auth", "bob", 1_000, 60_999, "second"),
                        new Entry(1, 1, "key", "topics:a", "bob", 2_000, 2_000, "x"));
        log.add("auth", "auth", "bob", "third", 121_000);
        assertThat(log.newest(1)).containsExactly(new Entry(2, 1, "auth", "auth", "bob", 121_000, 121_000, "third"));
        assertThat(log.newest(10)).hasSize(3);
        assertThat(log.newest(-1)).isEmpty();
        assertThat(counts.get("auth")).isEqualTo(3);
        assertThat(counts.get("key")).isEqualTo(1);
    }

    @Test
    void keepsSoManyAndNoLongNames() {
        for (int i = 0; i < 5; i++) {
            log.add("command", "c" + i, "bob", "x", i);
        }
        assertThat(log.newest(10)).extracting(Entry::object).containsExactly("c4", "c3", "c2");
        log.add("key", "k".repeat(1_000), "u".repeat(130), "x", 6);
        assertThat(log.newest(1)).singleElement().satisfies(entry -> {
            assertThat(entry.object()).isEqualTo("k".repeat(128) + "... (872 more characters)");
            assertThat(entry.user()).isEqualTo("u".repeat(128) + "... (2 more characters)");
        });
        log.reset();
        assertThat(log.newest(10)).isEmpty();
        assertThat(counts.get("command")).as("still counted").isEqualTo(5);
    }
}
