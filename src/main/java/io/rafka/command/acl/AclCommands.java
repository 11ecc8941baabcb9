package io.rafka.command.acl;

import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.CommandTable;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.AccessLog;
import io.rafka.command.access.CommandSets;
import io.rafka.command.access.Rights;
import io.rafka.command.access.Selector;
import io.rafka.command.access.User;
import io.rafka.command.access.Users;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The rows of this group, and the subcommands that only tell.
 *
 * @see <a href="https://redis.io/docs/latest/commands/acl/">ACL</a>
 */
public final class AclCommands {
    private static final long DEFAULT_BITS = 256;
    private static final long MOST_BITS = 4_096;

    private final Users users;
    private final SecureRandom random = new SecureRandom();

    private AclCommands(Users users) {
        this.users = users;
    }

    /**
     * All commands about users, by the names of their rows.
     *
     * @param log of what was refused
     * @param table of all commands, these included: asked for when one is looked up
     */
    public static Map<String, Command> of(
            Users users,
            Authentication authentication,
            AccessLog log,
            Sessions sessions,
            Supplier<CommandTable> table) {
        AclCommands acl = new AclCommands(users);
        Map<String, Command> commands = new HashMap<>(ChangeCommands.of(users, authentication, sessions));
        commands.put("acl|whoami", (session, request, reply) -> whoAmI(session, authentication, reply));
        commands.put("acl|list", (session, request, reply) -> acl.list(reply));
        commands.put("acl|users", (session, request, reply) -> acl.names(reply));
        commands.put("acl|getuser", (session, request, reply) -> acl.get(request, reply));
        commands.put("acl|cat", (session, request, reply) -> acl.categories(request, reply));
        commands.put("acl|genpass", (session, request, reply) -> acl.generate(request, reply));
        commands.put("acl|log", new LogCommand(log));
        commands.put("acl|dryrun", new DryRunCommand(users, authentication, table));
        return commands;
    }

    private static void whoAmI(Session session, Authentication authentication, ReplyWriter reply) {
        User user = authentication.user(session);
        reply.bulk(user == null ? Users.DEFAULT : user.getName());
    }

    private void list(ReplyWriter reply) {
        List<User> all = List.copyOf(users.all());
        reply.array(all.size());
        all.forEach(user -> reply.bulk(user.toString()));
    }

    private void names(ReplyWriter reply) {
        List<User> all = List.copyOf(users.all());
        reply.array(all.size());
        all.forEach(user -> reply.bulk(user.getName()));
    }

    private void get(Request request, ReplyWriter reply) {
        User user = users.find(request.text(1));
        if (user == null) {
            reply.nullBulk();
            return;
        }
        Rights rights = user.rights();
        reply.map(6);
        reply.bulk("flags");
        reply.set(rights.flags().size());
        rights.flags().forEach(reply::bulk);
        reply.bulk("passwords");
        reply.array(rights.passwords().size());
        rights.passwords().forEach(reply::bulk);
        List<Selector> selectors = rights.selectors();
        write(selectors.get(0), reply);
        reply.bulk("selectors");
        reply.array(selectors.size() - 1);
        for (Selector selector : selectors.subList(1, selectors.size())) {
            reply.map(3);
            write(selector, reply);
        }
    }

    private static void write(Selector selector, ReplyWriter reply) {
        reply.bulk("commands");
        reply.bulk(selector.commandText());
        reply.bulk("keys");
        reply.bulk(selector.keyText());
        reply.bulk("channels");
        reply.bulk(selector.channelText());
    }

    private void categories(Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 2) {
            throw RedisErrors.wrongSubcommandArguments("acl", request.text(0));
        }
        List<String> names = CommandSets.categoryNames();
        if (request.arguments() == 2) {
            String category = request.text(1);
            names = users.commands().namesOf(category.toLowerCase(Locale.ROOT));
            if (names == null) {
                throw new CommandException("ERR Unknown category '" + RedisErrors.echo(category) + "'");
            }
        }
        reply.array(names.size());
        names.forEach(reply::bulk);
    }

    private void generate(Request request, ReplyWriter reply) throws CommandException {
        if (request.arguments() > 2) {
            throw RedisErrors.wrongSubcommandArguments("acl", request.text(0));
        }
        long bits = DEFAULT_BITS;
        if (request.arguments() == 2) {
            bits = RedisNumbers.parseLong(request.argument(1)).orElseThrow(RedisErrors::notAnInteger);
        }
        if (bits <= 0 || bits > MOST_BITS) {
            throw new CommandException("ERR ACL GENPASS argument must be the number of bits for the output password, a "
                    + "positive number up to " + MOST_BITS);
        }
        byte[] bytes = new byte[(int) (bits + 7) / 8];
        random.nextBytes(bytes);
        // Four bits a digit, rounded up.
        reply.bulk(HexFormat.of().formatHex(bytes).substring(0, (int) (bits + 3) / 4));
    }
}
