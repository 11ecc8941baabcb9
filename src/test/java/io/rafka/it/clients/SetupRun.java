package io.rafka.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import io.rafka.testing.RedisServer;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What becomes of a client that may not do what its library does when it connects: the same as with a Redis whose users
 * have the same rules.
 *
 * <p>Used by one thread.
 */
public final class SetupRun {
    /** From hardly anything to all that Redis says to be of connections. */
    private static final List<String> RULES = List.of(
            "-@all +ping", "-@all +ping +client|setname", "-@all +ping +client|setname +select +info", "+@connection");

    private static final List<String> LINES =
            List.of("producer CLIENT GETNAME", "consumer CLIENT GETNAME", "producer RPUSHX topics:none x");

    private static final Pattern REASON = Pattern.compile("no permissions to run [^,.:]*");

    private final RafkaTester tester;
    private final TestCertificates files;
    private final Client client;
    private final Path temporary;

    /**
     * Nothing is started yet.
     *
     * @param temporary an empty folder
     */
    public SetupRun(RafkaTester tester, TestCertificates files, Client client, Path temporary) {
        this.tester = tester;
        this.files = files;
        this.client = client;
        this.temporary = temporary;
    }

    /** Compares what the program says of both. */
    public void compare() throws Exception {
        int tlsPort = FreePorts.choose(1).get(0);
        try (RedisServer redis = RedisServer.start(
                        "--tls-port", String.valueOf(tlsPort),
                        "--tls-cert-file", files.broker().toString(),
                        "--tls-key-file", files.broker().toString(),
                        "--tls-ca-cert-file", files.ca().toString());
                RafkaServer rafka = tester.startAnother(
                        ClientTls.settings(files, FreePorts.choose(1).get(0)));
                RawClient redisAdmin = RawClient.connect(redis.port());
                RawClient rafkaAdmin = RawClient.connect(rafka.port());
                Program withRedis = program("redis", redis.port(), tlsPort);
                Program withRafka = program("rafka", rafka.port(), rafka.tlsPort())) {
            for (String rules : RULES) {
                give(redisAdmin, rules);
                give(rafkaAdmin, rules);
                if (isAlike("connect", withRedis, withRafka, rules)) {
                    for (String line : LINES) {
                        isAlike(line, withRedis, withRafka, rules);
                    }
                }
            }
        }
    }

    /** Fails if the two differ; whether it went well. */
    private static boolean isAlike(String line, Program withRedis, Program withRafka, String rules) throws IOException {
        String answer = withRafka.ask(line);
        assertThat(outcome(answer))
                .as(() -> line + ", where the rules are: " + rules + withRedis.said() + withRafka.said())
                .isEqualTo(outcome(withRedis.ask(line)));
        return answer.startsWith("ok");
    }

    private Program program(String server, int port, int tlsPort) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(server));
        return SecureCopy.of(client, files, folder, client.tls() == Client.Tls.NONE ? port : tlsPort, "group")
                .start();
    }

    private static void give(RawClient admin, String rules) {
        for (String user : List.of("alice", "bob")) {
            String command = "ACL SETUSER " + user + " reset on >" + user + "-secret ~* &* " + rules;
            assertThat(admin.call(command.split(" ", -1))).isEqualTo("OK");
        }
    }

    /** Whether it went well, and what was refused; without addresses and the like. */
    private static Map<Boolean, List<String>> outcome(String answer) {
        return Map.of(
                answer.startsWith("ok"),
                REASON.matcher(answer)
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList());
    }
}
