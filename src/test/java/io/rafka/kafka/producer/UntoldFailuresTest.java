package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UntoldFailuresTest {
    private static final int MOST = 2;

    private final UntoldFailures failures = new UntoldFailures();

    @Test
    void theLastOfATopicIsToldOnce() {
        failures.add("t", "first", MOST);
        failures.add("t", "last", MOST);
        assertThat(failures.take("other")).isNull();
        assertThat(failures.take("t")).isEqualTo("last");
        assertThat(failures.take("t")).isNull();
    }

    @Test
    void theTopicWhoseLastFailureIsOldestIsForgotten() {
        failures.add("a", "1", MOST);
        failures.add("b", "2", MOST);
        failures.add("a", "3", MOST);
        failures.add("c", "4", MOST);
        assertThat(failures.take("b")).isNull();
        assertThat(failures.take("a")).isEqualTo("3");
        assertThat(failures.take("c")).isEqualTo("4");
    }
}
