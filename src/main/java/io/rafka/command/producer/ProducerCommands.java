package io.rafka.command.producer;

import io.rafka.command.CommandSpec;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.producer.TopicResolver;
import java.util.List;

/** The rows of this group. */
public final class ProducerCommands {
    private static final String GROUP = "list";

    private ProducerCommands() {}

    /** All commands that produce. */
    public static List<CommandSpec> of(SharedProducer producer, TopicResolver resolver) {
        // Both count their arguments themselves, because their errors are not Redis'.
        return List.of(
                CommandSpec.of(
                                "rpushx",
                                -1,
                                GROUP,
                                "Produces a record to a topic.",
                                new RpushxCommand(producer, resolver))
                        .executedAfterClose(),
                CommandSpec.of(
                        "dump",
                        -1,
                        GROUP,
                        "Waits until Kafka has acknowledged the connection's records.",
                        new DumpCommand()));
    }
}
