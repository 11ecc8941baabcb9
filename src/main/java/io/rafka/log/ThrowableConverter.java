package io.rafka.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;

/**
 * Exceptions in the log: with their stack, except those that Kafka's clients log about brokers and logins. These say
 * nothing about the code, and come as often as a client tries again: of them, the messages of all causes, in one line.
 */
public final class ThrowableConverter extends ThrowableProxyConverter {
    private static final String CLIENTS = "org.apache.kafka.clients";
    private static final String SECURITY = "org.apache.kafka.common.security";

    /** Others are faults, of which the stack is all that one has. */
    private static final List<String> EXPECTED = List.of(
            "org.apache.kafka.common.", "java.io.", "java.net.", "javax.net.ssl.", "javax.security.", "java.security.");

    @Override
    public String convert(ILoggingEvent event) {
        String logger = event.getLoggerName();
        IThrowableProxy thrown = event.getThrowableProxy();
        boolean brief = thrown != null
                && (logger.startsWith(CLIENTS) || logger.startsWith(SECURITY))
                && EXPECTED.stream().anyMatch(thrown.getClassName()::startsWith);
        if (!brief) {
            String stack = super.convert(event);
            return stack.isEmpty() ? System.lineSeparator() : System.lineSeparator() + stack;
        }
        StringBuilder line = new StringBuilder();
        for (IThrowableProxy cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            line.append(": ").append(message == null ? cause.getClassName() : message.replaceAll("\\R+", " "));
        }
        return line.append(System.lineSeparator()).toString();
    }
}
