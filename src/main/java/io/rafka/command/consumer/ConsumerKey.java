package io.rafka.command.consumer;

import io.rafka.command.CommandException;
import io.rafka.config.kafka.ShownProperties;
import io.rafka.kafka.consumer.TopicSelection;
import java.util.List;

/**
 * One of BLPOP's keys: {@code topics:<t1>[,<t2>...][:<JSON>]}.
 *
 * @param topics legal names and regular expressions, at least one
 * @param json the consumer's properties as the client wrote them; empty if there are none
 */
record ConsumerKey(List<String> topics, String json) {
    private static final String PREFIX = "topics:";

    static ConsumerKey parse(String key) throws CommandException {
        if (!key.startsWith(PREFIX)) {
            throw unparsable(key);
        }
        int colon = firstColon(key, PREFIX.length());
        List<String> topics = List.of(key.substring(PREFIX.length(), colon).split(",", -1));
        if (!topics.stream().allMatch(TopicSelection::isNameOrPattern)) {
            throw unparsable(key);
        }
        return new ConsumerKey(topics, colon == key.length() ? "" : key.substring(colon + 1));
    }

    /** The colon that ends the topics. One in a group like {@code (?:a|b)} is part of a regular expression. */
    private static int firstColon(String key, int from) {
        for (int colon = key.indexOf(':', from); colon >= 0; colon = key.indexOf(':', colon + 1)) {
            if (key.charAt(colon - 1) != '?' || key.charAt(colon - 2) != '(') {
                return colon;
            }
        }
        return key.length();
    }

    private static CommandException unparsable(String key) {
        return new CommandException("CONS Cannot parse topics from `" + ShownProperties.ofKey(key) + "`");
    }
}
