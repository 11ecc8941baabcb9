package io.rafka.command.server;

import io.rafka.command.CommandSpec;
import io.rafka.command.MonitorFeed;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of this group, and the commands that need no class of their own. */
public final class ServerCommands {
    private static final String GROUP = "server";
    private static final String STATS = "stats";

    private ServerCommands() {}

    /** All commands about the server. */
    public static List<CommandSpec> of(
            MonitorFeed monitors, Statistics statistics, Sessions sessions, ServerConfig config) {
        List<CommandSpec> specs = new ArrayList<>();
        specs.add(CommandSpec.of(
                        "monitor", 1, GROUP, "Shows every command of every client.", (session, request, reply) -> {
                            reply.ok();
                            monitor(session, monitors);
                        })
                .hiddenFromMonitor());
        specs.add(CommandSpec.of(
                "hgetall",
                2,
                "hash",
                "Returns the server's counters, for the key stats.",
                (session, request, reply) -> statistics(request, reply, statistics)));
        specs.add(CommandSpec.of(
                "del",
                -2,
                "generic",
                "Sets the server's counters to 0, for the key stats.",
                (session, request, reply) -> reset(request, reply, statistics)));
        specs.add(CommandSpec.of(
                "info", -1, GROUP, "Returns information about the server.", new InfoCommand(statistics, sessions)));
        specs.add(CommandSpec.of(
                "config", -2, GROUP, "Shows and changes the server's settings.", new ConfigCommand(config)));
        return specs;
    }

    private static void monitor(Session session, MonitorFeed monitors) {
        if (!session.isMonitoring()) {
            session.monitors();
            monitors.add(session);
        }
    }

    private static void statistics(Request request, ReplyWriter reply, Statistics statistics) {
        Map<String, Long> values = request.is(0, STATS) ? statistics.values() : Map.of();
        reply.map(values.size());
        values.forEach((name, value) -> {
            reply.bulk(name);
            reply.bulk(Long.toString(value));
        });
    }

    private static void reset(Request request, ReplyWriter reply, Statistics statistics) {
        for (int i = 0; i < request.arguments(); i++) {
            if (request.is(i, STATS)) {
                statistics.reset();
                reply.integer(1);
                return;
            }
        }
        reply.integer(0);
    }
}
