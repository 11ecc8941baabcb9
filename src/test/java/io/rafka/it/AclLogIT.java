package io.rafka.it;

import static io.rafka.it.AclTester.HASH;
import static io.rafka.it.AclTester.NO_CHANNEL;
import static io.rafka.it.AclTester.NO_KEY;
import static io.rafka.it.AclTester.connect;
import static io.rafka.it.AclTester.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of logins that fail and of commands that are refused. */
@ExtendWith(RafkaExtension.class)
class AclLogIT {
    @TempDir
    private Path directory;

    @Test
    void whatIsRefusedIsLoggedAndCounted(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory, "user bob on " + HASH + " ~topics:a +@all -config -acl");
                RawClient admin = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob")) {
            assertThat(bob.call("AUTH", "evil\u001b\"name", "s3cret"))
                    .asString()
                    .startsWith("-WRONGPASS");
            assertThat(bob.call("HELLO", "2", "AUTH", "bob", "s3cret"))
                    .asString()
                    .startsWith("-WRONGPASS");
            assertThat(bob.call("RPUSHX", "topics:b:key", "x")).isEqualTo(NO_KEY);
            assertThat(bob.call("RPUSHX", "topics:b:other", "x")).isEqualTo(NO_KEY);
            assertThat(bob.call("SUBSCRIBE", "x")).isEqualTo(NO_CHANNEL);
            assertThat(bob.call("CONFIG", "GET", "x")).asString().startsWith("-NOPERM");

            assertThat(admin.callList("ACL", "LOG").stream()
                            .map(entry -> ((List<?>) entry).subList(0, 10).toString()))
                    .containsExactly(
                            "[count, 1, reason, command, context, toplevel, object, config|get, username, bob]",
                            "[count, 1, reason, channel, context, toplevel, object, x, username, bob]",
                            "[count, 2, reason, key, context, toplevel, object, topics:b, username, bob]",
                            "[count, 1, reason, auth, context, toplevel, object, hello, username, bob]",
                            "[count, 1, reason, auth, context, toplevel, object, auth, username, evil\u001b\"name]");
            assertThat(admin.callList("ACL", "LOG", "1").toString())
                    .contains("addr=" + bob.address())
                    .contains("user=bob");
            assertThat(admin.call("INFO", "stats"))
                    .asString()
                    .contains(
                            "acl_access_denied_auth:2",
                            "acl_access_denied_cmd:1",
                            "acl_access_denied_key:2",
                            "acl_access_denied_channel:1");
            assertThat(admin.call("ACL", "LOG", "RESET")).isEqualTo("OK");
            assertThat(admin.callList("ACL", "LOG")).isEmpty();
        }
    }

    @Test
    void aFailedLoginIsInTheLogWithoutItsPassword(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.of("io.rafka.command.Authentication");
                RafkaServer server = rafka.startAnother(Map.of("requirepass", "foobar"));
                RawClient client = RawClient.connect(server.port())) {
            // One line in ten seconds, and another test may have had it.
            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                assertThat(client.call("AUTH", "evil\u001b\"name", "s3cret"))
                        .asString()
                        .startsWith("-WRONGPASS");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .matches("login failed session=\\d+/" + client.address() + " user=\"evil\\?\\?name\"");
            });
        }
    }

    @Test
    void passwordsCannotBeTriedAllAtOnce(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        try (RafkaServer server =
                        start(rafka, directory, "user default off ~* &* +@all", "user bob on " + HASH + " ~* +@all");
                RawClient bob = connect(server, "bob")) {
            try (RawClient stranger = RawClient.connect(server.port())) {
                stranger.send(RawClient.array("AUTH", "bob", "wrong").repeat(2)
                        + RawClient.array("AUTH", "bob", "foobar")
                        + RawClient.array("PING"));
                assertThat(stranger.reply()).asString().startsWith("-WRONGPASS");
                assertThat(stranger.reply()).asString().startsWith("-WRONGPASS");
                assertThat(stranger.reply()).as("in their order").isEqualTo("OK");
                assertThat(stranger.reply()).isEqualTo("PONG");
            }
            try (RawClient stranger = RawClient.connect(server.port())) {
                stranger.send(RawClient.array("AUTH", "bob", "wrong").repeat(20)
                        + RawClient.array("AUTH", "bob", "foobar")
                        + RawClient.array("RPUSHX", "topics:" + topic, "x"));
                stranger.shutdownOutput();
                assertThat(stranger.read(4_000)).doesNotContain("+OK", ":1");
            }
            assertThat(bob.call("INFO", "stats")).asString().containsPattern("acl_access_denied_auth:[34]\\r");
            assertThat(bob.call("LLEN", "topics:" + topic)).isEqualTo(0L);
        }
    }
}
