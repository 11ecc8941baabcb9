package io.rafka.command.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorStatisticsTest {
    private final ErrorStatistics errors = new ErrorStatistics();

    @Test
    void countsByTheFirstWordInItsOrder() {
        errors.count("PROD Local: Unknown topic");
        errors.count("ERR syntax error");
        errors.count("ERR other");
        errors.count("EXECABORT");

        assertThat(errors.byCode())
                .containsExactly(Map.entry("ERR", 2L), Map.entry("EXECABORT", 1L), Map.entry("PROD", 1L));
        assertThat(errors.total()).isEqualTo(4);
    }

    @Test
    void keepsNoMoreCodesThanThereCanBeAndCountsTheRestInTheTotal() {
        for (int i = 0; i < 1_000; i++) {
            errors.count("CODE" + i + " x");
        }
        errors.count("X".repeat(33) + " too long for a code");
        errors.count("CODE0 again");

        assertThat(errors.byCode()).hasSize(128).containsEntry("CODE0", 2L);
        assertThat(errors.total()).isEqualTo(1_002);
    }

    @Test
    void forgetsAll() {
        errors.count("ERR x");
        errors.reset();
        assertThat(errors.byCode()).isEmpty();
        assertThat(errors.total()).isZero();

        errors.count("ERR x");
        assertThat(errors.byCode()).containsExactly(Map.entry("ERR", 1L));
    }
}
