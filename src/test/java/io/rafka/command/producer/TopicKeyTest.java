package io.rafka.command.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.command.CommandException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicKeyTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "topics:t, t, none",
                "topic:t, t, none",
                "topics:t:, t, ``",
                "topics:t:k, t, k",
                "topic:t:k, t, k",
                "topics:t:user:42, t, user:42",
                "topics:t::, t, :",
                "topics:a.b_c-D9:topics:x, a.b_c-D9, topics:x",
                "topics:t:\u00ff\0, t, \u00ff\0"
            })
    void readsTopicAndRecordKey(String key, String topic, @Nullable String recordKey) throws CommandException {
        TopicKey parsed = TopicKey.parse(bytes(key));

        assertThat(parsed.topic()).isEqualTo(topic);
        assertThat(parsed.recordKey()).isEqualTo(recordKey == null ? null : bytes(recordKey));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t", "topics", "topic", "topics;t", "Topics:t", "TOPICS:t", "topicss:t", ":t", "queue:t"})
    void refusesAnotherForm(String key) {
        assertThatThrownBy(() -> TopicKey.parse(bytes(key)))
                .isInstanceOf(CommandException.class)
                .hasMessage("PROD First argument must be in the form of 'topics:<topic>' or 'topics:<topic>:<key>'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics:",
                "topics::k",
                "topic:",
                "topics:a b",
                "topics:a,b",
                "topics:.",
                "topics:..:k",
                "topics:t\u00e4",
                "topics:t\0",
                "topics:^t"
            })
    void refusesAnIllegalTopic(String key) {
        assertThatThrownBy(() -> TopicKey.parse(bytes(key)))
                .isInstanceOf(CommandException.class)
                .hasMessage("PROD Local: Invalid argument or configuration");
    }

    @Test
    void refusesATopicThatIsTooLong() throws CommandException {
        assertThat(TopicKey.parse(bytes("topics:" + "t".repeat(249))).topic()).hasSize(249);
        assertThatThrownBy(() -> TopicKey.parse(bytes("topics:" + "t".repeat(513))))
                .hasMessage("PROD Local: Invalid argument or configuration");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
