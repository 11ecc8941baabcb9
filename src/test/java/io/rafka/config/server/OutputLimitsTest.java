package io.rafka.config.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.ConfigException;
import io.rafka.config.server.OutputLimits.ClientClass;
import io.rafka.config.server.OutputLimits.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLimitsTest {
    private static final String NAME = "client-output-buffer-limit";

    private static String shown(ServerConfig config) {
        return config.shown(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT);
    }

    @Test
    void theDefaultIsRedis() {
        assertThat(shown(ServerConfig.defaults()))
                .isEqualTo("normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60");
    }

    @Test
    void oneClassLeavesTheOthersAsTheyAre() throws Exception {
        ServerConfig config = ServerConfig.of(List.of(
                new Given(NAME, "normal 1mb 512kb 30", "a file"), new Given(NAME, "PubSub 2k 1k 5", "an option")));
        assertThat(shown(config)).isEqualTo("normal 1048576 524288 30 slave 268435456 67108864 60 pubsub 2000 1000 5");
        config.set(Map.of(NAME, "replica 1 2 3  normal 0 0 0"), "the test");
        assertThat(shown(config)).isEqualTo("normal 0 0 0 slave 1 2 3 pubsub 2000 1000 5");
        assertThat(config.get(Bounds.CLIENT_OUTPUT_BUFFER_LIMIT).of(ClientClass.PUBSUB))
                .isEqualTo(new Limit(2_000, 1_000, 5));
    }

    @Test
    void whoIsToldIsToldTheWhole() throws Exception {
        ServerConfig config = ServerConfig.defaults();
        StringBuilder told = new StringBuilder();
        config.tell(
                Bounds.CLIENT_OUTPUT_BUFFER_LIMIT,
                limits -> told.append(limits.of(ClientClass.NORMAL).hard()));
        config.set(Map.of(NAME, "pubsub 1 1 1 normal 7 0 0"), "the test");
        config.set(Map.of(NAME, "pubsub 2 2 2"), "the test");
        assertThat(told).hasToString("077");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "normal",
                "normal 0 0",
                "normal 0 0 0 pubsub",
                "master 0 0 0",
                "normal -1 0 0",
                "normal 0 x 0",
                "normal 0 0 -1",
                "normal 0 0 1mb",
                "normal 0 0 0 0"
            })
    void whatIsWrongIsToldAndChangesNothing(String value) {
        ServerConfig config = ServerConfig.defaults();
        String before = shown(config);
        assertThatThrownBy(() -> config.set(Map.of(NAME, value), "the test"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("must be <class> <hard limit> <soft limit> <soft seconds>")
                .hasMessageEndingWith("got '" + value + "'");
        assertThatThrownBy(() -> ServerConfig.of(List.of(new Given(NAME, value, "a file"))))
                .isInstanceOf(ConfigException.class);
        assertThat(shown(config)).isEqualTo(before);
    }
}
