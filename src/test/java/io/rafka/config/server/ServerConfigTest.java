package io.rafka.config.server;

import static io.rafka.config.server.Bounds.MAXCLIENTS;
import static io.rafka.config.server.ServerSettings.PORT;
import static io.rafka.config.server.ServerSettings.REQUIREPASS;
import static io.rafka.config.server.ServerSettings.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rafka.config.ConfigException;
import io.rafka.config.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {
    private static final String SECRET = "correct horse";

    @Test
    void whatNobodyGivesHasItsDefault() {
        ServerConfig config = ServerConfig.defaults();

        assertThat(config.get(PORT)).isEqualTo(6380);
        assertThat(config.origin(PORT)).isEqualTo("default");
        assertThat(config.get(REQUIREPASS)).isEmpty();
        assertThat(config.shown(REQUIREPASS)).as("that there is none").isEmpty();
    }

    @Test
    void aLaterValueWins() throws ConfigException {
        ServerConfig config = ServerConfig.of(List.of(
                new Given("port", "1", "rafka.json: server.port"),
                new Given("timeout", "5m", "rafka.json: server.timeout"),
                new Given("port", "2", "RAFKA_PORT"),
                new Given("port", "3", "--port")));

        assertThat(config.get(PORT)).isEqualTo(3);
        assertThat(config.origin(PORT)).isEqualTo("--port");
        assertThat(config.get(TIMEOUT)).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.shown(TIMEOUT)).isEqualTo("300");
        assertThat(config.origin(TIMEOUT)).isEqualTo("rafka.json: server.timeout");
    }

    @Test
    void whoFollowsASettingSeesEachChange() throws Exception {
        ServerConfig config = ServerConfig.of(List.of(new Given("timeout", "5", "--timeout")));
        Supplier<Duration> timeout = config.following(TIMEOUT);

        assertThat(timeout.get()).isEqualTo(Duration.ofSeconds(5));
        config.set(Map.of("timeout", "7"), "CONFIG SET");
        assertThat(timeout.get()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAlsoWhatDoesNotWin() {
        assertThat(errors(
                        new Given("port", "70000", "RAFKA_PORT"),
                        new Given("port", "1", "--port"),
                        new Given("maxclient", "1", "rafka.json: server.maxclient"),
                        new Given("frobnicate", "1", "rafka.json: server.frobnicate"),
                        new Given("timeout", "250ms", "--timeout")))
                .containsExactly(
                        "RAFKA_PORT: must be a whole number from 0 to 65535, or none, got '70000'",
                        "rafka.json: server.maxclient: unknown setting (did you mean maxclients?)",
                        "rafka.json: server.frobnicate: unknown setting",
                        "--timeout: must be a time in whole seconds such as 300, 300s or 5m, from 0 to 2147483647 "
                                + "seconds, got '250ms'");
    }

    @Test
    void aSecretIsInAFileOrInTheEnvironment(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("password"), SECRET + "\n");
        ServerConfig ofFile = ServerConfig.of(List.of(new Given("requirepass", "file:" + file, "--requirepass")));
        ServerConfig ofEnvironment = ServerConfig.of(List.of(new Given("requirepass", "env:PATH", "--requirepass")));

        assertThat(ofFile.get(REQUIREPASS)).isEqualTo(SECRET);
        assertThat(ofEnvironment.get(REQUIREPASS)).isEqualTo(System.getenv("PATH"));
        assertThat(errors(
                        new Given("requirepass", "file:/no/such", "RAFKA_REQUIREPASS"),
                        new Given("requirepass", "env:NO_SUCH_VARIABLE", "--requirepass")))
                .containsExactly(
                        "RAFKA_REQUIREPASS: file:/no/such: no such file",
                        "--requirepass: env:NO_SUCH_VARIABLE: no such environment variable");
    }

    @Test
    void aSecretIsNotShown() throws Exception {
        Given given = new Given("requirepass", SECRET, "--requirepass");
        ServerConfig config = ServerConfig.of(List.of(given));

        assertThat(given).hasToString("requirepass from --requirepass");
        assertThat(config.shown(REQUIREPASS)).isEqualTo(Secrets.MASK);
        assertThat(errors(given, new Given("port", "x", "--port"))).noneMatch(error -> error.contains(SECRET));
        SettingException failure = failure(config, changes("requirepass", SECRET, "port", "1"));
        assertThat(failure.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void aChangeIsSeenAtOnceWithWhoHasMadeIt() throws Exception {
        ServerConfig config = ServerConfig.defaults();
        config.set(changes("maxclients", "5", "timeout", "1h"), "CONFIG SET by 7");

        assertThat(config.get(MAXCLIENTS)).isEqualTo(5);
        assertThat(config.get(TIMEOUT)).isEqualTo(Duration.ofHours(1));
        assertThat(config.origin(TIMEOUT)).isEqualTo("CONFIG SET by 7");
        assertThat(config.origin(PORT)).isEqualTo("default");
    }

    @Test
    void aClientMayNotReferToASecret() {
        ServerConfig config = ServerConfig.defaults();

        assertThat(failure(config, changes("requirepass", "env:PATH")))
                .hasMessage("file: and env: are for the configuration file, the environment and the command line");
        assertThat(config.get(REQUIREPASS)).isEmpty();
    }

    /** A secret that was forgotten must not leave the door open. */
    @Test
    void aReferenceToNothingIsNoPassword(@TempDir Path directory) throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "\n");

        assertThatThrownBy(() -> ServerConfig.of(List.of(new Given("requirepass", "file:" + empty, "--requirepass"))))
                .hasMessage("--requirepass: file:" + empty + ": is empty");
    }

    @Test
    void changesAreMadeAllOrNone() {
        ServerConfig config = ServerConfig.defaults();

        SettingException bad = failure(config, changes("timeout", "1", "maxclients", "0"));
        assertThat(bad.setting()).isEqualTo("maxclients");
        assertThat(bad.fault()).isEqualTo(SettingException.Fault.VALUE);
        assertThat(bad).hasMessage("must be a whole number from 1 to 1000000, got '0'");

        SettingException immutable = failure(config, changes("timeout", "bad", "port", "1"));
        assertThat(immutable.setting()).as("before what has a bad value").isEqualTo("port");
        assertThat(immutable).hasMessage("can't set immutable config");

        SettingException unknown = failure(config, changes("timeout", "1", "foo", "1"));
        assertThat(unknown.setting()).isEqualTo("foo");
        assertThat(unknown.fault()).isEqualTo(SettingException.Fault.UNKNOWN);

        assertThat(config.get(TIMEOUT)).isZero();
        assertThat(config.origin(TIMEOUT)).isEqualTo(ServerConfig.DEFAULT);
    }

    private static List<String> errors(Given... given) {
        return catchThrowableOfType(ConfigException.class, () -> ServerConfig.of(List.of(given)))
                .errors();
    }

    private static SettingException failure(ServerConfig config, Map<String, String> changes) {
        return catchThrowableOfType(SettingException.class, () -> config.set(changes, "the test"));
    }

    private static Map<String, String> changes(String... namesAndValues) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            changes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return changes;
    }
}
