package io.rafka.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.compat.Script.Line;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.RedisServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a client sees of rafka is what it would see of a Redis, but for the differences that are written down. */
class CompatIT {
    private static final List<Integer> PROTOCOLS = List.of(2, 3);

    private static @Nullable RedisServer redis;
    /** With a broker of its own, because the scripts begin without topics. */
    private static @Nullable RafkaTester rafka;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        RedisServer.assumeThere();
        redis = RedisServer.start();
        rafka = RafkaTester.start();
    }

    @AfterAll
    static void end() {
        if (redis != null) {
            redis.close();
        }
        if (rafka != null) {
            rafka.close();
        }
    }

    private static Conversation withRedis(int protocol) {
        return new Conversation(Objects.requireNonNull(redis).port(), protocol);
    }

    private static Conversation withRafka(int protocol) {
        return new Conversation(Objects.requireNonNull(rafka).port(), protocol);
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(CompatIT.class.getResource("/compat/" + name), name)
                .toURI());
    }

    @TestFactory
    List<DynamicContainer> repliesAreAlike() throws IOException, URISyntaxException {
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(resource(""))) {
            for (Path file : scripts.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                List<DynamicTest> tests = new ArrayList<>();
                for (Script script : Script.read(file)) {
                    for (int protocol : PROTOCOLS) {
                        String name = script.name() + " [RESP" + protocol + "]";
                        tests.add(DynamicTest.dynamicTest(name, () -> play(script, protocol)));
                    }
                }
                files.add(DynamicContainer.dynamicContainer(file.getFileName().toString(), tests));
            }
        }
        return files;
    }

    private static void play(Script script, int protocol) {
        SoftAssertions softly = new SoftAssertions();
        try (Conversation theirs = withRedis(protocol);
                Conversation ours = withRafka(protocol)) {
            for (Line line : script.lines()) {
                String expected = line.comparison().shown(theirs.ask(line.connection(), line.commands()));
                String actual = line.comparison().shown(ours.ask(line.connection(), line.commands()));
                String where = "line " + line.number() + ", " + line.commands();
                if (line.differs(protocol)) {
                    softly.assertThat(actual)
                            .as("%s: not different any more", where)
                            .isNotEqualTo(expected);
                } else {
                    softly.assertThat(actual).as(where).isEqualTo(expected);
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void clientsAreDescribedAlike() {
        SoftAssertions softly = new SoftAssertions();
        for (int protocol : PROTOCOLS) {
            try (Conversation theirs = withRedis(protocol);
                    Conversation ours = withRafka(protocol)) {
                ClientLines.compare(theirs, ours, softly);
            }
        }
        softly.assertAll();
    }

    @Test
    void commandsThatWaitEndAlike() {
        for (int protocol : PROTOCOLS) {
            for (String reason : List.of("", " TIMEOUT", " ERROR")) {
                try (Conversation theirs = withRedis(protocol);
                        Conversation ours = withRafka(protocol)) {
                    assertThat(unblocked(ours, reason)).as("UNBLOCK%s", reason).isEqualTo(unblocked(theirs, reason));
                }
            }
        }
    }

    /** The replies to a WAIT for more servers than there are, and to the command behind it. */
    private static List<String> unblocked(Conversation server, String reason) {
        server.begin(2, "WAIT 1000 0");
        await().until(() -> server.ask("CLIENT UNBLOCK {id2}" + reason).exact().equals(":1"));
        return server.ask(2, List.of("PING")).stream().map(Reply::masked).toList();
    }

    @Test
    void sectionsOfInfoAreAlike() throws IOException, URISyntaxException {
        SoftAssertions softly = new SoftAssertions();
        try (Conversation theirs = withRedis(2);
                Conversation ours = withRafka(2)) {
            InfoText.compare(theirs, ours, new Differences(resource("info.tsv")), softly);
        }
        softly.assertAll();
    }

    @Test
    void wrongNumbersOfArgumentsAreRefusedAlike() {
        SoftAssertions softly = new SoftAssertions();
        try (Conversation theirs = withRedis(2);
                Conversation ours = withRafka(2)) {
            CommandRows.compareRefusals(theirs, ours, softly);
        }
        softly.assertAll();
    }

    @Test
    void rowsOfTheCommandTableAreThoseOfRedis() throws IOException, URISyntaxException {
        SoftAssertions softly = new SoftAssertions();
        try (Conversation theirs = withRedis(2);
                Conversation ours = withRafka(2)) {
            CommandRows.compare(theirs, ours, new Differences(resource("rows.tsv")), softly);
        }
        softly.assertAll();
    }
}
