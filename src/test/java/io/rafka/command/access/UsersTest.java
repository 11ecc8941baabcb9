package io.rafka.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.testing.LogCapture;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("users.acl"), text);
    }

    private static Users users(Map<String, String> settings) throws RuleException {
        return Users.atStart(RafkaTester.serverConfig(settings), Tables.ROWS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAFileThereIsTheDefaultUser() throws RuleException {
        assertThat(users(Map.of()).all())
                .extracting(User::toString)
                .containsExactly("user default on nopass ~* &* +@all");
    }

    @Test
    void requirepassIsThePasswordOfTheDefaultUser() throws RuleException {
        Users users = users(Map.of("requirepass", "foobar"));
        assertThat(users.login("default", bytes("foobar"))).isSameAs(users.defaultUser());
        assertThat(users.login("default", bytes("foobaz"))).isNull();
        assertThat(users.login("nobody", bytes("foobar"))).isNull();
        assertThat(users.defaultUser().rights().isOpen()).isFalse();
    }

    @Test
    void readsTheFileOfRedis() throws Exception {
        Path file = file("\n  user alice on >foobar ~a %R~b +get (+set ~c)  \r\nuser bob off nopass\n");
        Users users = users(Map.of("aclfile", file.toString()));
        assertThat(users.all())
                .extracting(User::toString)
                .containsExactly(
                        "user alice on #c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2 ~a %R~b"
                                + " resetchannels -@all +get (~c resetchannels -@all +set)",
                        "user bob off nopass resetchannels -@all", "user default on nopass ~* &* +@all");
        assertThat(users.login("alice", bytes("foobar"))).isSameAs(users.find("alice"));
        assertThat(users.login("bob", bytes("any"))).as("is off").isNull();
    }

    @Test
    void theFilesDefaultUserWinsOverRequirepassAndThatIsLogged() throws Exception {
        Path file = file("user default on >foobar ~* &* +@all\n");
        try (LogCapture log = LogCapture.of("io.rafka.command.access")) {
            Users users = users(Map.of("aclfile", file.toString(), "requirepass", "other"));
            assertThat(users.login("default", bytes("other"))).isNull();
            assertThat(users.login("default", bytes("foobar"))).isNotNull();
            assertThat(log.lines())
                    .containsExactly("requirepass has no effect: the users are those of aclfile=" + file);
        }
    }

    @Test
    void allErrorsOfTheFileAreToldWithLineAndWord() throws Exception {
        Path file = file("user a +foo\nusr b on\n\nuser c (+get\nuser d <secret ~x\nuser a on\n");
        assertThatThrownBy(() -> users(Map.of("aclfile", file.toString())))
                .isInstanceOf(RuleException.class)
                .hasMessage(file + ":1: Error in applying operation '+foo': Unknown command or category name in ACL. "
                        + file + ":2 should start with user keyword followed by the username. "
                        + file + ":4: Unmatched parenthesis in acl selector starting at '(+get'. "
                        + file + ":5: Error in applying operation '<(redacted)': The password you are trying to remove"
                        + " from the user does not exist. "
                        + file + ":6: Duplicate user 'a' found.");
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        Path file = directory.resolve("none");
        assertThatThrownBy(() -> users(Map.of("aclfile", file.toString())))
                .hasMessage("Error loading ACLs, opening file '" + file + "': no such file");
    }

    @Test
    void newUsersHaveTheChannelsOfTheSetting() throws RuleException {
        Users users = users(Map.of("acl-pubsub-default", "allchannels"));
        users.set("a", List.of("+get"));
        assertThat(users.find("a")).hasToString("user a off &* -@all +get");
    }

    @Test
    void aChangeIsMadeAsAWholeOrNotAtAll() throws RuleException {
        Users users = users(Map.of());
        users.set("a", List.of("on", "+get"));
        User a = users.find("a");
        assertThatThrownBy(() -> users.set("a", List.of("+set", "foo")))
                .hasMessage("Error in ACL SETUSER modifier 'foo': Syntax error");
        assertThat(a).hasToString("user a on resetchannels -@all +get");
        users.set("a", List.of("+set"));
        assertThat(a).as("the same object").hasToString("user a on resetchannels -@all +get +set");
        for (String name : List.of("a b", "a\u0000", "")) {
            // Its line could not be read again.
            assertThatThrownBy(() -> users.set(name, List.of()))
                    .as(name)
                    .hasMessage("Usernames can't contain spaces or null characters");
        }
        assertThatThrownBy(() -> users.set("a".repeat(1_025), List.of())).hasMessageContaining("longer than 1024");
    }

    private static List<String> patterns(int count) {
        return IntStream.range(0, count).mapToObj("~topics:%d"::formatted).toList();
    }

    @Test
    void aUserHasABoundedNumberOfRules() throws Exception {
        String tooMany = "The rules of a user would take more than 262144 bytes";
        Users users = users(Map.of());
        users.set("a", patterns(2_000));
        User a = users.find("a");
        String before = String.valueOf(a);
        users.set("a", patterns(2_000));
        assertThat(a).as("the same once more").hasToString(before);
        for (String prefix : List.of("~t", "&c", ">p")) {
            List<String> more =
                    IntStream.range(0, 2_000).mapToObj(i -> prefix + i).toList();
            assertThatThrownBy(() -> users.set("a", more)).as(prefix).hasMessage(tooMany);
            assertThat(a).as(prefix).hasToString(before);
        }
        String selector = "(" + String.join(" ", patterns(3_000)) + ")";
        assertThatThrownBy(() -> users.set("b", List.of(selector))).hasMessage(tooMany);
        assertThatThrownBy(() -> users.set("b", List.of("~" + "x".repeat(300_000))))
                .hasMessage(tooMany);
        Path file = file("user a " + String.join(" ", patterns(3_000)) + "\n");
        assertThatThrownBy(() -> users(Map.of("aclfile", file.toString()))).hasMessage(file + ":1: " + tooMany);
    }

    /** Otherwise rafka would not start with what it has saved itself. */
    @Test
    void whatAUserMayHaveCanBeSavedAndRead() throws Exception {
        Path file = file("user a on nopass resetchannels -@all\n");
        Users users = users(Map.of("aclfile", file.toString()));
        int given = 0;
        try {
            while (given < 10_000) {
                users.set("a", List.of("~topics:team-" + given));
                given++;
            }
        } catch (RuleException e) {
            assertThat(e).hasMessageContaining("would take more than");
        }
        assertThat(given).isBetween(1_000, 9_999);
        String before = String.valueOf(users.find("a"));
        users.save();
        users.load();
        assertThat(users.find("a")).hasToString(before);
        users.set("a", List.of("off"));
        assertThat(users.find("a")).asString().startsWith("user a off ");
    }

    /** It counts what comes of the words, too: a hash is longer than a password. */
    @Test
    void aFileWithTooLargeRightsIsAnError() throws Exception {
        String passwords =
                IntStream.range(0, 2_000).mapToObj(i -> ">p" + i).collect(java.util.stream.Collectors.joining(" "));
        Path file = file("user a on " + passwords + "\n");
        assertThatThrownBy(() -> users(Map.of("aclfile", file.toString())))
                .hasMessageContaining("The rules of a user would take more than");
    }

    @Test
    void whatMayBeAPasswordInASelectorIsNotShownInErrorsOfAFile() throws Exception {
        for (String rules : List.of("(hunter2", "(+get hunter2)", "(~a +get", "hunter2", "(>hunter2 +get)")) {
            Path file = file("user a on " + rules + "\n");
            assertThatThrownBy(() -> users(Map.of("aclfile", file.toString())))
                    .as(rules)
                    .isInstanceOf(RuleException.class)
                    .message()
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void allUsersTogetherTakeAPartOfTheHeap() throws Exception {
        Users users = users(Map.of());
        List<String> rules = patterns(2_000);
        RuleException refused = null;
        long most = Runtime.getRuntime().maxMemory() / 16;
        // Each takes more than 200 kB.
        for (int i = 0; i <= most / 200_000 && refused == null; i++) {
            try {
                users.set("user" + i, rules);
            } catch (RuleException e) {
                refused = e;
            }
        }
        assertThat(refused).hasMessage("The rules of all users would take more than " + most + " bytes");
        users.set("user0", List.of("reset"));
        users.set("another", List.of("on"));
    }
}
