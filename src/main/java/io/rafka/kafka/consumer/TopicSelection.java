package io.rafka.kafka.consumer;

import io.rafka.kafka.TopicNames;
import io.rafka.kafka.topic.TopicBlacklist;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** The topics that a consumer subscribes to: names, and regular expressions (which start with {@code ^}). Immutable. */
public final class TopicSelection {
    private static final Pattern NO_TOPIC = Pattern.compile("(?!)");

    private final Set<String> topics;
    private final List<String> names;
    private final @Nullable Pattern pattern;
    /** The same for event loops: takes time in proportion to the name, whatever the client has written. */
    private final com.google.re2j.@Nullable Pattern linear;

    private TopicSelection(Set<String> topics, List<String> names, @Nullable Pattern pattern) {
        this.topics = topics;
        this.names = names;
        this.pattern = pattern;
        linear = pattern == null ? null : com.google.re2j.Pattern.compile(pattern.pattern());
    }

    /** Whether this is a legal topic name, or starts like a regular expression. */
    public static boolean isNameOrPattern(String topic) {
        return isPattern(topic) || TopicNames.isLegal(topic);
    }

    /**
     * A selection.
     *
     * @param topics at least one, all legal names or patterns
     * @throws PatternSyntaxException if a pattern is not a regular expression
     */
    public static TopicSelection of(Collection<String> topics) {
        Set<String> distinct = new LinkedHashSet<>(topics);
        List<String> names = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        for (String topic : distinct) {
            (isPattern(topic) ? patterns : names).add(topic);
        }
        if (patterns.isEmpty()) {
            return new TopicSelection(distinct, names, null);
        }
        // Each compiled alone first, so that the error names the one that is wrong.
        patterns.forEach(TopicSelection::check);
        // Kafka's Java client subscribes either to names or to one pattern, which must match the whole name;
        // librdkafka's patterns match anywhere behind their ^.
        String union = patterns.stream().map(single -> ".*(?:" + single + ").*").collect(Collectors.joining("|"));
        String quoted = names.stream().map(name -> "|" + Pattern.quote(name)).collect(Collectors.joining());
        return new TopicSelection(distinct, names, Pattern.compile(union + quoted));
    }

    private static void check(String pattern) {
        Pattern.compile(pattern);
        try {
            com.google.re2j.Pattern.compile(pattern);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new PatternSyntaxException(e.getDescription(), pattern, -1);
        }
    }

    /** Whether this is taken for a regular expression. */
    public static boolean isPattern(String topic) {
        return topic.startsWith("^");
    }

    /** What Kafka's consumer is to subscribe to by pattern; empty if names are enough. */
    Optional<Pattern> pattern() {
        return Optional.ofNullable(pattern);
    }

    /** Makes a consumer subscribe to these topics, without those on the blacklist. The consumer's own thread. */
    void subscribe(KafkaConsumer<?, ?> consumer, TopicBlacklist blacklist, ConsumerRebalanceListener listener) {
        List<String> visible =
                names.stream().filter(name -> !blacklist.hides(name)).toList();
        if (pattern != null) {
            consumer.subscribe(blacklist.without(pattern), listener);
        } else if (visible.isEmpty()) {
            consumer.subscribe(NO_TOPIC, listener);
        } else {
            consumer.subscribe(visible, listener);
        }
    }

    /** The topics as the client gave them: names and regular expressions. */
    public Set<String> all() {
        return Collections.unmodifiableSet(topics);
    }

    /** The topics that are given by name. */
    List<String> names() {
        return names;
    }

    /** Whether the topic is one of these. */
    public boolean includes(String topic) {
        return linear == null ? topics.contains(topic) : linear.matches(topic);
    }

    /** Whether it consists of exactly these, in any order. */
    public boolean isOf(Collection<String> others) {
        return topics.size() == others.size() && topics.containsAll(others);
    }

    /** The topics as the client gave them, separated by commas. */
    @Override
    public String toString() {
        return String.join(",", topics);
    }
}
