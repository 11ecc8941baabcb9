package io.rafka.protocol;

import io.rafka.RafkaServer;
import io.rafka.protocol.ScriptRun.Wire;
import io.rafka.testing.Door;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import io.rafka.testing.secure.ClientTls;
import io.rafka.testing.secure.TestCertificates;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plays every script of the wire contract, in every way that bytes can come. */
@ExtendWith(RafkaExtension.class)
class ProtocolIT {
    @TempDir
    private static Path directory;

    private static @Nullable RafkaServer secure;

    @AfterAll
    static void stop() {
        if (secure != null) {
            secure.close();
        }
    }

    @TestFactory
    List<DynamicContainer> everyScriptHoldsHoweverItIsSent(RafkaTester rafka) throws IOException, URISyntaxException {
        return scripts(rafka, new Door(rafka.port(), null), Wire.values());
    }

    @TestFactory
    List<DynamicContainer> everyScriptHoldsOverTls(RafkaTester rafka) throws Exception {
        TestCertificates files = TestCertificates.create(directory.resolve("tls"));
        RafkaServer server =
                rafka.startAnother(ClientTls.settings(files, FreePorts.choose(1).get(0)));
        secure = server;
        Door door = new Door(server.tlsPort(), ClientTls.trusting(files));
        return scripts(rafka, door, Wire.ARRAYS, Wire.PIPELINED);
    }

    private List<DynamicContainer> scripts(RafkaTester rafka, Door door, Wire... wires)
            throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(getClass().getResource("/protocol")).toURI());
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(folder)) {
            for (Path file : scripts.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                List<DynamicTest> tests = new ArrayList<>();
                for (Script script : Script.read(file)) {
                    for (Wire wire : wires) {
                        tests.add(DynamicTest.dynamicTest(script.name() + " [" + wire + "]", () -> {
                            try (ScriptRun run = new ScriptRun(rafka, door, wire)) {
                                run.play(script);
                            }
                        }));
                    }
                }
                files.add(DynamicContainer.dynamicContainer(file.getFileName().toString(), tests));
            }
        }
        return files;
    }
}
