package io.rafka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"t", "T", "0", "a.b", "a_b", "a-b", "...", "-", "_", ".a", "__consumer_offsets"})
    void takesWhatKafkaTakes(String name) {
        Topic.validate(name);
        assertThat(TopicNames.isLegal(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", " ", "a b", "a:b", "a,b", "a/b", "^a", "a\0", "\u00e4", "\u0661", "a\n", "t*"})
    void refusesWhatKafkaRefuses(String name) {
        assertThat(kafkaTakes(name)).isFalse();
        assertThat(TopicNames.isLegal(name)).isFalse();
    }

    @Test
    void judgesEveryCharacterAsKafkaDoes() {
        for (char letter = 0; letter < 0x300; letter++) {
            String name = "t" + letter;
            assertThat(TopicNames.isLegal(name)).as("U+%04x", (int) letter).isEqualTo(kafkaTakes(name));
        }
    }

    @Test
    void takes249Characters() {
        assertThat(TopicNames.isLegal("t".repeat(249))).isTrue();
        assertThat(TopicNames.isLegal("t".repeat(250))).isFalse();
    }

    private static boolean kafkaTakes(String name) {
        try {
            Topic.validate(name);
            return true;
        } catch (InvalidTopicException e) {
            return false;
        }
    }
}
