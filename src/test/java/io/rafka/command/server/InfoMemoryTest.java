package io.rafka.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfoMemoryTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "1023, 1023B",
        "1024, 1.00K",
        "1536, 1.50K",
        "1048575, 1024.00K",
        "1048576, 1.00M",
        "33554432, 32.00M",
        "1610612736, 1.50G",
        "1099511627776, 1.00T",
        "1125899906842624, 1.00P",
        "9223372036854775807, 8192.00P"
    })
    void tellsSizesInTheirLargestUnit(long bytes, String expected) {
        assertThat(InfoMemory.human(bytes)).isEqualTo(expected);
    }

    @Test
    void tellsEachSizeTwice() {
        Map<String, Object> lines = new LinkedHashMap<>();
        new InfoMemory().lines(lines);

        assertThat(lines).containsKeys("used_memory", "used_memory_peak", "total_system_memory", "maxmemory");
        assertThat(lines.get("maxmemory_human"))
                .isEqualTo(InfoMemory.human(Runtime.getRuntime().maxMemory()));
        assertThat((Long) lines.get("used_memory")).isPositive();
    }
}
