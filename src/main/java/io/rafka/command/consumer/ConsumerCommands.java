package io.rafka.command.consumer;

import io.rafka.command.CommandSpec;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.session.Sessions;
import java.util.List;

/** The rows of this group. */
public final class ConsumerCommands {
    /** The error after which clients of the 2017 server connect again. */
    public static final String SERVER_SHUTDOWN = "CONS Server shutdown";

    private static final String GROUP = "list";

    private ConsumerCommands() {}

    /** All commands that consume. */
    public static List<CommandSpec> of(GroupMembers members, Sessions sessions) {
        return List.of(
                CommandSpec.of(
                        "blpop",
                        -3,
                        GROUP,
                        "Consumes the next record of the subscribed topics; waits for one.",
                        new BlpopCommand(members, sessions)),
                CommandSpec.of("rpush", -3, GROUP, "Acknowledges consumed records.", new RpushCommand()));
    }
}
