package io.rafka.kafka.topic;

import io.rafka.config.kafka.ClientProperties;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** librdkafka's {@code topic.blacklist}: topics that are treated as if they did not exist. Immutable. */
public final class TopicBlacklist {
    /** In the middle of a name, as librdkafka's: unanchored. */
    private final @Nullable Pattern pattern;

    private TopicBlacklist(@Nullable Pattern pattern) {
        this.pattern = pattern;
    }

    /** That of a client. */
    public static TopicBlacklist of(ClientProperties properties) {
        Optional<String> list = properties.rafkaText("topic.blacklist");
        if (list.isEmpty()) {
            return new TopicBlacklist(null);
        }
        List<String> single = Stream.of(list.get().split(",", -1))
                .map(one -> "(?:" + one.strip() + ")")
                .toList();
        return new TopicBlacklist(Pattern.compile(String.join("|", single)));
    }

    /** Whether the topic is on it. */
    public boolean hides(String topic) {
        return pattern != null && pattern.matcher(topic).find();
    }

    /** A pattern of the names that match another one and are not on the list. */
    public Pattern without(Pattern wanted) {
        return pattern == null ? wanted : Pattern.compile("(?!.*(?:" + pattern + "))(?:" + wanted + ")");
    }
}
