package io.rafka.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Gateways with users, all of whom have the same password, for several tests. */
final class AclTester {
    static final String NO_KEY = "-NOPERM No permissions to access a key";
    static final String NO_CHANNEL = "-NOPERM No permissions to access a channel";
    /** Of the password "foobar". */
    static final String HASH = "#c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2";

    private AclTester() {}

    /** Starts one more gateway with these users, lines of a file in the folder; the caller closes it. */
    static RafkaServer start(RafkaTester rafka, Path directory, String... users) throws IOException, StartException {
        Path file = Files.write(directory.resolve("users.acl"), List.of(users));
        return rafka.startAnother(Map.of("aclfile", file.toString()));
    }

    /** Logged in as this user. */
    static RawClient connect(RafkaServer server, String user) {
        RawClient client = RawClient.connect(server.port());
        assertThat(client.call("AUTH", user, "foobar")).isEqualTo("OK");
        return client;
    }
}
