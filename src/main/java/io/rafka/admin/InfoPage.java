package io.rafka.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.kafka.topic.ClusterStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** {@code /info}: which rafka runs here, in JSON. */
final class InfoPage implements Page {
    private static final JsonFactory JSON = new JsonFactory();

    private final ClusterStatus cluster;
    private final Supplier<Map<String, Object>> about;

    /** @param about names and values; those that are no numbers are texts */
    InfoPage(ClusterStatus cluster, Supplier<Map<String, Object>> about) {
        this.cluster = cluster;
        this.about = about;
    }

    @Override
    public CompletionStage<Answer> answer(AdminRequest request, Executor listener) {
        return cluster.snapshot().thenApplyAsync(snapshot -> Answer.json(Answer.OK, json(snapshot)), listener);
    }

    private byte[] json(ClusterStatus.Snapshot snapshot) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, Object> one : about.get().entrySet()) {
                if (one.getValue() instanceof Number number) {
                    json.writeNumberField(one.getKey(), number.longValue());
                } else {
                    json.writeStringField(one.getKey(), String.valueOf(one.getValue()));
                }
            }
            json.writeObjectFieldStart("kafka");
            json.writeBooleanField("answers", snapshot.answers());
            json.writeStringField("clusterId", snapshot.clusterId());
            json.writeNumberField("brokers", snapshot.brokers());
            json.writeNumberField("topics", snapshot.topics());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
