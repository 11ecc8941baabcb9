package io.rafka.command.producer;

import io.rafka.command.Command;
import io.rafka.command.CommandException;
import io.rafka.command.RedisErrors;
import io.rafka.command.Timeouts;
import io.rafka.kafka.login.KafkaLogin;
import io.rafka.kafka.login.KafkaLogins;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.resp.RedisNumbers;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code WAIT <replicas> <milliseconds>}: on how many brokers the connection's records are for certain, after waiting
 * at most that long, or for ever if it is 0, for there to be so many.
 *
 * <p>A record that could not be delivered is on none, and makes one WAIT answer 0.
 *
 * @see <a href="https://redis.io/docs/latest/commands/wait/">WAIT</a>
 */
final class WaitCommand implements Command {
    /** Brokers come back into the set of those in sync without anybody being told: it is asked again and again. */
    private static final long FIRST_PAUSE = 50;

    private static final long LONGEST_PAUSE = 4_000;

    private final KafkaLogins logins;

    WaitCommand(KafkaLogins logins) {
        this.logins = logins;
    }

    @Override
    public void execute(Session session, Request request, ReplyWriter reply) throws CommandException {
        long replicas = RedisNumbers.parseLong(request.argument(0)).orElseThrow(RedisErrors::notAnInteger);
        long millis = Timeouts.millis(request.argument(1));
        new Wait(logins.of(session.user()), session, replicas).begin(millis);
    }

    /** One WAIT. Threading: the connection's event loop. */
    private static final class Wait {
        private final KafkaLogin login;
        private final Session session;
        private final long wanted;
        private final Outstanding outstanding;
        private final Suspension suspension;
        private @Nullable ScheduledFuture<?> timer;
        private @Nullable ScheduledFuture<?> next;
        private long pause = FIRST_PAUSE;
        /** What would be answered now. */
        private int reached;

        Wait(KafkaLogin login, Session session, long wanted) {
            this.login = login;
            this.session = session;
            this.wanted = wanted;
            outstanding = session.produces();
            suspension = session.block(this::stop, reply -> reply.integer(reached));
        }

        void begin(long millis) {
            if (millis > 0) {
                timer = session.schedule(this::answer, millis, TimeUnit.MILLISECONDS);
            }
            if (wanted <= 0 && outstanding.records() > 0) {
                answer();
            } else {
                outstanding.whenNone(() -> session.execute(this::count));
            }
        }

        /** All records have been acknowledged or refused. */
        private void count() {
            if (suspension.isOver()) {
                return;
            }
            if (outstanding.takeFailed() > 0) {
                answer();
                return;
            }
            inSync().whenComplete((count, failure) -> session.execute(() -> counted(failure == null ? count : 0)));
        }

        /** Without records, those that could have them: as a Redis counts its replicas before the first write. */
        private CompletionStage<Integer> inSync() {
            return login.records()
                    .inSyncReplicas(outstanding.topics())
                    .thenCompose(fewest -> fewest.isPresent()
                            ? CompletableFuture.completedFuture(fewest.getAsInt())
                            : login.status()
                                    .snapshot()
                                    .thenApply(snapshot -> snapshot.answers() ? snapshot.brokers() : 0));
        }

        private void counted(int inSync) {
            if (suspension.isOver()) {
                return;
            }
            reached = login.producer().acknowledging(inSync);
            if (reached >= wanted) {
                answer();
                return;
            }
            next = session.schedule(this::count, pause, TimeUnit.MILLISECONDS);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }

        private void answer() {
            stop();
            suspension.complete(reply -> reply.integer(reached));
        }

        private void stop() {
            outstanding.stopWaiting();
            cancel(timer);
            cancel(next);
        }

        private static void cancel(@Nullable ScheduledFuture<?> scheduled) {
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
