package io.rafka.command.producer;

import io.rafka.command.Command;
import io.rafka.kafka.login.KafkaLogins;
import java.util.Map;

/** The rows of this group. */
public final class ProducerCommands {
    private ProducerCommands() {}

    /**
     * All commands that produce, by the names of their rows. They count their arguments, because their errors are not
     * Redis'.
     */
    public static Map<String, Command> of(KafkaLogins logins) {
        return Map.of(
                "rpushx", new RpushxCommand(logins),
                "dump", new DumpCommand(),
                "wait", new WaitCommand(logins));
    }
}
