package io.rafka.command.topic;

import io.rafka.command.CommandSpec;
import io.rafka.kafka.topic.TopicCatalog;
import java.util.List;

/** The rows of this group. */
public final class TopicCommands {
    private static final String GROUP = "generic";

    private TopicCommands() {}

    /** All commands on topics. */
    public static List<CommandSpec> of(TopicCatalog catalog) {
        return List.of(
                CommandSpec.of("keys", 2, GROUP, "Lists the topics that match a pattern.", new KeysCommand(catalog)),
                CommandSpec.of("scan", -2, GROUP, "Pages over the topics.", new ScanCommand(catalog)));
    }
}
