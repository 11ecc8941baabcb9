package io.rafka.config.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
    private static final SettingType<Integer> NUMBER = SettingType.number(1, 100);
    private static final SettingType<Long> BYTES = SettingType.bytes(0, 1L << 40);
    private static final SettingType<Duration> SECONDS = SettingType.seconds(3 * 86_400);

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 100", "+7, 7", "' 7 ', 7", "007, 7"})
    void takesWholeNumbers(String text, int value) throws ConfigException {
        assertThat(NUMBER.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "101",
                "-1",
                "1.5",
                "1e1",
                "0x1",
                "ten",
                "1 0",
                "1k",
                "99999999999999999999",
                "-18446744073709551615",
                "\u0661"
            })
    void takesNothingElseForANumber(String text) {
        assertThatThrownBy(() -> NUMBER.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("must be a whole number from 1 to 100, got '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "7b, 7",
        "1k, 1000",
        "1kb, 1024",
        "1K, 1000",
        "1KB, 1024",
        "2m, 2000000",
        "2mb, 2097152",
        "3g, 3000000000",
        "3gb, 3221225472",
        "1024gb, 1099511627776"
    })
    void takesBytesWithRedisUnits(String text, long value) throws ConfigException {
        assertThat(BYTES.parse(text)).isEqualTo(value);
        assertThat(BYTES.format(value)).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "kb",
                "1 kb",
                "1tb",
                "1kib",
                "1.5mb",
                "1025gb",
                "9999999999999999999gb",
                "-17179869184gb",
                "1s"
            })
    void takesNothingElseForBytes(String text) {
        assertThatThrownBy(() -> BYTES.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("must be a memory size such as 16mb, from 0 to 1099511627776 bytes, got '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "300, 300", "300s, 300", "5m, 300", "5min, 300", "2h, 7200", "1d, 86400", "2000ms, 2"})
    void takesTimesWithUnits(String text, long seconds) throws ConfigException {
        assertThat(SECONDS.parse(text)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(SECONDS.format(Duration.ofSeconds(seconds))).isEqualTo(Long.toString(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "250ms", "1500ms", "-1", "1.5s", "4d", "1w", "1kb", "99999999999999d"})
    void takesNothingElseForASecond(String text) {
        assertThatThrownBy(() -> SECONDS.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessage("must be a time in whole seconds such as 300, 300s or 5m, from 0 to 259200 seconds, got '"
                        + text + "'");
    }

    @Test
    void takesHosts() throws ConfigException {
        SettingType<List<String>> hosts = SettingType.hosts();
        List<String> three = List.of("127.0.0.1", "::1", "localhost");

        assertThat(hosts.parse("127.0.0.1, ::1 localhost")).isEqualTo(three);
        assertThat(hosts.format(three)).isEqualTo("127.0.0.1,::1,localhost");
        assertThatThrownBy(() -> hosts.parse(",a")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> hosts.parse(" ")).isInstanceOf(ConfigException.class);
    }

    @Test
    void takesAnyPath() throws ConfigException {
        SettingType<Path> directory = SettingType.directory();
        String deep = "/var" + "/directory".repeat(30);

        assertThat(directory.parse("data")).isEqualTo(Path.of("data"));
        assertThat(directory.format(directory.parse(deep))).isEqualTo(deep);
        assertThatThrownBy(() -> directory.parse("a\0b")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> directory.parse("")).hasMessage("must be the path of a directory, got ''");
    }

    @Test
    void blanksBelongToASecret() throws ConfigException {
        assertThat(SettingType.secret().parse(" a b ")).isEqualTo(" a b ");
        assertThat(SettingType.secret().isSecret()).isTrue();
        assertThat(NUMBER.isSecret()).isFalse();
    }

    @Test
    void anErrorIsOneShortLine() {
        assertThatThrownBy(() -> NUMBER.parse("a\r\nb")).hasMessageEndingWith(", got 'a b'");
        assertThatThrownBy(() -> NUMBER.parse("x".repeat(1_000_000)))
                .hasMessageEndingWith(", got '" + "x".repeat(128) + "...'");
    }
}
