package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.command.statistics.RecentErrors;
import io.rafka.command.statistics.SlowLog;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.producer.DeliveryFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The arrays {@code failures}, {@code errors} and {@code slow}. */
final class TroublesJson {
    private static final int MOST_SLOW = 50;

    private final Statistics statistics;

    TroublesJson(Statistics statistics) {
        this.statistics = statistics;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("failures");
        for (Map.Entry<DeliveryFailure, Long> failure :
                statistics.deliveryFailures().entrySet()) {
            json.writeStartObject();
            json.writeStringField("topic", failure.getKey().topic());
            json.writeStringField("reason", failure.getKey().reason());
            json.writeNumberField("count", failure.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("errors");
        for (RecentErrors.Entry error : statistics.commands().recentErrors().newestFirst()) {
            json.writeStartObject();
            json.writeNumberField("time", error.time());
            json.writeStringField("command", error.command());
            json.writeStringField("text", error.text());
            json.writeNumberField("count", error.count());
            json.writeStringField("address", error.address());
            json.writeStringField("name", error.name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("slow");
        for (SlowLog.Entry slow : statistics.commands().slow().newest(MOST_SLOW)) {
            json.writeStartObject();
            json.writeNumberField("time", slow.time() * 1_000);
            json.writeNumberField("micros", slow.micros());
            json.writeArrayFieldStart("words");
            for (byte[] word : slow.arguments()) {
                json.writeString(new String(word, StandardCharsets.UTF_8));
            }
            json.writeEndArray();
            json.writeStringField("address", slow.address());
            json.writeStringField("name", slow.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
