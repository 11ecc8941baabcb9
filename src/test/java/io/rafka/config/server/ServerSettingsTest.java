package io.rafka.config.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
    @Test
    void everySettingIsInTheTableOnce() {
        List<String> constants = Stream.of(ServerSettings.class, Bounds.class, TlsSettings.class)
                .flatMap(table -> Arrays.stream(table.getDeclaredFields()))
                .filter(field -> field.getType() == Setting.class && Modifier.isPublic(field.getModifiers()))
                .map(field -> field.getName().replace('_', '-').toLowerCase(java.util.Locale.ROOT))
                .toList();

        assertThat(ServerSettings.all()).extracting(Setting::name).containsExactlyInAnyOrderElementsOf(constants);
    }

    @Test
    void everyRowIsReadyToBeShown() {
        assertThat(ServerSettings.all()).allSatisfy(setting -> {
            assertThat(setting.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(setting.summary()).matches("[A-Z].*\\.");
            assertThat(setting.option()).isEqualTo("--" + setting.name());
            assertThat(setting.environmentVariable()).matches("RAFKA_[A-Z]+(_[A-Z]+)*");
            assertThat(ServerSettings.find(setting.name())).hasValue(setting);
            assertThatCode(() -> setting.type().parse(setting.defaultText())).doesNotThrowAnyException();
        });
        assertThat(ServerSettings.TCP_KEEPALIVE.environmentVariable()).isEqualTo("RAFKA_TCP_KEEPALIVE");
    }

    @Test
    void thereIsNoSettingOfAnotherName() {
        assertThat(ServerSettings.find("PORT")).isEmpty();
        assertThat(ServerSettings.find("")).isEmpty();
    }
}
