package io.rafka.command.topic;

import io.rafka.command.Command;
import io.rafka.command.statistics.Statistics;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.login.KafkaLogins;
import java.util.HashMap;
import java.util.Map;

/** The rows of this group. */
public final class TopicCommands {
    private TopicCommands() {}

    /** All commands on topics, by the names of their rows. */
    public static Map<String, Command> of(KafkaLogins logins, Statistics statistics, ServerConfig config) {
        Map<String, Command> commands = new HashMap<>(KeyCommands.of(logins));
        Command delete = new DeleteCommand(logins, statistics, config);
        commands.put("keys", new KeysCommand(logins));
        commands.put("scan", new ScanCommand(logins));
        commands.put("del", delete);
        commands.put("unlink", delete);
        return commands;
    }
}
