package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.admin.AdminRequest;
import io.rafka.admin.Answer;
import io.rafka.admin.Page;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.producer.Producers;
import io.rafka.kafka.topic.ClusterStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * {@code /overview.json[?match=<part of a name or address>][&sort=busy|outstanding|unacknowledged|idle|age]}: what
 * rafka does now. Counts are since the start, so that who asks again can tell how fast they grow.
 */
public final class OverviewPage implements Page {
    private static final JsonFactory JSON = new JsonFactory();

    private final ClusterStatus cluster;
    private final Statistics statistics;
    private final Connections connections;
    private final CountsJson counts;
    private final GroupsJson groups;
    private final TopicsJson topics;
    private final TroublesJson troubles;

    /** @param producers know how much each topic was produced to */
    public OverviewPage(Statistics statistics, Producers producers, ClusterStatus cluster) {
        this.cluster = cluster;
        this.statistics = statistics;
        connections = new Connections(statistics.sessions());
        counts = new CountsJson(statistics);
        groups = new GroupsJson(statistics);
        topics = new TopicsJson(statistics, producers);
        troubles = new TroublesJson(statistics);
    }

    private record Kafka(ClusterStatus.Snapshot cluster, List<MemberFigures> members) {}

    @Override
    public CompletionStage<Answer> answer(AdminRequest request, Executor listener) {
        Connections.Order order = Connections.Order.of(request.parameter("sort"));
        return cluster.snapshot()
                .thenCombine(statistics.groups().snapshot(), Kafka::new)
                .thenCombineAsync(
                        connections.find(request.parameter("match"), order),
                        (kafka, found) -> Answer.json(Answer.OK, json(kafka, found)),
                        listener);
    }

    private byte[] json(Kafka kafka, Connections.Found found) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("kafka");
            json.writeBooleanField("answers", kafka.cluster().answers());
            json.writeStringField("clusterId", kafka.cluster().clusterId());
            json.writeNumberField("brokers", kafka.cluster().brokers());
            json.writeNumberField("topics", kafka.cluster().topics());
            json.writeEndObject();
            counts.write(json);
            ConnectionsJson.write(found, json);
            groups.write(kafka.members(), json);
            topics.write(kafka.members(), json);
            troubles.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
