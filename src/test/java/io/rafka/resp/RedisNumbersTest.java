package io.rafka.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisNumbersTest {
    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 9, 10, -10, 1234567890123L, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, -99})
    void readsIntegersInTheirOnlyForm(long value) {
        assertThat(RedisNumbers.parseLong(Decoding.bytes(Long.toString(value)))).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9,
                10,
                -10,
                99,
                -99,
                100,
                101,
                999,
                2147483647L,
                2147483648L,
                2147483649L,
                -2147483649L,
                10000000000L,
                1234567890123L,
                999999999999999999L,
                1000000000000000000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void writesIntegers(long value) {
        byte[] into = new byte[2 + RedisNumbers.LONGEST_LONG];
        int end = RedisNumbers.writeLong(value, into, 2);
        assertThat(new String(into, 2, end - 2, StandardCharsets.US_ASCII)).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                "+1",
                "-0",
                "00",
                "01",
                "-01",
                " 1",
                "1 ",
                "1\n",
                "0x10",
                "1.0",
                "1e3",
                "--1",
                "1-",
                "a",
                "9223372036854775808",
                "-9223372036854775809",
                "9999999999999999999",
                "18446744073709551616",
                "99999999999999999999",
                "999999999999999999999",
                "\u00b2",
                "1\0"
            })
    void refusesAnythingElseAsAnInteger(String text) {
        assertThat(RedisNumbers.parseLong(Decoding.bytes(text))).isEmpty();
    }

    @Test
    void readsAnIntegerOutOfTheMiddle() {
        byte[] text = Decoding.bytes("$-42\r\n");

        assertThat(RedisNumbers.parseLong(text, 1, 4)).hasValue(-42);
        assertThat(RedisNumbers.parseLong(text, 1, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, -0.0",
        "5, 5",
        "+5, 5",
        "005, 5",
        "0.25, 0.25",
        ".5, 0.5",
        "5., 5",
        "-1.5, -1.5",
        "1e3, 1000",
        "1E3, 1000",
        "1e+3, 1000",
        "1e-3, 0.001",
        "9999999999, 9999999999",
        "1e400, Infinity",
        "-1e400, -Infinity",
        "inf, Infinity",
        "+inf, Infinity",
        "Infinity, Infinity",
        "-inf, -Infinity"
    })
    void readsDecimalNumbers(String text, double value) {
        assertThat(RedisNumbers.parseDouble(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", " 1", "1 ", "1,5", ".", "-", "+", "e5", "1e", "1e+", "nan", "NaN", "-nan", "in", "infin",
                "0x10", "0x1p3", "1f", "1d", "1.5.2", "--1", "1\n", "\u0661", "abc"
            })
    void refusesAnythingElseAsADecimalNumber(String text) {
        assertThat(RedisNumbers.parseDouble(text)).isEmpty();
    }

    @Test
    void refusesNumbersOfUnboundedLength() {
        assertThat(RedisNumbers.parseDouble("1".repeat(64))).isPresent();
        assertThat(RedisNumbers.parseDouble("1".repeat(65))).isEmpty();
    }

    @Test
    void doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(RedisNumbers.parseDouble("INFINITY")).hasValue(Double.POSITIVE_INFINITY);
        } finally {
            Locale.setDefault(before);
        }
    }
}
