package io.rafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.junit.jupiter.api.Test;

class LogProviderTest {
    private final LoggerContext context = new LoggerContext();

    private String line(String logger, String message) {
        Logger root = context.getLogger("ROOT");
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("console");
        LayoutWrappingEncoder<ILoggingEvent> encoder = (LayoutWrappingEncoder<ILoggingEvent>) console.getEncoder();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger(logger), ch.qos.logback.classic.Level.INFO, message, null, null);
        return encoder.getLayout().doLayout(event);
    }

    @Test
    void aLineHasTimeLevelClassAndMessage() {
        LogProvider.configure(context);
        assertThat(line("io.rafka.Rafka", "Ready"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Rafka: Ready\\R");
    }

    /** What a broker or a client has written must not look like a line of ours. */
    @Test
    void aLineStaysOne() {
        LogProvider.configure(context);
        assertThat(line("io.rafka.Rafka", "reason=\"a\r\n2026-11-27 00:00:00.000 INFO  Rafka: Ready\""))
                .endsWith(" INFO  Rafka: reason=\"a\\n2026-11-27 00:00:00.000 INFO  Rafka: Ready\""
                        + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void ofOthersOnlyWarningsAreShown() {
        LogProvider.configure(context);
        assertThat(context.getLogger("io.rafka.net.Listener").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("io.rafka.net.Listener").isDebugEnabled()).isFalse();
        assertThat(context.getLogger("org.apache.kafka.clients.NetworkClient").isInfoEnabled())
                .isFalse();
        assertThat(context.getLogger("org.apache.kafka.clients.NetworkClient").isWarnEnabled())
                .isTrue();
    }
}
