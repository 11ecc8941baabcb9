package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportTest {
    @Test
    void aReportComesBackAsItWas(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("docs/performance/results.json");
        Report merged = new Report(
                        "./rafka-bench \"x\"",
                        Map.of(),
                        "2026-11-23",
                        List.of(new Sample("new", "rafka | \\ < \n", "p99", "", List.of(-1.5))),
                        List.of(),
                        List.of())
                .merged(Reports.full());

        JsonReport.write(file, merged);

        assertThat(JsonReport.read(file)).isEqualTo(merged);
        // Also in the order, which equality of maps does not see.
        assertThat(JsonReport.toJson(JsonReport.read(file))).isEqualTo(Files.readString(file));
    }

    @Test
    void itIsLegibleAndItsNumbersAreShort() throws IOException {
        Report report = new Report(
                "./rafka-bench",
                Reports.machine("1.0"),
                "2026-11-23",
                List.of(new Sample(
                        "produce", "rafka", "throughput", "/s", List.of(1234567.891234, 0.0000123456, 5e10))),
                List.of(),
                List.of());

        assertThat(JsonReport.toJson(report)).isEqualTo("""
                {
                  "command": "./rafka-bench",
                  "date": "2026-11-23",
                  "machine": {
                    "rafka": "1.0",
                    "machine": "2 cores, 24 GB"
                  },
                  "targets": [ ],
                  "samples": [ {
                    "scenario": "produce",
                    "subject": "rafka",
                    "metric": "throughput",
                    "unit": "/s",
                    "runs": [ 1234567.8912, 0.00001235, 50000000000 ]
                  } ],
                  "plots": [ ],
                  "kept": { }
                }
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[1]; no JSON object",
                "''; the text ends too early",
                "{}; \"targets\" is missing",
                "{\"targets\": 1}; \"targets\" is not of the type List",
                "{\"targets\": [1]}; \"targets\" is not of the type JsonObject",
                "{\"targets\": [null]}; not expected here: VALUE_NULL",
                "{\"targets\": [; Unexpected end-of-input",
                "{\"targets\":[], \"samples\":[{\"scenario\":\"s\",\"subject\":\"\",\"metric\":\"\",\"unit\":\"\",\"runs\":[]}]}; no runs",
            })
    void anotherFileIsRefusedWithTheReason(String text, String reason, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("results.json"), text);

        assertThatThrownBy(() -> JsonReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("results.json is no report of the benchmark")
                .hasMessageContaining(reason);
    }
}
