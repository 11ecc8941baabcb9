package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.statistics.CommandStatistics.Figures;
import io.rafka.command.statistics.LatencyMonitor;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The subcommands of LATENCY.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/optimization/latency-monitor/">Redis
 *     latency monitoring</a>
 */
final class LatencyCommands {
    private static final int FIELDS_OF_LATEST = 4;

    private final CommandLog log;
    private final LatencyMonitor monitor;
    private final ServerConfig config;
    private final List<CommandRow> rows;

    private LatencyCommands(CommandLog log, ServerConfig config, List<CommandRow> rows) {
        this.log = log;
        monitor = log.latency();
        this.config = config;
        this.rows = rows;
    }

    /** @param rows in the order of their commands' numbers */
    static Map<String, Command> of(CommandLog log, ServerConfig config, List<CommandRow> rows) {
        LatencyCommands latency = new LatencyCommands(log, config, rows);
        return Map.of(
                "latency|latest", (session, request, reply) -> latency.latest(reply),
                "latency|history", (session, request, reply) -> latency.history(request, reply),
                "latency|reset", (session, request, reply) -> latency.reset(request, reply),
                "latency|graph", (session, request, reply) -> latency.graph(request, reply),
                "latency|doctor", (session, request, reply) -> latency.doctor(reply),
                "latency|histogram", (session, request, reply) -> latency.histogram(request, reply));
    }

    private void latest(ReplyWriter reply) {
        List<LatencyMonitor.Latest> events = monitor.latest();
        reply.array(events.size());
        for (LatencyMonitor.Latest event : events) {
            reply.array(FIELDS_OF_LATEST);
            reply.bulk(event.event());
            reply.integer(event.last().time());
            reply.integer(event.last().millis());
            reply.integer(event.worst());
        }
    }

    private void history(Request request, ReplyWriter reply) {
        List<LatencyMonitor.Sample> samples = monitor.history(request.text(1));
        reply.array(samples.size());
        for (LatencyMonitor.Sample sample : samples) {
            reply.array(2);
            reply.integer(sample.time());
            reply.integer(sample.millis());
        }
    }

    private void reset(Request request, ReplyWriter reply) {
        List<String> events = request.textsFrom(1);
        reply.integer(events.isEmpty() ? monitor.reset() : monitor.reset(events));
    }

    private void graph(Request request, ReplyWriter reply) throws CommandException {
        String event = request.text(1);
        List<LatencyMonitor.Sample> samples = monitor.history(event);
        if (samples.isEmpty()) {
            throw new CommandException("ERR No samples available for event '" + event + "'");
        }
        reply.verbatim(LatencyReport.graph(event, samples, monitor.worst(event)));
    }

    private void doctor(ReplyWriter reply) {
        boolean isOn = config.get(ServerSettings.LATENCY_MONITOR_THRESHOLD) > 0;
        reply.verbatim(LatencyReport.doctor(isOn, monitor));
    }

    /** Of the commands that are named, or of all: those that were called. */
    private void histogram(Request request, ReplyWriter reply) {
        Set<String> names = new HashSet<>();
        for (int i = 1; i < request.arguments(); i++) {
            names.add(request.text(i).toLowerCase(Locale.ROOT));
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < rows.size(); number++) {
            CommandRow row = rows.get(number);
            // A container's name stands for its subcommands, as in Redis.
            boolean isAsked = names.isEmpty() || names.contains(row.name()) || names.contains(row.container());
            if (isAsked && log.commands().of(number).calls() > 0) {
                numbers.add(number);
            }
        }
        reply.map(numbers.size());
        for (int number : numbers) {
            Figures figures = log.commands().of(number);
            reply.bulk(rows.get(number).name());
            reply.map(2);
            reply.bulk("calls");
            reply.integer(figures.calls());
            reply.bulk("histogram_usec");
            cumulative(figures.buckets(), reply);
        }
    }

    /** Of each power of two microseconds that was reached by some, how many commands took no longer. */
    private static void cumulative(List<Long> buckets, ReplyWriter reply) {
        reply.map((int) buckets.stream().filter(count -> count > 0).count());
        long sum = 0;
        for (int i = 0; i < buckets.size(); i++) {
            sum += buckets.get(i);
            if (buckets.get(i) > 0) {
                reply.integer(1L << i);
                reply.integer(sum);
            }
        }
    }
}
