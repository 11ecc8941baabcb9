package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.statistics.Statistics;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.kafka.topic.TopicRecords;
import java.util.HashMap;
import java.util.Map;

/** The rows of this group. */
public final class TopicCommands {
    private TopicCommands() {}

    /** All commands on topics, by the names of their rows. */
    public static Map<String, Command> of(
            TopicCatalog catalog, TopicRecords records, Statistics statistics, ServerConfig config) {
        Map<String, Command> commands = new HashMap<>(KeyCommands.of(catalog, records));
        Command delete = new DeleteCommand(records, statistics, config);
        commands.put("keys", new KeysCommand(catalog));
        commands.put("scan", new ScanCommand(catalog));
        commands.put("del", delete);
        commands.put("unlink", delete);
        return commands;
    }
}
