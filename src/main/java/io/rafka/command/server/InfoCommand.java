package io.rafka.command.server;

import io.rafka.command.Command;
import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.topic.ClusterStatus;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code INFO [section ...]}, in Redis' format, with Redis' names for what rafka has too.
 *
 * @see <a href="https://redis.io/docs/latest/commands/info/">INFO</a>
 */
final class InfoCommand implements Command {
    private static final Set<String> ALL = Set.of("all", "everything");
    private static final String DEFAULT = "default";

    private final InfoSections sections;
    private final ClusterStatus cluster;
    private final GroupStatus groups;

    InfoCommand(InfoSections sections, ClusterStatus cluster, GroupStatus groups) {
        this.groups = groups;
        this.sections = sections;
        this.cluster = cluster;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) {
        Set<String> wanted = wanted(request);
        if (wanted.stream().noneMatch(InfoSections.OF_THE_CLUSTER::contains)) {
            write(session, wanted, InfoSections.Kafka.NOT_ASKED, reply);
            return;
        }
        Suspension suspension = session.suspend(null);
        cluster.snapshot()
                .thenCombine(groups.snapshot(), InfoSections.Kafka::new)
                .thenAccept(kafka -> suspension.complete(writer -> write(session, wanted, kafka, writer)));
    }

    /** The names of the sections, in lower case. */
    private static Set<String> wanted(Request request) {
        Set<String> wanted = new LinkedHashSet<>();
        for (int i = 0; i < request.arguments(); i++) {
            String name = request.text(i).toLowerCase(Locale.ROOT);
            if (ALL.contains(name)) {
                wanted.addAll(InfoSections.ALL);
            } else if (name.equals(DEFAULT)) {
                wanted.addAll(InfoSections.COMMON);
            } else {
                wanted.add(name);
            }
        }
        return request.arguments() == 0 ? InfoSections.COMMON : wanted;
    }

    private void write(Session session, Set<String> wanted, InfoSections.Kafka kafka, ReplyWriter reply) {
        StringBuilder text = new StringBuilder();
        for (String name : InfoSections.ALL) {
            if (wanted.contains(name)) {
                text.append(text.isEmpty() ? "# " : "\r\n# ")
                        .append(InfoSections.title(name))
                        .append("\r\n");
                Map<String, Object> lines = sections.lines(name, session, kafka);
                lines.forEach((key, value) ->
                        text.append(key).append(':').append(value).append("\r\n"));
            }
        }
        reply.verbatim(text.toString());
    }
}
