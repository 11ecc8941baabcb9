package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.RedisIdentity;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.statistics.CommandStatistics.Figures;
import io.rafka.command.statistics.Statistics;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** {@code INFO [section ...]}, in Redis' format, with Redis' names for what rafka has too. */
final class InfoCommand implements Command {
    private static final Set<String> ALL = Set.of("all", "everything");
    /** Too long for those who only ask how the server is. */
    private static final Set<String> NOT_BY_DEFAULT = Set.of("commandstats");

    private final Statistics statistics;
    private final CommandLog log;
    private final Sessions sessions;
    private final ServerConfig config;
    private final List<CommandRow> rows;

    /** @param rows in the order of their commands' numbers */
    InfoCommand(Statistics statistics, CommandLog log, Sessions sessions, ServerConfig config, List<CommandRow> rows) {
        this.statistics = statistics;
        this.log = log;
        this.sessions = sessions;
        this.config = config;
        this.rows = rows;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        Set<String> wanted = new TreeSet<>();
        for (int i = 0; i < request.arguments(); i++) {
            wanted.add(request.text(i).toLowerCase(Locale.ROOT));
        }
        boolean all = wanted.stream().anyMatch(ALL::contains);
        boolean common = all || wanted.isEmpty() || wanted.contains("default");
        StringBuilder text = new StringBuilder();
        sections().forEach((name, lines) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (all || wanted.contains(lower) || (common && !NOT_BY_DEFAULT.contains(lower))) {
                text.append(text.isEmpty() ? "# " : "\r\n# ").append(name).append("\r\n");
                lines.forEach((key, value) ->
                        text.append(key).append(':').append(value).append("\r\n"));
            }
        });
        reply.verbatim(text.toString());
    }

    private Map<String, Map<String, Object>> sections() {
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        sections.put("Server", server());
        sections.put("Clients", clients());
        sections.put("Memory", memory());
        sections.put("Stats", stats());
        sections.put("Replication", Map.of("role", "master"));
        sections.put("CPU", cpu());
        sections.put("Commandstats", commandStatistics());
        sections.put("Errorstats", errorStatistics());
        sections.put("Cluster", Map.of("cluster_enabled", 0));
        // Redis' own line for a server without databases is no line at all.
        sections.put("Keyspace", Map.of());
        return sections;
    }

    private Map<String, Object> server() {
        long uptime = TimeUnit.MILLISECONDS.toSeconds(
                ManagementFactory.getRuntimeMXBean().getUptime());
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("redis_version", RedisIdentity.VERSION);
        lines.put("redis_mode", "standalone");
        lines.put("server_name", "rafka");
        lines.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.put("arch_bits", 64);
        lines.put("java_version", Runtime.version());
        lines.put("process_id", ProcessHandle.current().pid());
        lines.put("tcp_port", config.shown(ServerSettings.PORT));
        lines.put("uptime_in_seconds", uptime);
        lines.put("uptime_in_days", TimeUnit.SECONDS.toDays(uptime));
        return lines;
    }

    private Map<String, Object> clients() {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("connected_clients", sessions.count());
        lines.put("maxclients", config.get(ServerSettings.MAXCLIENTS));
        return lines;
    }

    private static Map<String, Object> memory() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("used_memory", heap.getUsed());
        lines.put("used_memory_committed", heap.getCommitted());
        lines.put("maxmemory", heap.getMax());
        lines.put("maxmemory_policy", "noeviction");
        return lines;
    }

    private Map<String, Object> stats() {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("total_connections_received", sessions.traffic().connections());
        lines.put("total_commands_processed", log.commands().calls());
        lines.put("total_net_input_bytes", sessions.traffic().bytesReceived());
        lines.put("total_net_output_bytes", sessions.traffic().bytesSent());
        lines.put("rejected_connections", sessions.traffic().refusedConnections());
        lines.put("total_error_replies", log.errors().total());
        lines.putAll(statistics.values());
        return lines;
    }

    private static Map<String, Object> cpu() {
        Map<String, Object> lines = new LinkedHashMap<>();
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(used -> lines.put("used_cpu", String.format(Locale.ROOT, "%.3f", used.toNanos() / 1e9)));
        return lines;
    }

    private Map<String, Object> commandStatistics() {
        Map<String, Object> lines = new LinkedHashMap<>();
        for (int number = 0; number < rows.size(); number++) {
            Figures figures = log.commands().of(number);
            if (figures.calls() > 0 || figures.rejected() > 0) {
                double each = figures.calls() == 0 ? 0 : (double) figures.micros() / figures.calls();
                lines.put(
                        "cmdstat_" + rows.get(number).name(),
                        String.format(
                                Locale.ROOT,
                                "calls=%d,usec=%d,usec_per_call=%.2f,rejected_calls=%d,failed_calls=%d",
                                figures.calls(),
                                figures.micros(),
                                each,
                                figures.rejected(),
                                figures.failed()));
            }
        }
        return lines;
    }

    private Map<String, Object> errorStatistics() {
        Map<String, Object> lines = new LinkedHashMap<>();
        log.errors().byCode().forEach((code, count) -> lines.put("errorstat_" + code, "count=" + count));
        return lines;
    }
}
