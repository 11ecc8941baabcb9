package io.rafka.command.server;

import io.rafka.command.RedisIdentity;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.statistics.CommandStatistics.Figures;
import io.rafka.command.statistics.DeniedAccess;
import io.rafka.command.statistics.KafkaFigures;
import io.rafka.command.statistics.Rates;
import io.rafka.command.statistics.Statistics;
import io.rafka.command.table.CommandRow;
import io.rafka.config.server.Bounds;
import io.rafka.config.server.ServerConfig;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.producer.DeliveryFailure;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.session.Disconnection;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the sections of INFO have. Any thread. */
final class InfoSections {
    /** Titles whose letters are not those of a name. */
    private static final Map<String, String> TITLES = Map.of("cpu", "CPU");

    /** All of them, in the order in which they are shown. */
    static final Set<String> ALL = inOrder(
            "server",
            "clients",
            "memory",
            "persistence",
            "stats",
            "replication",
            "cpu",
            "commandstats",
            "errorstats",
            "cluster",
            "keyspace",
            "kafka",
            "groups");

    /** Those for whoever names none: not those that are long. */
    static final Set<String> COMMON = without(ALL, Set.of("commandstats", "groups"));
    /** Those that the cluster must be asked for. */
    static final Set<String> OF_THE_CLUSTER = Set.of("keyspace", "kafka", "groups");

    private static final int RUN_ID_BYTES = 20;

    private final Statistics statistics;
    private final CommandLog log;
    private final Rates rates;
    private final Sessions sessions;
    private final ServerConfig config;
    private final List<CommandRow> rows;
    private final InfoMemory memory = new InfoMemory();
    private final String runId;

    /** @param rows in the order of their commands' numbers */
    InfoSections(Statistics statistics, ServerConfig config, List<CommandRow> rows) {
        this.statistics = statistics;
        log = statistics.commands();
        rates = statistics.rates();
        sessions = statistics.sessions();
        this.config = config;
        this.rows = rows;
        byte[] id = new byte[RUN_ID_BYTES];
        new Random().nextBytes(id);
        runId = java.util.HexFormat.of().formatHex(id);
    }

    private static Set<String> inOrder(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }

    private static Set<String> without(Set<String> names, Set<String> some) {
        Set<String> rest = new LinkedHashSet<>(names);
        rest.removeAll(some);
        return rest;
    }

    static String title(String name) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return TITLES.getOrDefault(name, capital);
    }

    /**
     * What Kafka says.
     *
     * @param members of groups, those that are here
     */
    record Kafka(ClusterStatus.Snapshot cluster, List<MemberFigures> members) {
        /** For sections that are not {@link #OF_THE_CLUSTER}. */
        static final Kafka NOT_ASKED = new Kafka(new ClusterStatus.Snapshot("", 0, 0, false), List.of());
    }

    Map<String, Object> lines(String name, Session asking, Kafka kafka) {
        Map<String, Object> lines = new LinkedHashMap<>();
        switch (name) {
            case "server" -> server(lines, asking);
            case "clients" -> clients(lines);
            case "memory" -> memory(lines);
            case "persistence" -> persistence(lines);
            case "stats" -> stats(lines);
            case "replication" -> replication(lines);
            case "cpu" -> cpu(lines);
            case "commandstats" -> commandStatistics(lines);
            case "errorstats" ->
                log.errors().byCode().forEach((code, count) -> lines.put("errorstat_" + code, "count=" + count));
            case "cluster" -> lines.put("cluster_enabled", 0);
            case "keyspace" -> keyspace(lines, kafka.cluster());
            case "kafka" -> kafka(lines, kafka);
            case "groups" -> lines.putAll(statistics.groupLines(kafka.members()));
            default -> throw new IllegalArgumentException(name);
        }
        return lines;
    }

    private void server(Map<String, Object> lines, Session asking) {
        long uptime = TimeUnit.MILLISECONDS.toSeconds(
                ManagementFactory.getRuntimeMXBean().getUptime());
        lines.put("redis_version", RedisIdentity.VERSION);
        lines.put("redis_mode", "standalone");
        lines.put("server_name", "rafka");
        lines.put(
                "os",
                String.join(
                        " ",
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch")));
        lines.put("arch_bits", 64);
        lines.put("java_version", Runtime.version());
        lines.put("process_id", ProcessHandle.current().pid());
        lines.put("run_id", runId);
        // Not the setting: 0 there picks a free one.
        String address = asking.localAddress();
        lines.put("tcp_port", address.substring(address.lastIndexOf(':') + 1));
        Instant now = Instant.now();
        lines.put("server_time_usec", TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1_000);
        lines.put("uptime_in_seconds", uptime);
        lines.put("uptime_in_days", TimeUnit.SECONDS.toDays(uptime));
    }

    private void clients(Map<String, Object> lines) {
        lines.put("connected_clients", sessions.count());
        lines.put("cluster_connections", 0);
        lines.put("maxclients", config.get(Bounds.MAXCLIENTS));
        lines.put("blocked_clients", sessions.blocked());
        lines.put("tracking_clients", 0);
    }

    /** Clients wait while {@code loading} is 1; what rafka has to load, it loads before it listens. */
    private static void persistence(Map<String, Object> lines) {
        lines.put("loading", 0);
        lines.put("async_loading", 0);
        lines.put("rdb_bgsave_in_progress", 0);
        lines.put("aof_enabled", 0);
        lines.put("aof_rewrite_in_progress", 0);
    }

    private void memory(Map<String, Object> lines) {
        memory.lines(lines);
        lines.put("mem_clients_normal", sessions.memoryUsed());
        lines.put("mem_prefetched", statistics.prefetched());
    }

    private void stats(Map<String, Object> lines) {
        lines.put("total_connections_received", sessions.traffic().connections());
        lines.put("total_commands_processed", log.commands().calls());
        lines.put("instantaneous_ops_per_sec", Math.round(rates.commands()));
        lines.put("total_net_input_bytes", sessions.traffic().bytesReceived());
        lines.put("total_net_output_bytes", sessions.traffic().bytesSent());
        lines.put("instantaneous_input_kbps", twoPlaces(rates.bytesReceived() / 1024));
        lines.put("instantaneous_output_kbps", twoPlaces(rates.bytesSent() / 1024));
        lines.put("rejected_connections", sessions.traffic().refusedConnections());
        lines.put("tls_connections_received", sessions.traffic().securedConnections());
        lines.put("tls_handshakes_failed", sessions.traffic().failedHandshakes());
        lines.put("evicted_clients", sessions.evicted());
        lines.put("client_query_buffer_limit_disconnections", disconnected(Disconnection.REQUEST_MEMORY));
        lines.put(
                "client_output_buffer_limit_disconnections",
                disconnected(Disconnection.OUTPUT_LIMIT) + disconnected(Disconnection.MONITOR));
        lines.put("expired_keys", 0);
        lines.put("evicted_keys", 0);
        lines.put("total_error_replies", log.errors().total());
        lines.put("acl_access_denied_auth", log.denied().get(DeniedAccess.AUTH));
        lines.put("acl_access_denied_cmd", log.denied().get(DeniedAccess.COMMAND));
        lines.put("acl_access_denied_key", log.denied().get(DeniedAccess.KEY));
        lines.put("acl_access_denied_channel", log.denied().get(DeniedAccess.CHANNEL));
    }

    private long disconnected(Disconnection reason) {
        return sessions.traffic().disconnected(reason);
    }

    private void replication(Map<String, Object> lines) {
        lines.put("role", "master");
        lines.put("connected_slaves", 0);
        lines.put("master_failover_state", "no-failover");
        lines.put("master_replid", runId);
        lines.put("master_repl_offset", 0);
    }

    /** Java tells the time in the kernel and in the program as one. */
    private static void cpu(Map<String, Object> lines) {
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(
                        used -> lines.put("used_cpu_user", String.format(Locale.ROOT, "%.6f", used.toNanos() / 1e9)));
    }

    private void commandStatistics(Map<String, Object> lines) {
        for (int number = 0; number < rows.size(); number++) {
            Figures figures = log.commands().of(number);
            if (figures.calls() > 0 || figures.rejected() > 0) {
                double each = figures.calls() == 0 ? 0 : (double) figures.micros() / figures.calls();
                lines.put(
                        "cmdstat_" + rows.get(number).name(),
                        "calls=" + figures.calls() + ",usec=" + figures.micros() + ",usec_per_call=" + twoPlaces(each)
                                + ",rejected_calls=" + figures.rejected() + ",failed_calls=" + figures.failed());
            }
        }
    }

    /** Redis leaves out a database without keys. */
    private static void keyspace(Map<String, Object> lines, ClusterStatus.Snapshot cluster) {
        if (cluster.topics() > 0) {
            lines.put("db0", "keys=" + cluster.topics() + ",expires=0,avg_ttl=0,subexpiry=0");
        }
    }

    private void kafka(Map<String, Object> lines, Kafka kafka) {
        ClusterStatus.Snapshot cluster = kafka.cluster();
        lines.put("cluster_answers", cluster.answers() ? 1 : 0);
        lines.put("cluster_id", cluster.clusterId());
        lines.put("brokers", cluster.brokers());
        lines.put("topics", cluster.topics());
        lines.putAll(KafkaFigures.totals(statistics, kafka.members()));
        int number = 0;
        for (Map.Entry<DeliveryFailure, Long> failure :
                statistics.deliveryFailures().entrySet()) {
            lines.put(
                    "delivery_error_" + number++,
                    "topic=" + failure.getKey().topic() + ",error="
                            + failure.getKey().reason() + ",count=" + failure.getValue());
        }
    }

    private static String twoPlaces(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
