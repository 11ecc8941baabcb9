package io.rafka.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {
    @Test
    void everyErrorOfKafkaHasAText() throws ReflectiveOperationException {
        List<Throwable> errors = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPackages("org.apache.kafka.common.errors")) {
            Class<?> errorClass = type.reflect();
            if (Throwable.class.isAssignableFrom(errorClass) && !Modifier.isAbstract(errorClass.getModifiers())) {
                for (Constructor<?> constructor : errorClass.getConstructors()) {
                    if (List.of(constructor.getParameterTypes()).equals(List.of(String.class))) {
                        for (String message : new String[] {"why", "", " ", "one\ntwo\r\nthree", null}) {
                            errors.add((Throwable) constructor.newInstance(message));
                        }
                    }
                }
            }
        }

        assertThat(errors)
                .hasSizeGreaterThan(500)
                .allSatisfy(error ->
                        assertThat(KafkaErrors.text(error)).as("%s", error).matches("(Local|Broker): \\S[^\\r\\n]*"));
    }

    static Stream<Arguments> knownErrors() {
        return Stream.of(
                Arguments.of(new RecordTooLargeException("1 byte"), "Broker: Message size too large"),
                Arguments.of(new BufferExhaustedException("full"), "Local: Queue full"),
                Arguments.of(new TimeoutException("late"), "Local: Timed out"),
                Arguments.of(new InvalidTopicException("a b"), "Local: Invalid argument or configuration"),
                Arguments.of(new UnknownTopicOrPartitionException(), "Broker: Unknown topic or partition"),
                Arguments.of(new TopicAuthorizationException("t"), "Broker: Topic authorization failed"),
                Arguments.of(GroupAuthorizationException.forGroupId("g"), "Broker: Group authorization failed"),
                Arguments.of(new ClusterAuthorizationException("c"), "Broker: Cluster authorization failed"),
                Arguments.of(new SaslAuthenticationException("s"), "Local: Authentication failure: s"),
                Arguments.of(new NotLeaderOrFollowerException(), "Broker: Not leader for partition"),
                Arguments.of(new UnknownServerException("the disk burns"), "Broker: the disk burns"),
                Arguments.of(new KafkaException("closed"), "Local: closed"),
                Arguments.of(new IllegalStateException(), "Local: Illegal state"),
                Arguments.of(new RuntimeException(), "Local: Runtime"));
    }

    @ParameterizedTest
    @MethodSource("knownErrors")
    void speaksLibrdkafkasWords(Throwable error, String text) {
        assertThat(KafkaErrors.text(error)).isEqualTo(text);
    }

    @Test
    void looksBehindWhatFuturesWrapAroundAFailure() {
        Throwable failure = new TimeoutException("late");

        assertThat(KafkaErrors.text(new ExecutionException(new CompletionException(failure))))
                .isEqualTo("Local: Timed out");
        assertThat(KafkaErrors.unwrap(new CompletionException(failure))).isSameAs(failure);
        assertThat(KafkaErrors.unwrap(failure)).isSameAs(failure);
    }

    @Test
    void namesASubclassByItsNearestSuperclass() {
        class VeryLateException extends TimeoutException {
            private static final long serialVersionUID = 1L;
        }

        assertThat(KafkaErrors.text(new VeryLateException())).isEqualTo("Local: Timed out");
    }

    @Test
    void hasAWordForAnExceptionWithoutAName() {
        RuntimeException nameless = new RuntimeException() {
            private static final long serialVersionUID = 1L;
        };

        assertThat(KafkaErrors.text(nameless)).isEqualTo("Local: Unknown error");
    }
}
