package io.rafka.it;

import static io.rafka.it.AclTester.HASH;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Users that are changed while rafka runs, and what becomes of their connections then. */
@ExtendWith(RafkaExtension.class)
class AclChangesIT {
    @TempDir
    private Path directory;

    @Test
    void aChangeHoldsAtOnceForWhoIsLoggedIn(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient admin = RawClient.connect(server.port())) {
            assertThat(admin.call("ACL", "SETUSER", "bob", "on", ">foobar", "+@produce"))
                    .isEqualTo("OK");
            try (RawClient bob = connect(server, "bob")) {
                assertThat(bob.call("ACL", "WHOAMI")).isEqualTo("bob");
                assertThat(bob.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(NO_KEY);
                assertThat(admin.call("ACL", "SETUSER", "bob", "%W~topics:orders*"))
                        .isEqualTo("OK");
                assertThat(bob.call("RPUSHX", "topics:" + topic, "x")).isEqualTo(1L);
                assertThat(admin.call("ACL", "SETUSER", "bob", "-rpushx", "off"))
                        .isEqualTo("OK");
                assertThat(bob.call("RPUSHX", "topics:" + topic, "x"))
                        .isEqualTo("-NOPERM User bob has no permissions to run the 'rpushx' command");
                assertThat(bob.call("PING")).as("off is for those who log in").isEqualTo("PONG");
                assertThat(bob.call("AUTH", "bob", "foobar")).asString().startsWith("-WRONGPASS");
            }
        }
    }

    @Test
    void aUserThatIsDeletedIsDisconnected(RafkaTester rafka) throws Exception {
        try (RafkaServer server = rafka.startAnother(Map.of());
                RawClient admin = RawClient.connect(server.port())) {
            for (String user : List.of("bob", "eve")) {
                admin.call("ACL", "SETUSER", user, "on", ">foobar", "+@all", "~*");
            }
            try (RawClient bob = connect(server, "bob");
                    RawClient eve = connect(server, "eve")) {
                assertThat(admin.call("ACL", "DELUSER", "bob", "nobody")).isEqualTo(1L);
                assertThat(bob.isAtEnd()).isTrue();
                assertThat(eve.call("ACL", "DELUSER", "default"))
                        .isEqualTo("-ERR The 'default' user cannot be removed");
                assertThat(eve.call("ACL", "DELUSER", "eve"))
                        .as("answered first")
                        .isEqualTo(1L);
                assertThat(eve.isAtEnd()).isTrue();
            }
            assertThat(admin.callList("ACL", "USERS")).isEqualTo(List.of("default"));
        }
    }

    @Test
    void usersAreSavedAndLoadedAgain(RafkaTester rafka) throws Exception {
        Path file = directory.resolve("users.acl");
        String bobs = "user bob on " + HASH + " ~topics:a &x +ping +acl|whoami (~b +llen)";
        try (RafkaServer server = start(rafka, directory, bobs);
                RawClient admin = RawClient.connect(server.port())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            assertThat(admin.call("ACL", "SETUSER", "eve", "on", ">foobar", "+@all"))
                    .isEqualTo("OK");
            assertThat(admin.call("ACL", "SAVE")).isEqualTo("OK");
            List<?> saved = admin.callList("ACL", "LIST");
            assertThat(Files.readAllLines(file)).isEqualTo(saved).hasSize(3);
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).as("nothing else is left").containsExactly(file);
            }
            try (RawClient bob = connect(server, "bob");
                    RawClient eve = connect(server, "eve")) {
                assertThat(admin.call("ACL", "LOAD")).isEqualTo("OK");
                assertThat(admin.callList("ACL", "LIST")).isEqualTo(saved);
                assertThat(bob.call("PING")).as("as before").isEqualTo("PONG");

                Files.writeString(file, "user bob on nopass +foo\nuser default on nopass ~* &* +@all\nx");
                assertThat(admin.call("ACL", "LOAD"))
                        .isEqualTo(
                                "-ERR " + file + ":1: Error in applying operation '+foo': Unknown command or category"
                                        + " name in ACL. " + file
                                        + ":3 should start with user keyword followed by the username."
                                        + " WARNING: ACL errors detected, no change to the previously active ACL rules was"
                                        + " performed");
                assertThat(admin.callList("ACL", "LIST")).isEqualTo(saved);
                assertThat(eve.call("ACL", "WHOAMI")).isEqualTo("eve");

                Files.writeString(file, "user bob on " + HASH + " +ping +acl|whoami\n");
                assertThat(admin.call("ACL", "LOAD")).isEqualTo("OK");
                assertThat(bob.isAtEnd()).as("has other rules").isTrue();
                assertThat(eve.isAtEnd()).as("is no more").isTrue();
                assertThat(admin.call("PING")).as("default").isEqualTo("PONG");
            }
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsAnErrorAndStays(RafkaTester rafka) throws Exception {
        Path folder = Files.createDirectory(directory.resolve("gone"));
        Path file = Files.writeString(folder.resolve("users.acl"), "");
        try (RafkaServer server = rafka.startAnother(Map.of("aclfile", file.toString()));
                RawClient admin = RawClient.connect(server.port())) {
            Files.delete(file);
            Files.delete(folder);
            assertThat(admin.call("ACL", "SAVE"))
                    .isEqualTo("-ERR There was an error trying to save the ACLs. Please check the server logs for more"
                            + " information");
            assertThat(admin.call("ACL", "LOAD"))
                    .asString()
                    .startsWith("-ERR Error loading ACLs, opening file '" + file + "': no such file");
            assertThat(admin.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void whoConsumesWhatIsNotHisAnyMoreIsDisconnected(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String group = RafkaTester.unique("billing");
        try (RafkaServer server = start(
                        rafka,
                        directory,
                        "user ann on " + HASH + " ~topics:* ~groups:* +@consume",
                        "user bob on " + HASH + " ~topics:* ~groups:* +@consume");
                RawClient admin = RawClient.connect(server.port());
                RawClient ann = connect(server, "ann");
                RawClient bob = connect(server, "bob")) {
            for (RawClient consumer : List.of(ann, bob)) {
                String name = group + (consumer == ann ? "a:x" : "b:x");
                assertThat(consumer.call("CLIENT", "SETNAME", name)).isEqualTo("OK");
                consumer.send(RawClient.array("BLPOP", "topics:" + topic, "0"));
            }
            await().until(() -> String.valueOf(admin.call("INFO", "clients")).contains("blocked_clients:2"));
            assertThat(admin.call("ACL", "SETUSER", "bob", "+ping")).isEqualTo("OK");
            assertThat(admin.call("ACL", "SETUSER", "bob", "resetkeys", "~topics:*"))
                    .isEqualTo("OK");
            assertThat(bob.isAtEnd()).as("the group is not his").isTrue();
            assertThat(admin.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            assertThat(ann.reply()).asString().contains("hello");
        }
    }

    @Test
    void whoHasSubscribedToWhatIsNotHisAnyMoreIsDisconnected(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory, "user bob on " + HASH + " &a* &b +@pubsub (&s +@pubsub)");
                RawClient admin = RawClient.connect(server.port());
                RawClient channel = connect(server, "bob");
                RawClient pattern = connect(server, "bob");
                RawClient shard = connect(server, "bob");
                RawClient nothing = connect(server, "bob")) {
            channel.callList("SUBSCRIBE", "ab");
            // By the other selector: no single one has both.
            channel.callList("SSUBSCRIBE", "s");
            pattern.callList("PSUBSCRIBE", "a*");
            shard.callList("SSUBSCRIBE", "b");
            assertThat(admin.call("ACL", "SETUSER", "bob", "&c", "+ping")).isEqualTo("OK");
            assertThat(channel.callList("PING").toString()).as("as before").contains("pong");
            assertThat(admin.call("ACL", "SETUSER", "bob", "resetchannels", "&ab", "&b"))
                    .isEqualTo("OK");
            assertThat(pattern.isAtEnd())
                    .as("a pattern is allowed to the letter")
                    .isTrue();
            assertThat(channel.callList("PING").toString()).contains("pong");
            assertThat(admin.call("ACL", "SETUSER", "bob", "clearselectors")).isEqualTo("OK");
            assertThat(channel.isAtEnd()).isTrue();
            assertThat(shard.callList("PING").toString()).contains("pong");
            assertThat(admin.call("ACL", "SETUSER", "bob", "resetchannels")).isEqualTo("OK");
            assertThat(shard.isAtEnd()).isTrue();
            assertThat(nothing.call("PING")).isEqualTo("PONG");
        }
    }

    /** Who connected while there was a password, and went on without one when there was none, has not logged in. */
    @Test
    void whoHasNotLoggedInIsDisconnectedWhenThereIsAPasswordAgain(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory, "user default on " + HASH + " ~* &* +@all");
                RawClient admin = connect(server, "default");
                RawClient client = RawClient.connect(server.port())) {
            assertThat(client.call("SUBSCRIBE", "news")).asString().startsWith("-NOAUTH");
            assertThat(admin.call("ACL", "SETUSER", "default", "nopass")).isEqualTo("OK");
            assertThat(client.call("SUBSCRIBE", "news")).isEqualTo(List.of("subscribe", "news", 1L));
            assertThat(admin.call("ACL", "SETUSER", "default", "resetpass", HASH))
                    .isEqualTo("OK");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void whoTakesHisOwnChannelsAwayIsAnsweredFirst(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory);
                RawClient own = RawClient.connect(server.port());
                RawClient other = RawClient.connect(server.port())) {
            other.callList("SUBSCRIBE", "x");
            Files.writeString(directory.resolve("users.acl"), "user default on nopass ~* +@all\n");
            // With RESP3, who has subscribed may do all else.
            own.send(
                    RawClient.array("HELLO", "3") + RawClient.array("SUBSCRIBE", "x") + RawClient.array("ACL", "LOAD"));
            assertThat(own.read(100_000)).as("until the end").endsWith("+OK\r\n");
            assertThat(other.isAtEnd()).as("the default user's, too").isTrue();
        }
    }

    @Test
    void whatAPauseHasHeldBackIsNotDoneIfItIsNotAllowedAnyMore(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        try (RafkaServer server = start(rafka, directory, "user bob on " + HASH + " ~topics:* +@produce");
                RawClient admin = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob")) {
            assertThat(admin.call("CLIENT", "PAUSE", "600000", "WRITE")).isEqualTo("OK");
            bob.send(RawClient.array("PING") + RawClient.array("RPUSHX", "topics:" + topic, "x"));
            assertThat(bob.reply()).isEqualTo("PONG");
            assertThat(admin.call("ACL", "SETUSER", "bob", "resetkeys")).isEqualTo("OK");
            assertThat(admin.call("CLIENT", "UNPAUSE")).isEqualTo("OK");
            assertThat(bob.reply()).isEqualTo(NO_KEY);
            assertThat(admin.call("LLEN", "topics:" + topic)).isEqualTo(0L);
        }
    }

    @Test
    void anErrorInTheFileIsLoggedWithoutWhatMayBeAPassword(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.of("io.rafka");
                RafkaServer server = start(rafka, directory);
                RawClient admin = RawClient.connect(server.port())) {
            Files.writeString(directory.resolve("users.acl"), "user bob on s3cret (>s3cret ~x)\n");
            assertThat(admin.call("ACL", "LOAD"))
                    .asString()
                    .contains("users.acl:1: Error in applying operation '(redacted)': Syntax error. ")
                    .contains("'(>(redacted) ~x)'")
                    .doesNotContain("s3cret");
            assertThat(String.join("\n", log.lines()))
                    .contains("ACL LOAD failed")
                    .doesNotContain("s3cret");
        }
    }
}
