package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.GlobPattern;
import io.rafka.command.RedisErrors;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import io.rafka.config.server.SettingException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code CONFIG GET | SET | HELP}, on the settings of {@link ServerSettings}. */
final class ConfigCommand implements Command {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigCommand.class);
    private static final List<String> HELP = List.of(
            "CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
            "GET <pattern> [<pattern> ...]",
            "    Return the settings whose names match a glob-like <pattern>, and their values.",
            "SET <setting> <value> [<setting> <value> ...]",
            "    Set the settings to the values, all or none, until the server ends.",
            "HELP",
            "    Print this help.");

    /** What stands in a text for bytes that are not UTF-8. */
    private static final char MALFORMED = '\uFFFD';

    private final ServerConfig config;

    ConfigCommand(ServerConfig config) {
        this.config = config;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        String subcommand = request.text(0).toLowerCase(Locale.ROOT);
        switch (subcommand) {
            case "get" -> {
                arguments(request.arguments() >= 2, subcommand);
                get(request, reply);
            }
            case "set" -> {
                arguments(request.arguments() >= 3, subcommand);
                set(session, request);
                reply.ok();
            }
            case "help" -> {
                arguments(request.arguments() == 1, subcommand);
                reply.array(HELP.size());
                HELP.forEach(reply::simple);
            }
            default -> throw RedisErrors.unknownSubcommand("config", request.text(0));
        }
    }

    private static void arguments(boolean right, String subcommand) throws CommandException {
        if (!right) {
            throw RedisErrors.wrongNumberOfArguments("config|" + subcommand);
        }
    }

    /** Each once, however many patterns match it; what Redis has and rafka has not is not there. */
    private void get(Request request, ReplyWriter reply) {
        List<GlobPattern> patterns = new ArrayList<>();
        for (int i = 1; i < request.arguments(); i++) {
            patterns.add(new GlobPattern(request.text(i).toLowerCase(Locale.ROOT)));
        }
        List<Setting<?>> found = ServerSettings.all().stream()
                .filter(setting -> patterns.stream().anyMatch(pattern -> pattern.matches(setting.name())))
                .toList();
        reply.map(found.size());
        for (Setting<?> setting : found) {
            reply.bulk(setting.name());
            reply.bulk(config.shown(setting));
        }
    }

    private void set(Session session, Request request) throws CommandException {
        if (request.arguments() % 2 == 0) {
            throw RedisErrors.syntax();
        }
        // Found by its name in lower case, told in the client's letters.
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 1; i < request.arguments(); i += 2) {
            String name = request.text(i).toLowerCase(Locale.ROOT);
            if (changes.putIfAbsent(name, request.text(i + 1)) != null
                    && ServerSettings.find(name).isPresent()) {
                throw failed(request.text(i), "duplicate parameter");
            }
            names.putIfAbsent(name, request.text(i));
            if (request.text(i + 1).indexOf(MALFORMED) >= 0) {
                // A password would be kept that no client can give.
                throw failed(request.text(i), "must be text in UTF-8");
            }
        }
        try {
            config.set(changes, "CONFIG SET by " + session);
        } catch (SettingException e) {
            String name = Objects.requireNonNull(names.get(e.setting()), e.setting());
            if (!e.isKnown()) {
                throw new CommandException(
                        "ERR Unknown option or number of arguments for CONFIG SET - '" + RedisErrors.echo(name) + "'");
            }
            throw failed(name, String.valueOf(e.getMessage()));
        }
        LOGGER.info(
                "session={} CONFIG SET {}",
                session,
                changes.keySet().stream().map(this::shown).collect(Collectors.joining(" ")));
    }

    private static CommandException failed(String name, String reason) {
        return new CommandException("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
    }

    private String shown(String name) {
        return name + "=" + config.shown(ServerSettings.find(name).orElseThrow());
    }
}
