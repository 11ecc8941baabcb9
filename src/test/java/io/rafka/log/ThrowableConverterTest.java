package io.rafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThrowableConverterTest {
    private static String converted(String logger, @Nullable Throwable failure) {
        ThrowableConverter converter = new ThrowableConverter();
        converter.start();
        return converter.convert(new LoggingEvent(
                "", new LoggerContext().getLogger(logger), Level.WARN, "message", failure, new Object[0]));
    }

    @Test
    void kafkasClientsAreBrief() {
        Exception failure = new KafkaException("outer", new IOException("inner\nof two lines"));

        assertThat(converted("org.apache.kafka.clients.NetworkClient", failure))
                .isEqualTo(": outer: inner of two lines" + System.lineSeparator());
    }

    @Test
    void aFaultInAClientShowsItsStack() {
        assertThat(converted("org.apache.kafka.clients.producer.internals.Sender", new NullPointerException()))
                .startsWith(System.lineSeparator() + "java.lang.NullPointerException")
                .contains("\tat ");
    }

    @Test
    void othersShowTheirStack() {
        assertThat(converted("org.apache.kafka.common.utils.KafkaThread", new IllegalStateException("why")))
                .startsWith(System.lineSeparator() + "java.lang.IllegalStateException: why")
                .contains("\tat " + ThrowableConverterTest.class.getName());
    }

    @Test
    void aLineEndsWithoutAnException() {
        assertThat(converted("io.rafka.Rafka", null)).isEqualTo(System.lineSeparator());
    }
}
