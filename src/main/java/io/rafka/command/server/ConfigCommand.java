package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.access.GlobPattern;
import io.rafka.command.statistics.Statistics;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.config.server.Setting;
import io.rafka.config.server.SettingException;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code CONFIG GET | SET | RESETSTAT}, on the settings of {@link ServerSettings}. */
final class ConfigCommand {
    private static final Logger LOGGER = LoggerFactory.getLogger(ConfigCommand.class);
    /** What stands in a text for bytes that are not UTF-8. */
    private static final char MALFORMED = '\uFFFD';

    private static final long KEEP_ALIVE = 10;

    /** Parameters of a Redis that clients and tools ask for, as a Redis has them that does what rafka does. */
    private static final Map<String, String> FIXED = new TreeMap<>(Map.of(
            "appendonly", "no",
            "cluster-enabled", "no",
            "databases", "1",
            "maxmemory", "0",
            "maxmemory-policy", "noeviction",
            "notify-keyspace-events", "",
            "replica-read-only", "yes",
            "save", "",
            "slave-read-only", "yes"));

    private final ServerConfig config;
    /** For changes of which a file is read. Ends by itself; a connection has one of them at a time. */
    private final ThreadPoolExecutor blocking;

    private ConfigCommand(ServerConfig config) {
        this.config = config;
        blocking = new ThreadPoolExecutor(
                1, 1, KEEP_ALIVE, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ConfigCommand::thread);
        blocking.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rafka-config");
        thread.setDaemon(true);
        return thread;
    }

    static Map<String, Command> of(ServerConfig config, Statistics statistics) {
        ConfigCommand command = new ConfigCommand(config);
        return Map.of(
                "config|get", (session, request, reply) -> command.get(request, reply),
                "config|set", command::set,
                "config|resetstat",
                        (session, request, reply) -> {
                            statistics.reset();
                            reply.ok();
                        });
    }

    private void get(Request request, ReplyWriter reply) {
        List<GlobPattern> patterns = new ArrayList<>();
        // A name that is no pattern is told in the letters in which it was asked for, so that the client finds it.
        Map<String, String> asked = new HashMap<>();
        for (int i = 1; i < request.arguments(); i++) {
            String name = request.text(i).toLowerCase(Locale.ROOT);
            patterns.add(new GlobPattern(name));
            asked.putIfAbsent(name, request.text(i));
        }
        Map<String, String> all = new LinkedHashMap<>();
        for (Setting<?> setting : ServerSettings.all()) {
            all.put(setting.name(), config.shown(setting));
        }
        all.putAll(FIXED);
        all.keySet().removeIf(name -> patterns.stream().noneMatch(pattern -> pattern.matches(name)));
        reply.map(all.size());
        all.forEach((name, value) -> {
            reply.bulk(asked.getOrDefault(name, name));
            reply.bulk(value);
        });
    }

    private void set(Session session, Request request, ReplyWriter reply) throws CommandException {
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
        for (Map.Entry<String, String> fixed : FIXED.entrySet()) {
            String wanted = changes.remove(fixed.getKey());
            if (wanted != null && !wanted.equalsIgnoreCase(fixed.getValue())) {
                throw failed(names.getOrDefault(fixed.getKey(), fixed.getKey()), "can't set immutable config");
            }
        }
        if (config.isPreparedFor(changes.keySet())) {
            Suspension suspension = session.suspend(null);
            blocking.execute(() -> suspension.complete(later(session, names, changes)));
        } else {
            change(session, names, changes);
            reply.ok();
        }
    }

    /** The same for changes that may block. */
    private Consumer<ReplyWriter> later(Session session, Map<String, String> names, Map<String, String> changes) {
        try {
            change(session, names, changes);
            return ReplyWriter::ok;
        } catch (CommandException e) {
            String error = String.valueOf(e.getMessage());
            return reply -> reply.error(error);
        } catch (RuntimeException e) {
            LOGGER.error("session={} CONFIG SET failed", session, e);
            return reply -> reply.error("ERR internal error");
        }
    }

    private void change(Session session, Map<String, String> names, Map<String, String> changes)
            throws CommandException {
        try {
            config.set(changes, "CONFIG SET by " + session);
        } catch (SettingException e) {
            String name = Objects.requireNonNull(names.get(e.setting()), e.setting());
            throw switch (e.fault()) {
                case UNKNOWN ->
                    new CommandException("ERR Unknown option or number of arguments for CONFIG SET - '"
                            + RedisErrors.echo(name) + "'");
                case IMMUTABLE -> failed(name, String.valueOf(e.getMessage()));
                case VALUE -> failed(e.setting(), String.valueOf(e.getMessage()));
            };
        }
        LOGGER.info(
                "CONFIG SET session={} {}",
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
