package io.rafka.command.topic;

import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.resp.ReplyWriter;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Answers the client when Kafka has answered. */
final class TopicListing {
    private TopicListing() {}

    /** Suspends the session until the answer has come; {@code reply} then writes the reply. */
    static <T> void answer(Session session, CompletionStage<T> answer, BiConsumer<T, ReplyWriter> reply) {
        Suspension suspension = session.suspend(null);
        answer.whenComplete((value, failure) -> suspension.complete(writer -> {
            if (failure == null) {
                reply.accept(value, writer);
            } else {
                writer.error("ERR Kafka does not answer about its topics: " + KafkaErrors.text(failure));
            }
        }));
    }

    /** The keys of all topics that the client may see in Kafka, sorted. */
    static CompletionStage<List<String>> keys(KafkaLogins logins, Session session) {
        return logins.of(session.user())
                .catalog()
                .names()
                .thenApply(names ->
                        names.stream().map(Keys.PREFIX::concat).sorted().toList());
    }

    static void write(List<String> keys, ReplyWriter reply) {
        reply.array(keys.size());
        keys.forEach(reply::bulk);
    }
}
