package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.kafka.topic.TopicCatalog;
import java.util.Map;

/** The rows of this group. */
public final class TopicCommands {
    private TopicCommands() {}

    /** All commands on topics, by the names of their rows. */
    public static Map<String, Command> of(TopicCatalog catalog) {
        return Map.of("keys", new KeysCommand(catalog), "scan", new ScanCommand(catalog));
    }
}
