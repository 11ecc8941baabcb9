package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A client's program for TLS and users, with a gateway that lets in none but users of its aclfile, and over TLS none
 * without a certificate. The README.md of src/test/clients says what the program answers.
 *
 * <p>Used by one thread.
 */
public final class SecureRun implements AutoCloseable {
    private static final Duration RECONNECT = Duration.ofSeconds(30);
    private static final Pattern ID = Pattern.compile("^id=(\\d+) .* user=(?:alice|bob)( .*)?$", Pattern.MULTILINE);

    private final Client client;
    private final TestCertificates files;
    private final SecureCopy copy;
    private final String topic;
    private final String other;
    private final String group = RafkaTester.unique("group");
    private final RafkaServer server;
    private final RawClient admin;
    private final Program program;

    /**
     * Starts both.
     *
     * @param temporary an empty folder
     */
    public SecureRun(RafkaTester tester, TestCertificates files, Client client, Path temporary) throws Exception {
        this.client = client;
        this.files = files;
        topic = tester.createTopic(client.name(), 1);
        other = tester.createTopic("other", 1);
        Path users = Files.write(
                temporary.resolve("users.acl"),
                List.of(
                        "user default off",
                        "user admin on >admin-secret ~* &* +@all",
                        "user alice on >alice-secret %W~topics:" + topic + " +@produce -@admin",
                        "user bob on >bob-secret %R~topics:" + topic + " %R~groups:" + group + " +@consume -@admin"));
        server = tester.startAnother(settings(users));
        admin = RawClient.connect(server.port());
        assertThat(admin.call("AUTH", "admin", "admin-secret")).isEqualTo("OK");
        int port = client.tls() == Client.Tls.NONE ? server.port() : server.tlsPort();
        copy = SecureCopy.of(client, files, temporary, port, group);
        program = copy.start();
    }

    private Map<String, String> settings(Path users) {
        Map<String, String> settings =
                new HashMap<>(ClientTls.settings(files, FreePorts.choose(1).get(0)));
        settings.putAll(Map.of(
                "aclfile", users.toString(),
                "tls-auth-clients", "yes",
                "tls-ca-cert-file", files.ca().toString()));
        return settings;
    }

    private void present(Path certificate) {
        String file = certificate.toString();
        assertThat(admin.call("CONFIG", "SET", "tls-cert-file", file, "tls-key-file", file))
                .isEqualTo("OK");
    }

    private void connect() throws IOException {
        expect("connect", "ok");
    }

    private void expect(String line, String answer) throws IOException {
        assertThat(program.ask(line)).as("%s%s", line, program.said()).isEqualTo(answer);
    }

    private void expectRefusal(String line) throws IOException {
        assertThat(program.ask(line)).as(line).startsWith("error ").containsIgnoringCase("no permissions");
    }

    /** Each does what its rules allow, and is refused anything else. */
    public void producesAndConsumes() throws IOException {
        connect();
        passOn(0);
        expectRefusal("producer CONFIG GET port");
        expectRefusal("producer RPUSHX topics:" + other + " stolen");
        expectRefusal("producer BLPOP topics:" + topic + " 1");
        expectRefusal("consumer RPUSHX topics:" + topic + " forged");
        expectRefusal("consumer BLPOP topics:" + other + " 1");
        expectRefusal("consumer CONFIG GET port");
        passOn(1);
        assertThat(admin.call("LLEN", "topics:" + other))
                .as("records of another's topic")
                .isEqualTo(0L);
    }

    private void passOn(int offset) throws IOException {
        expect("producer RPUSHX topics:" + topic + " message-" + offset, "ok 1");
        expect("producer DUMP 10000", "ok 0");
        expect("consumer CLIENT GETNAME", "ok " + group + ":worker-1");
        expect(
                "consumer BLPOP topics:" + topic + " 20",
                "ok topic " + topic + " partition 0 offset " + offset + " value message-" + offset);
        expect("consumer RPUSH acks " + topic + ":0:" + offset, "ok 1");
    }

    /**
     * Who is connected stays it when there is a new certificate, and who is closed when idle connects again with it.
     */
    public void connectsAgain() throws IOException {
        present(files.revokedBroker());
        passOn(2);
        List<String> before = connections();
        assertThat(before).isNotEmpty();
        assertThat(admin.call("CONFIG", "SET", "timeout", "2")).isEqualTo("OK");
        await().atMost(RECONNECT).until(() -> connections().stream().noneMatch(before::contains));
        assertThat(admin.call("CONFIG", "SET", "timeout", "0")).isEqualTo("OK");
        awaitAnswer("producer");
        if (!awaitAnswer("consumer").equals("ok " + group + ":worker-1")) {
            expect("consumer CLIENT SETNAME " + group + ":worker-1", "ok OK");
        }
        passOn(3);
        present(files.broker());
    }

    private List<String> connections() {
        return ID.matcher(String.valueOf(admin.call("CLIENT", "LIST")))
                .results()
                .map((MatchResult result) -> Objects.requireNonNull(result.group(1)))
                .toList();
    }

    /** Commands fail while the library finds out; it logs in by itself. */
    private String awaitAnswer(String who) {
        return await().atMost(RECONNECT)
                .until(
                        () -> {
                            String answer = program.ask(who + " CLIENT GETNAME");
                            assertThat(answer)
                                    .doesNotContainIgnoringCase("noauth")
                                    .doesNotContainIgnoringCase("no permissions");
                            return answer;
                        },
                        answer -> answer.startsWith("ok"));
    }

    /** Neither talks to a server that it does not know, nor is let in where it is not known, and says why. */
    public void isNotDeceived() throws IOException, GeneralSecurityException {
        if (client.tls() != Client.Tls.NONE) {
            present(files.wrongHostBroker());
            if (client.tls() == Client.Tls.HOST) {
                expectError("(?i).*(certific|match|hostname verification).*");
            } else {
                connect();
            }
            present(files.broker());
            copy.show(files.otherCa(), files.client());
            expectError("(?i).*certific.*");
            copy.show(files.ca(), files.strangeClient());
            expectError(".*");
            copy.show(files.ca(), files.client());
            connect();
        }
        assertThat(admin.call("ACL", "SETUSER", "alice", "resetpass", ">another"))
                .isEqualTo("OK");
        expectError(".*WRONGPASS.*");
        assertThat(admin.call("ACL", "SETUSER", "alice", ">alice-secret")).isEqualTo("OK");
        connect();
        passOn(4);
    }

    private void expectError(String pattern) throws IOException {
        assertThat(program.ask("connect")).as(program.said()).matches("error " + pattern);
    }

    /** Ends both. */
    @Override
    public void close() {
        program.close();
        admin.close();
        server.close();
    }
}
