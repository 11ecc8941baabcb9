package io.rafka.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rafka.config.server.ServerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {
    private final TopicRules rules = new TopicRules(ServerConfig.defaults());

    private static byte @Nullable [] bytes(int length) {
        return length < 0 ? null : new byte[length];
    }

    /** What it reckons is in no public class; here it is asked all the same. */
    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "1, 1", "63, 64", "64, 63", "-1, 8191", "-1, 8192", "9000, 9000", "5, 10000000"})
    void reckonsAsKafkasProducer(int key, int value) {
        assertThat(TopicRules.batch(bytes(key), new byte[value]))
                .isEqualTo(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        bytes(key),
                        new byte[value],
                        new Header[0]));
    }

    @Test
    void refusesWhatATopicDoesNotTake() throws Exception {
        rules.learn("small", 1_000, false);
        rules.learn("compacted", 10_000, true);
        byte[] key = new byte[1];
        assertThat(rules.check("small", null, new byte[900])).isEqualTo(Admission.ACCEPTED);
        assertThat(rules.check("compacted", key, new byte[2_000])).isEqualTo(Admission.ACCEPTED);
        assertThat(rules.check("unknown", null, new byte[100_000])).isEqualTo(Admission.ACCEPTED);
        assertThatThrownBy(() -> rules.check("small", null, new byte[1_000]))
                .isInstanceOf(RefusedRecordException.class)
                .hasMessage("Broker: Message size too large");
        assertThatThrownBy(() -> rules.check("compacted", null, new byte[1]))
                .isInstanceOf(RefusedRecordException.class)
                .hasMessage("Broker: Broker failed to validate record");
    }
}
