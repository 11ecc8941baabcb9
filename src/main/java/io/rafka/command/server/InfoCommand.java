package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.command.RedisIdentity;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Sessions;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code INFO [section ...]}, in Redis' format, with the lines that clients look for when they connect. */
final class InfoCommand implements Command {
    private static final Set<String> WHOLE = Set.of("default", "all", "everything");

    private final Statistics statistics;
    private final Sessions sessions;

    InfoCommand(Statistics statistics, Sessions sessions) {
        this.statistics = statistics;
        this.sessions = sessions;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        Set<String> wanted = new TreeSet<>();
        for (int i = 0; i < request.arguments(); i++) {
            wanted.add(request.text(i).toLowerCase(Locale.ROOT));
        }
        boolean all = wanted.isEmpty() || wanted.stream().anyMatch(WHOLE::contains);
        StringBuilder text = new StringBuilder();
        sections().forEach((name, lines) -> {
            if (all || wanted.contains(name.toLowerCase(Locale.ROOT))) {
                text.append(text.isEmpty() ? "# " : "\r\n# ").append(name).append("\r\n");
                lines.forEach((key, value) ->
                        text.append(key).append(':').append(value).append("\r\n"));
            }
        });
        reply.bulk(text.toString());
    }

    private Map<String, Map<String, Object>> sections() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("redis_version", RedisIdentity.VERSION);
        server.put("redis_mode", "standalone");
        server.put("server_name", "rafka");
        server.put("process_id", ProcessHandle.current().pid());
        server.put("uptime_in_seconds", runtime.getUptime() / 1_000);
        sections.put("Server", server);
        sections.put("Clients", Map.of("connected_clients", sessions.count()));
        sections.put("Replication", Map.of("role", "master"));
        sections.put("Stats", new LinkedHashMap<>(statistics.values()));
        // Redis' own line for a server without databases is no line at all.
        sections.put("Keyspace", Map.of());
        return sections;
    }
}
