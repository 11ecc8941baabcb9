package io.rafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

class RepetitionFilterTest {
    private static final String KAFKA = "org.apache.kafka.clients.NetworkClient";
    private static final String DOWN = "[Consumer clientId=c1, groupId=g] Connection to node {} could not be made";

    private final LoggerContext context = new LoggerContext();
    private final AtomicLong clock = new AtomicLong();
    private final RepetitionFilter filter = new RepetitionFilter(clock::get);

    @Test
    void aWarningOfKafkaPassesOnce() {
        assertThat(decide(KAFKA, Level.WARN, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.WARN, DOWN)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void anotherClientsSameWarningIsTheSame() {
        assertThat(decide(KAFKA, Level.WARN, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.WARN, DOWN.replace("c1", "c2"))).isEqualTo(FilterReply.DENY);
    }

    @Test
    void whatDiffersInANumberIsTheSame() {
        assertThat(decide(KAFKA, Level.WARN, "[Consumer a] from /127.0.0.1 (id 12)"))
                .isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.WARN, "[Consumer b] from /127.0.0.1 (id 345)"))
                .isEqualTo(FilterReply.DENY);
    }

    @Test
    void theNextOneTellsHowManyWereLeftOut() {
        ListAppender<ILoggingEvent> shown = new ListAppender<>();
        shown.start();
        context.getLogger(RepetitionFilter.class).addAppender(shown);
        for (int i = 0; i < 3; i++) {
            decide(KAFKA, Level.WARN, DOWN);
        }
        assertThat(shown.list).isEmpty();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(decide(KAFKA, Level.WARN, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(shown.list)
                .extracting(ILoggingEvent::toString)
                .containsExactly("[WARN] lines like the next one were left out count=2");
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        decide(KAFKA, Level.WARN, DOWN);
        assertThat(shown.list).hasSize(1);
    }

    @Test
    void anotherWarningIsNot() {
        assertThat(decide(KAFKA, Level.WARN, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.WARN, DOWN + " again")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide("org.apache.kafka.clients.Metadata", Level.WARN, DOWN))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "DEBUG", "INFO"})
    void otherLevelsAlwaysPass(String level) {
        assertThat(decide(KAFKA, Level.valueOf(level), DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.valueOf(level), DOWN)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void errorsOfTheBrokerPassAndThoseOfClientsDoNotRepeat() {
        String broker = "org.apache.kafka.controller.QuorumController";
        assertThat(decide(broker, Level.ERROR, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(broker, Level.ERROR, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.ERROR, DOWN)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(KAFKA, Level.ERROR, DOWN)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void ourOwnDoNotRepeatIfTheyAskForIt() {
        Marker marker = MarkerFactory.getMarker(RepetitionFilter.SPARINGLY);
        Logger logger = context.getLogger("io.rafka.Any");
        assertThat(filter.decide(marker, logger, Level.WARN, DOWN, null, null)).isEqualTo(FilterReply.NEUTRAL);
        assertThat(filter.decide(marker, logger, Level.WARN, DOWN, null, null)).isEqualTo(FilterReply.DENY);
    }

    @Test
    void ourOwnWarningsAlwaysPass() {
        assertThat(decide("io.rafka.Shutdown", Level.WARN, "waited")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide("io.rafka.Shutdown", Level.WARN, "waited")).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void aWarningWithoutAFormatPasses() {
        assertThat(decide(KAFKA, Level.WARN, null)).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void whatBelongsToNormalLifeNeverPasses() {
        assertThat(decide(KAFKA, Level.WARN, "Performing controller activation. {}"))
                .isEqualTo(FilterReply.DENY);
        assertThat(decide(KAFKA, Level.INFO, "The metadata response from the cluster reported a recoverable issue {}"))
                .isEqualTo(FilterReply.NEUTRAL);
    }

    private FilterReply decide(String logger, Level level, @Nullable String format) {
        return filter.decide(null, context.getLogger(logger), level, format, null, null);
    }
}
