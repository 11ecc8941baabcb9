package io.rafka.command.consumer;

import io.rafka.command.Command;
import io.rafka.command.Pause;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.session.Sessions;
import java.util.Map;

/** The rows of this group. */
public final class ConsumerCommands {
    /** The error after which clients of the 2017 server connect again. */
    public static final String SERVER_SHUTDOWN = "CONS Server shutdown";

    private ConsumerCommands() {}

    /** All commands that consume, by the names of their rows. */
    public static Map<String, Command> of(GroupMembers members, KafkaLogins logins, Sessions sessions, Pause pause) {
        return Map.of("blpop", new BlpopCommand(members, logins, sessions, pause), "rpush", new RpushCommand());
    }
}
