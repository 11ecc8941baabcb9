package io.rafka.command.producer;

import io.rafka.command.Command;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.producer.TopicResolver;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.kafka.topic.TopicRecords;
import java.util.Map;

/** The rows of this group. */
public final class ProducerCommands {
    private ProducerCommands() {}

    /**
     * All commands that produce, by the names of their rows. They count their arguments, because their errors are not
     * Redis'.
     */
    public static Map<String, Command> of(
            SharedProducer producer, TopicResolver resolver, TopicRecords records, ClusterStatus cluster) {
        return Map.of(
                "rpushx", new RpushxCommand(producer, resolver),
                "dump", new DumpCommand(),
                "wait", new WaitCommand(producer, records, cluster));
    }
}
