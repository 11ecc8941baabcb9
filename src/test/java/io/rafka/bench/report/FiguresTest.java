package io.rafka.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1234321; /s; 1,234,000/s",
                "1234.4; records/s; 1,234 records/s",
                "1.2345; us; 1.23 us",
                "0.84; x; 0.84 x",
                "0.8; x; 0.80 x",
                "1; x; 1.00 x",
                "12.04; x; 12.0 x",
                "12; MB; 12 MB",
                "12.34; MB; 12.3 MB",
                "123.4; MB; 123 MB",
                "999.7; ms; 1,000 ms",
                "99.96; ms; 100 ms",
                "5; ms; 5 ms",
                "0.999; ms; 1.00 ms",
                "0.0432; ms; 0.043 ms",
                "0.000012; s; 0.000012 s",
                "0; ms; 0 ms",
                "0; x; 0.00 x",
                "97.3; %; 97.3%",
                "-1.5; MB; -1.50 MB",
                "1000001; ''; 1,000,001",
            })
    void numbersAreAsPeopleReadThem(double value, String unit, String text) {
        assertThat(Figures.text(value, unit)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.123456, 0.1235", "0.0000123456, 0.00001235", "1234567.123456, 1234567.1235", "50, 50", "0, 0"})
    void fourDecimalsAreKept(double value, String text) {
        assertThat(Figures.rounded(value).toPlainString()).isEqualTo(text);
    }
}
