package io.rafka;

import io.rafka.command.access.RuleException;
import io.rafka.command.access.Users;
import io.rafka.command.acl.AclCommands;
import io.rafka.command.connection.ConnectionCommands;
import io.rafka.command.consumer.ConsumerCommands;
import io.rafka.command.producer.ProducerCommands;
import io.rafka.command.pubsub.PubSubCommands;
import io.rafka.command.server.ServerCommands;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRows;
import io.rafka.command.topic.TopicCommands;
import io.rafka.config.server.ServerConfig;
import java.util.List;

/** Which groups of commands there are, and what follows from that alone. */
final class CommandGroups {
    /** The groups of commands, in the order in which they are shown. */
    static final List<Class<?>> ALL = List.of(
            ConnectionCommands.class,
            ProducerCommands.class,
            ConsumerCommands.class,
            TopicCommands.class,
            PubSubCommands.class,
            AclCommands.class,
            ServerCommands.class);

    private CommandGroups() {}

    /** The rows of all, in the order of their numbers. */
    static List<CommandRow> rows() {
        return ALL.stream().flatMap(group -> CommandRows.of(group).stream()).toList();
    }

    /**
     * Reads the users of {@code aclfile}, or makes the default user.
     *
     * @throws StartException if there is something wrong in the file
     */
    static Users users(ServerConfig config) throws StartException {
        try {
            return Users.atStart(config, rows());
        } catch (RuleException e) {
            throw new StartException("aclfile: " + e.reason(), e);
        }
    }
}
