package io.rafka.command.producer;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code DUMP <milliseconds>}: how many of the connection's records Kafka has not acknowledged, after waiting at most
 * that long for there to be none.
 */
final class DumpCommand implements Command {
    private static final long LONGEST_WAIT = TimeUnit.DAYS.toMillis(365);

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        Outstanding outstanding = session.outstanding();
        if (outstanding == null) {
            reply.integer(0);
            return;
        }
        if (request.arguments() != 1) {
            throw new CommandException("PROD DUMP accepts 1 argument, got " + request.arguments());
        }
        OptionalLong millis = RedisNumbers.parseLong(request.argument(0));
        if (millis.isEmpty()) {
            throw new CommandException("PROD NaN");
        }
        if (outstanding.records() == 0 || millis.getAsLong() <= 0) {
            reply.integer(outstanding.records());
        } else {
            new Wait(session, outstanding).begin(Math.min(millis.getAsLong(), LONGEST_WAIT));
        }
    }

    /** One DUMP that waits. Given up when the client goes, as its answer is of no use to anybody else. */
    private static final class Wait {
        private final Outstanding outstanding;
        private final Session session;
        private final Suspension suspension;
        private @Nullable ScheduledFuture<?> timer;

        Wait(Session session, Outstanding outstanding) {
            this.session = session;
            this.outstanding = outstanding;
            suspension = session.block(this::stop, reply -> reply.integer(outstanding.records()));
        }

        void begin(long millis) {
            timer = session.schedule(this::answer, millis, TimeUnit.MILLISECONDS);
            outstanding.whenNone(() -> session.execute(this::answer));
        }

        private void answer() {
            stop();
            suspension.complete(reply -> reply.integer(outstanding.records()));
        }

        private void stop() {
            outstanding.stopWaiting();
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
