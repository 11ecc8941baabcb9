package io.rafka.protocol;

import io.rafka.protocol.ScriptRun.Wire;
import io.rafka.testing.RafkaExtension;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plays every script of the wire contract, in every way that bytes can come. */
@ExtendWith(RafkaExtension.class)
class ProtocolIT {
    @TestFactory
    List<DynamicContainer> everyScriptHoldsHoweverItIsSent(RafkaTester rafka) throws IOException, URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(getClass().getResource("/protocol")).toURI());
        List<DynamicContainer> files = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(folder)) {
            for (Path file : scripts.filter(path -> path.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                List<DynamicTest> tests = new ArrayList<>();
                for (Script script : Script.read(file)) {
                    for (Wire wire : Wire.values()) {
                        tests.add(DynamicTest.dynamicTest(script.name() + " [" + wire + "]", () -> {
                            try (ScriptRun run = new ScriptRun(rafka, wire)) {
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
