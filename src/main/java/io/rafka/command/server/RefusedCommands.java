package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands that clients try and that are refused: in the words of a standalone Redis, or with the reason. */
final class RefusedCommands {
    private static final List<String> CLUSTER =
            List.of("help", "info", "slots", "nodes", "shards", "myid", "keyslot", "countkeysinslot", "links");

    private RefusedCommands() {}

    static Map<String, Command> all() {
        Map<String, Command> commands = new HashMap<>();
        Command disabled = refusing("ERR This instance has cluster support disabled");
        CLUSTER.forEach(name -> commands.put("cluster|" + name, disabled));
        commands.put(
                "memory|usage",
                refusing("ERR MEMORY USAGE is not supported, keys are topics of Kafka, which has their records"));
        return commands;
    }

    private static Command refusing(String line) {
        return (session, request, reply) -> {
            throw new CommandException(line);
        };
    }
}
