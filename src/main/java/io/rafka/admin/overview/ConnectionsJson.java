package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.kafka.consumer.MemberFigures;
import java.io.IOException;

/** The object {@code connections}. */
final class ConnectionsJson {
    private ConnectionsJson() {}

    static void write(Connections.Found found, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("connections");
        json.writeNumberField("total", found.total());
        json.writeNumberField("matching", found.matching());
        json.writeArrayFieldStart("rows");
        for (Connections.Row row : found.rows()) {
            json.writeStartObject();
            json.writeNumberField("id", row.id());
            json.writeStringField("name", row.name());
            json.writeStringField("address", row.address());
            json.writeNumberField("age", row.age());
            json.writeNumberField("idle", row.idle());
            json.writeStringField("command", row.command());
            json.writeBooleanField("blocked", row.isBlocked());
            json.writeNumberField("outstanding", row.outstanding());
            json.writeNumberField("waitingBytes", row.waiting());
            json.writeNumberField("unreadBytes", row.unread());
            MemberFigures consumer = row.consumer();
            if (consumer != null) {
                json.writeObjectFieldStart("consumer");
                json.writeStringField("group", consumer.group());
                json.writeStringField("state", consumer.state().text());
                json.writeNumberField("partitions", consumer.partitions().size());
                json.writeNumberField("unacknowledged", consumer.unacknowledged());
                json.writeNumberField("ready", consumer.ready());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
