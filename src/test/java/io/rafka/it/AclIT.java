package io.rafka.it;

import static io.rafka.it.AclTester.HASH;
import static io.rafka.it.AclTester.NO_CHANNEL;
import static io.rafka.it.AclTester.NO_KEY;
import static io.rafka.it.AclTester.connect;
import static io.rafka.it.AclTester.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What users of an {@code aclfile} may do, and what they may not. */
@ExtendWith(RafkaExtension.class)
class AclIT {
    private static final String NO_AUTH = "-NOAUTH Authentication required.";

    @TempDir
    private Path directory;

    @Test
    void aProducerProducesToItsTopicsAndDoesNothingElse(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String other = rafka.createTopic("payments", 1);
        try (RafkaServer server =
                        start(rafka, directory, "user alice on " + HASH + " ~topics:orders* +@produce -@admin");
                RawClient alice = connect(server, "alice")) {
            assertThat(alice.call("RPUSHX", "topics:" + topic, "a")).isEqualTo(1L);
            assertThat(alice.call("RPUSHX", "topic:" + topic, "b")).isEqualTo(1L);
            assertThat(alice.call("RPUSHX", "topics:" + topic + ":user:42", "c"))
                    .as("a record key is no part of the name")
                    .isEqualTo(1L);
            assertThat(alice.call("DUMP", "15000")).isEqualTo(0L);
            assertThat(alice.call("RPUSHX", "topics:" + other, "x")).isEqualTo(NO_KEY);
            assertThat(alice.call("RPUSHX", "topics:" + other + ":orders", "x")).isEqualTo(NO_KEY);
            assertThat(alice.call("RPUSHX", "topic:" + other, "x")).isEqualTo(NO_KEY);
            assertThat(alice.call("RPUSHX", "topics:" + topic))
                    .as("what is wrong is still told")
                    .isEqualTo("-PROD RPUSHX accepts 2 arguments, got 1");
            assertThat(alice.call("BLPOP", "topics:" + topic, "1"))
                    .isEqualTo("-NOPERM User alice has no permissions to run the 'blpop' command");
            assertThat(alice.call("CLIENT", "LIST"))
                    .isEqualTo("-NOPERM User alice has no permissions to run the 'client|list' command");
            assertThat(alice.call("MONITOR")).asString().startsWith("-NOPERM ");
            assertThat(alice.call("LLEN", "topics:" + topic)).asString().startsWith("-NOPERM ");
            assertThat(alice.call("NOSUCH")).asString().startsWith("-ERR unknown command");
            try (RawClient all = RawClient.connect(server.port())) {
                assertThat(all.call("LLEN", "topics:" + other))
                        .as("nothing of it was executed")
                        .isEqualTo(0L);
                assertThat(all.call("LLEN", "topics:" + topic)).isEqualTo(3L);
            }
        }
    }

    @Test
    void aConsumerConsumesItsTopicsInItsGroups(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String other = rafka.createTopic("payments", 1);
        String group = RafkaTester.unique("billing");
        try (RafkaServer server = start(
                        rafka,
                        directory,
                        "user bob on " + HASH + " %R~topics:orders* %R~groups:billing* +@consume -@admin");
                RawClient all = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob")) {
            assertThat(all.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            assertThat(bob.call("CLIENT", "SETNAME", "a-label")).isEqualTo("OK");
            assertThat(bob.call("CLIENT", "SETNAME", group + ":bob")).isEqualTo("OK");
            assertThat(bob.call("BLPOP", "topics:" + other, "1")).isEqualTo(NO_KEY);
            assertThat(bob.call("BLPOP", "topics:" + topic + "," + other, "1")).isEqualTo(NO_KEY);
            assertThat(bob.call("BLPOP", "topics:" + topic, "topics:" + other, "1"))
                    .isEqualTo(NO_KEY);
            assertThat(bob.call("BLPOP", "topics:^orders.*", "1")).isEqualTo(NO_KEY);
            assertThat(bob.callList("BLPOP", "topics:" + topic + ":{\"auto.offset.reset\":\"earliest\"}", "15"))
                    .asString()
                    .contains("hello");
            assertThat(bob.call("RPUSH", "acks", other + ":0:0")).isEqualTo(NO_KEY);
            assertThat(bob.call("RPUSH", "acks", topic + ":0:0", other + ":0:0"))
                    .isEqualTo(NO_KEY);
            assertThat(bob.call("RPUSH", "acks", topic + ":0:0")).isEqualTo(1L);
            assertThat(bob.call("RPUSH", "x", topic + ":0:0")).isEqualTo("-CONS You can only RPUSH to the 'acks' key");
            assertThat(bob.call("BLPOP", "nonsense", "1")).isEqualTo("-CONS Cannot parse topics from `nonsense`");
            assertThat(bob.call("RPUSHX", "topics:" + topic, "x"))
                    .isEqualTo("-NOPERM User bob has no permissions to run the 'rpushx' command");
        }
    }

    @Test
    void namesOfAForeignGroupCannotBeTakenNorGuessed(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String taken = RafkaTester.unique("theirs") + ":worker-1";
        try (RafkaServer server = start(
                        rafka,
                        directory,
                        "user bob on " + HASH + " ~topics:* ~groups:billing* +@consume -@admin",
                        "user eve on " + HASH + " ~topics:* +@consume");
                RawClient theirs = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob")) {
            assertThat(theirs.call("CLIENT", "SETNAME", taken)).isEqualTo("OK");
            assertThat(bob.call("CLIENT", "SETNAME", taken))
                    .as("the same as for one that is free")
                    .isEqualTo(NO_KEY);
            assertThat(bob.call("CLIENT", "SETNAME", taken + "2")).isEqualTo(NO_KEY);
            assertThat(bob.call("HELLO", "2", "SETNAME", taken)).isEqualTo(NO_KEY);
            try (RawClient stranger = RawClient.connect(server.port())) {
                assertThat(stranger.call("HELLO", "2", "AUTH", "bob", "foobar", "SETNAME", taken + "2"))
                        .isEqualTo(NO_KEY);
                assertThat(stranger.callList("HELLO", "2", "SETNAME", "billing:x"))
                        .as("logged in all the same")
                        .asString()
                        .contains("redis");
            }
            String mine = RafkaTester.unique("billing") + ":bob";
            assertThat(bob.call("CLIENT", "SETNAME", mine)).isEqualTo("OK");
            assertThat(bob.call("AUTH", "eve", "foobar")).isEqualTo("OK");
            assertThat(bob.call("BLPOP", "topics:" + topic, "1"))
                    .as("the name is of a group that is not of the new user")
                    .isEqualTo(NO_KEY);
        }
    }

    @Test
    void aRegularExpressionNeedsARuleForAllTopics(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String group = RafkaTester.unique("billing");
        try (RafkaServer server = start(
                        rafka,
                        directory,
                        "user bob on " + HASH + " %R~topics:* ~groups:* +@consume",
                        "user eve on " + HASH + " ~topics:^* ~topics:o* ~groups:* +@consume");
                RawClient all = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob");
                RawClient eve = connect(server, "eve")) {
            assertThat(all.call("RPUSHX", "topics:" + topic, "hello")).isEqualTo(1L);
            assertThat(eve.call("CLIENT", "SETNAME", group + "e:eve")).isEqualTo("OK");
            assertThat(eve.call("BLPOP", "topics:^" + topic, "1")).isEqualTo(NO_KEY);
            assertThat(bob.call("CLIENT", "SETNAME", group + ":bob")).isEqualTo("OK");
            assertThat(bob.callList("BLPOP", "topics:^" + topic, "15"))
                    .asString()
                    .contains("hello");
        }
    }

    @Test
    void keysAreGuardedByWhatIsDoneWithThem(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        String other = rafka.createTopic("payments", 1);
        try (RafkaServer server = start(
                        rafka, directory, "user ann on " + HASH + " %R~topics:orders* %W~topics:pay* %R~stats +@all");
                RawClient ann = connect(server, "ann")) {
            assertThat(ann.call("LLEN", "topics:" + topic)).isEqualTo(0L);
            assertThat(ann.call("LLEN", "topics:" + other)).as("only asks").isEqualTo(0L);
            assertThat(ann.call("LLEN", "topics:x")).isEqualTo(NO_KEY);
            assertThat(ann.call("EXISTS", "topics:" + topic, "topics:" + other)).isEqualTo(2L);
            assertThat(ann.call("EXISTS", "topics:" + topic, "topics:x")).isEqualTo(NO_KEY);
            assertThat(ann.call("DEL", "topics:" + topic)).isEqualTo(NO_KEY);
            assertThat(ann.call("DEL", "topics:" + other)).asString().startsWith("-ERR topics are not deleted here");
            assertThat(ann.call("DEL", "stats")).isEqualTo(NO_KEY);
            assertThat(ann.call("DEL", "STATS")).as("the same key").isEqualTo(NO_KEY);
            assertThat(ann.callList("HGETALL", "Stats")).isNotEmpty();
            assertThat(ann.callList("KEYS", "topics:" + other))
                    .as("not filtered")
                    .hasSize(1);
            assertThat(ann.call("SUBSCRIBE", "x")).isEqualTo(NO_CHANNEL);
        }
    }

    @Test
    void channelsAreGuardedByTheirOwnPatterns(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory, "user ann on " + HASH + " &news.* +@pubsub");
                RawClient ann = connect(server, "ann")) {
            assertThat(ann.callList("SUBSCRIBE", "news.a")).asString().contains("news.a");
            assertThat(ann.call("SUBSCRIBE", "news.b", "x")).isEqualTo(NO_CHANNEL);
            assertThat(ann.call("SSUBSCRIBE", "x")).isEqualTo(NO_CHANNEL);
            assertThat(ann.call("PSUBSCRIBE", "news.a*")).as("to the letter").isEqualTo(NO_CHANNEL);
            assertThat(ann.callList("PSUBSCRIBE", "news.*")).asString().contains("news.*");
            assertThat(ann.callList("UNSUBSCRIBE", "x")).asString().contains("x");
        }
    }

    @Test
    void nothingIsDoneForWhoHasNotLoggedIn(RafkaTester rafka) throws Exception {
        String topic = rafka.createTopic("orders", 1);
        try (RafkaServer server =
                        start(rafka, directory, "user default off ~* &* +@all", "user bob on " + HASH + " ~* +@all");
                RawClient stranger = RawClient.connect(server.port())) {
            for (String command : List.of(
                    "PING",
                    "RPUSHX topics:" + topic + " x",
                    "BLPOP topics:" + topic + " 1",
                    "CLIENT SETNAME g:x",
                    "CLIENT ID",
                    "COMMAND",
                    "INFO",
                    "MONITOR",
                    "KEYS *",
                    "SUBSCRIBE x")) {
                assertThat(stranger.call(command.split(" ", -1))).as(command).isEqualTo(NO_AUTH);
            }
            assertThat(stranger.call("HELLO", "3")).asString().startsWith("-NOAUTH HELLO must be called");
            assertThat(stranger.call("HELLO", "2", "SETNAME", "g:x")).asString().startsWith("-NOAUTH HELLO");
            for (String user : List.of("default", "nobody", "bob")) {
                assertThat(stranger.call("AUTH", user, "wrong"))
                        .as(user)
                        .isEqualTo("-WRONGPASS invalid username-password pair or user is disabled.");
            }
            assertThat(stranger.call("PING")).isEqualTo(NO_AUTH);
            assertThat(stranger.call("AUTH", "bob", "foobar")).isEqualTo("OK");
            assertThat(stranger.call("AUTH", "nobody", "foobar")).asString().startsWith("-WRONGPASS");
            assertThat(stranger.call("PING")).as("is still bob").isEqualTo("PONG");
            assertThat(stranger.call("RESET")).isEqualTo("RESET");
            assertThat(stranger.call("PING")).isEqualTo(NO_AUTH);
        }
    }

    @Test
    void connectionsAreShownAndEndedByTheirUser(RafkaTester rafka) throws Exception {
        try (RafkaServer server = start(rafka, directory, "user bob on " + HASH + " +client");
                RawClient admin = RawClient.connect(server.port());
                RawClient bob = connect(server, "bob")) {
            assertThat(admin.call("CLIENT", "INFO")).asString().contains(" user=default ");
            assertThat(bob.call("CLIENT", "INFO")).asString().contains(" user=bob ");
            assertThat(admin.call("CLIENT", "KILL", "USER", "nobody")).isEqualTo("-ERR No such user 'nobody'");
            assertThat(admin.call("CLIENT", "KILL", "USER", "bob")).isEqualTo(1L);
            assertThat(bob.isAtEnd()).isTrue();
            assertThat(admin.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void withAnErrorInTheFileRafkaDoesNotStart(RafkaTester rafka) throws Exception {
        assertThatThrownBy(() -> start(rafka, directory, "user bob on +nosuch"))
                .isInstanceOf(StartException.class)
                .hasMessage("aclfile: " + directory.resolve("users.acl")
                        + ":1: Error in applying operation '+nosuch': Unknown command or category name in ACL.");
    }

    @Test
    void whatAUserMightDoIsToldByTheSameGuards(RafkaTester rafka) throws Exception {
        try (RafkaServer server =
                        start(rafka, directory, "user bob on " + HASH + " ~topics:a ~groups:g +@consume +@produce");
                RawClient admin = RawClient.connect(server.port())) {
            assertThat(admin.call("ACL", "DRYRUN", "bob", "rpushx", "topics:a:key", "x"))
                    .isEqualTo("OK");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "rpushx", "topics:b:a", "x"))
                    .isEqualTo("User bob has no permissions to access the 'topics:b' key");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "blpop", "topics:a,b", "1"))
                    .isEqualTo("User bob has no permissions to access the 'topics:b' key");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "blpop", "topics:^a", "1"))
                    .isEqualTo("User bob has no permissions to access the 'topics:^a' key");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "client", "setname", "h:x"))
                    .isEqualTo("User bob has no permissions to access the 'groups:h' key");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "client", "setname", "g:x"))
                    .isEqualTo("OK");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "config", "get", "x"))
                    .isEqualTo("User bob has no permissions to run the 'config|get' command");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "blpop", "x", "1"))
                    .isEqualTo("-CONS Cannot parse topics from `x`");
            assertThat(admin.call("CLIENT", "GETNAME"))
                    .as("nothing is executed")
                    .isNull();
        }
    }

    @Test
    void rulesAreShownToNobody(RafkaTester rafka) throws Exception {
        try (LogCapture log = LogCapture.of("io.rafka");
                RafkaServer server = rafka.startAnother(Map.of("slowlog-log-slower-than", "0"));
                RawClient monitor = RawClient.connect(server.port());
                RawClient admin = RawClient.connect(server.port())) {
            assertThat(monitor.call("MONITOR")).isEqualTo("OK");
            assertThat(admin.call("ACL", "SETUSER", "bob", "on", ">s3cret", "+auth"))
                    .isEqualTo("OK");
            assertThat(admin.call("ACL", "SETUSER", "bob", "<s3cret2"))
                    .asString()
                    .doesNotContain("s3cret");
            assertThat(admin.call("ACL", "SETUSER", "bob", "s3cret3"))
                    .as("the > is forgotten; only who has sent it sees it again, as in Redis")
                    .isEqualTo("-ERR Error in ACL SETUSER modifier 's3cret3': Syntax error");
            assertThat(admin.call("ACL", "DRYRUN", "bob", "AUTH", "bob", "s3cret"))
                    .isEqualTo("OK");
            assertThat(admin.call("AUTH", "bob", "s3cret")).isEqualTo("OK");
            assertThat(admin.call("AUTH", "default", "s3cret")).isEqualTo("OK");
            assertThat(admin.call("ECHO", "end")).isEqualTo("end");
            StringBuilder seen = new StringBuilder();
            while (!seen.toString().contains("\"end\"")) {
                seen.append(monitor.readLine());
            }
            assertThat(seen.toString())
                    .contains("\"ACL\" \"SETUSER\" \"(redacted)\" \"(redacted)\" \"(redacted)\" \"(redacted)\"")
                    .doesNotContain("s3cret");
            assertThat(admin.callList("SLOWLOG", "GET", "-1").toString()).doesNotContain("s3cret");
            assertThat(admin.callList("ACL", "LOG").toString()).doesNotContain("s3cret");
            assertThat(String.join("\n", log.lines())).contains("user=\"bob\"").doesNotContain("s3cret");
        }
    }
}
