package io.rafka.command.acl;

import io.rafka.command.Authentication;
import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.CommandSpec;
import io.rafka.command.CommandTable;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.Denial;
import io.rafka.command.access.User;
import io.rafka.command.access.Users;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.function.Supplier;

/** {@code ACL DRYRUN user command [argument ...]}: whether the user might, on a connection like the one that asks. */
final class DryRunCommand implements Command {
    private final Users users;
    private final Authentication authentication;
    private final Supplier<CommandTable> table;

    DryRunCommand(Users users, Authentication authentication, Supplier<CommandTable> table) {
        this.users = users;
        this.authentication = authentication;
        this.table = table;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        User user = users.find(request.text(1));
        if (user == null) {
            throw new CommandException("ERR User '" + RedisErrors.echo(request.text(1)) + "' not found");
        }
        Request tried = Request.of(request.argumentsFrom(2).toArray(byte[][]::new));
        CommandSpec spec = table.get().lookUp(tried);
        if (spec == null) {
            throw new CommandException("ERR Command '" + RedisErrors.echo(request.text(2)) + "' not found");
        }
        if (!spec.row().accepts(tried.arguments() + 1)) {
            throw RedisErrors.wrongNumberOfArguments(spec.name());
        }
        Denial denial = authentication.denial(user, session, spec, tried);
        if (denial == null) {
            reply.ok();
        } else {
            reply.bulk(denial.text(user.getName()));
        }
    }
}
