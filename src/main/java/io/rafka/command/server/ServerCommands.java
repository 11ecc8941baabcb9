package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.MonitorFeed;
import io.rafka.command.statistics.Statistics;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of this group, and the commands that need no class of their own. */
public final class ServerCommands {
    private static final String STATS = "stats";

    private ServerCommands() {}

    /**
     * All commands about the server, by the names of their rows.
     *
     * @param rows of all groups, in the order of their commands' numbers
     */
    public static Map<String, Command> of(
            MonitorFeed monitors,
            Statistics statistics,
            ServerConfig config,
            List<CommandRow> rows,
            ClusterStatus cluster) {
        Map<String, Command> commands = new HashMap<>(CommandCommands.of(rows));
        commands.putAll(ConfigCommand.of(config, statistics));
        commands.put("monitor", (session, request, reply) -> {
            reply.ok();
            monitor(session, monitors);
        });
        commands.put("hgetall", (session, request, reply) -> statistics(session, request, reply, statistics));
        commands.putAll(SlowLogCommands.of(statistics.commands().slow()));
        commands.putAll(LatencyCommands.of(statistics.commands(), config, rows));
        commands.put("debug|protocol", new DebugProtocolCommand());
        commands.putAll(RefusedCommands.all());
        commands.put("info", new InfoCommand(new InfoSections(statistics, config, rows), cluster, statistics.groups()));
        commands.put("time", (session, request, reply) -> time(reply));
        return commands;
    }

    private static void time(ReplyWriter reply) {
        Instant now = Instant.now();
        reply.array(2);
        reply.bulk(Long.toString(now.getEpochSecond()));
        reply.bulk(Integer.toString(now.getNano() / 1_000));
    }

    private static void monitor(Session session, MonitorFeed monitors) {
        if (!session.isMonitoring()) {
            session.monitors();
            monitors.add(session);
        }
    }

    private static void statistics(Session session, Request request, ReplyWriter reply, Statistics statistics) {
        if (!request.is(0, STATS)) {
            reply.map(0);
            return;
        }
        Suspension suspension = session.suspend(null);
        statistics
                .groups()
                .snapshot()
                .thenAccept(members -> suspension.complete(writer -> write(statistics.values(members), writer)));
    }

    private static void write(Map<String, Long> values, ReplyWriter reply) {
        reply.map(values.size());
        values.forEach((name, value) -> {
            reply.bulk(name);
            reply.bulk(Long.toString(value));
        });
    }
}
