package io.rafka.command.topic;

import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.topic.TopicCatalog;
import io.rafka.resp.ReplyWriter;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks for the topics, and answers the client when they are there. */
final class TopicListing {
    static final String PREFIX = "topics:";

    private TopicListing() {}

    /** Suspends the session until the names have come as keys, sorted; {@code reply} then writes the reply. */
    static void answer(Session session, TopicCatalog catalog, BiConsumer<List<String>, ReplyWriter> reply) {
        Suspension suspension = session.suspend(null);
        catalog.names()
                .whenComplete((names, failure) -> suspension.complete(writer -> {
                    if (failure == null) {
                        reply.accept(names.stream().map(PREFIX::concat).sorted().toList(), writer);
                    } else {
                        writer.error("ERR Kafka does not list its topics: " + KafkaErrors.text(failure));
                    }
                }));
    }

    static void write(List<String> keys, ReplyWriter reply) {
        reply.array(keys.size());
        keys.forEach(reply::bulk);
    }
}
