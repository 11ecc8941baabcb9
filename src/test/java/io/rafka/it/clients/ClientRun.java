package io.rafka.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rafka.RafkaServer;
import io.rafka.StartException;
import io.rafka.testing.FreePorts;
import io.rafka.testing.RafkaTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the programs of clients, each with a topic and a group of its own, and looks at Kafka afterwards. */
public final class ClientRun {
    private static final int PARTITIONS = 4;

    private final RafkaTester tester;
    private final Path temporary;

    /**
     * All clients share the broker.
     *
     * @param temporary an empty folder
     */
    public ClientRun(RafkaTester tester, Path temporary) {
        this.tester = tester;
        this.temporary = temporary;
    }

    /** Whether the client is there. */
    public boolean probe(Client client) throws IOException, InterruptedException {
        try (Program program = start(client, client.folder(), client.property("probe"), List.of(), () -> {})) {
            return program.succeeds();
        }
    }

    /** Runs the matrix program. */
    public Transcript matrix(Client client, String protocol) throws Exception {
        String topic = tester.createTopic(client.name(), PARTITIONS);
        String group = RafkaTester.unique("group");
        List<String> lines;
        Gateway gateway = new Gateway(tester);
        // The program ends first, or the end of the server would wait for it.
        try (gateway;
                Program program = start(
                        client,
                        client.folder(),
                        client.property("matrix"),
                        List.of("127.0.0.1", gateway.port(), protocol, topic, group),
                        gateway::restart)) {
            lines = program.awaitSuccess();
            TopicContents contents = TopicContents.read(tester, topic);
            contents.checkThoseOfTheMatrix();
            contents.awaitCommitted(group);
        }
        return Transcript.of(lines, protocol);
    }

    /** Runs a copy of the example, in which the port and the names are those of a test; what it printed. */
    public String example(Client client) throws Exception {
        String topic = tester.createTopic(client.name(), PARTITIONS);
        String group = RafkaTester.unique("group");
        Path copy = FolderCopy.of(client, client.source(), Files.createDirectory(temporary.resolve(topic)));
        Path source = copy.resolve(client.source());
        String text = Files.readString(source);
        assertThat(text).as("example of %s", client).contains("localhost", "6380", "greetings", "myapp");
        Files.writeString(
                source,
                text.replace("6380", String.valueOf(tester.port()))
                        .replace("greetings", topic)
                        .replace("myapp", group));
        try (Program program = start(client, copy, client.property("example"), List.of(), () -> {})) {
            String output = String.join("\n", program.awaitSuccess());
            TopicContents contents = TopicContents.read(tester, topic);
            assertThat(contents.values())
                    .as("messages of %s", client)
                    .isNotEmpty()
                    .allSatisfy(value -> assertThat(output).contains(new String(value, UTF_8)));
            contents.awaitCommitted(group);
            return output;
        }
    }

    private Program start(Client client, Path folder, String command, List<String> arguments, Program.Restart restart)
            throws IOException {
        Path errors = Files.createTempFile(temporary, client.name(), ".err");
        return Program.start(folder, errors, command, arguments, restart);
    }

    /** A gateway that keeps its port when it is stopped and started. */
    private static final class Gateway implements AutoCloseable {
        private final RafkaTester tester;
        private final Map<String, String> settings;
        private RafkaServer server;

        Gateway(RafkaTester tester) throws StartException {
            this.tester = tester;
            settings = Map.of("port", String.valueOf(FreePorts.choose(1).get(0)));
            server = tester.startAnother(settings);
        }

        String port() {
            return String.valueOf(server.port());
        }

        synchronized void restart() throws StartException {
            server.close();
            server = tester.startAnother(settings);
        }

        @Override
        public synchronized void close() {
            server.close();
        }
    }
}
