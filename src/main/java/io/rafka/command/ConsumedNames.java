package io.rafka.command;

import io.rafka.command.access.Access;
import io.rafka.command.access.Guarded;
import io.rafka.kafka.consumer.TopicSelection;
import io.rafka.session.ConsumerName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What who consumes has to be allowed: to read the topics, and the group whose member it is. */
public final class ConsumedNames {
    private ConsumedNames() {}

    /**
     * The names that patterns guard.
     *
     * @param topics names and regular expressions
     * @param name of the connection; null if it is no consumer, and will be refused for that
     */
    public static List<Guarded> of(Collection<String> topics, @Nullable ConsumerName name) {
        List<Guarded> guarded = new ArrayList<>();
        for (String topic : topics) {
            guarded.add(
                    TopicSelection.isPattern(topic)
                            ? Guarded.everyTopic(topic, Access.READ)
                            : Guarded.topic(topic, Access.READ));
        }
        if (name != null) {
            guarded.add(Guarded.group(name.groupId()));
        }
        return guarded;
    }
}
