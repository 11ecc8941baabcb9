package io.rafka.command.consumer;

import io.rafka.command.CommandException;
import io.rafka.command.Pause;
import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.consumer.Fetched;
import io.rafka.kafka.consumer.JoinException;
import io.rafka.resp.ReplyWriter;
import io.rafka.session.ConsumerName;
import io.rafka.session.Session;
import io.rafka.session.SessionConsumer;
import io.rafka.session.Sessions;
import io.rafka.session.Suspension;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One BLPOP: answered at once if a record was fetched ahead, otherwise when one comes or the time is over.
 *
 * <p>Threading: the connection's event loop; {@link #wake} from any thread.
 */
final class BlockingPop {
    private final Sessions sessions;
    private final Pause pause;
    private final Session session;
    private final ConsumerName name;
    private final SessionConsumer consumer;
    private final Runnable wake = this::wake;
    private @Nullable Suspension suspension;
    private @Nullable ScheduledFuture<?> timer;

    BlockingPop(Sessions sessions, Pause pause, Session session, ConsumerName name, SessionConsumer consumer) {
        this.sessions = sessions;
        this.pause = pause;
        this.session = session;
        this.name = name;
        this.consumer = consumer;
    }

    /** Answers with a record that was fetched ahead; whether there was one. */
    static boolean popReady(SessionConsumer consumer, ReplyWriter reply) {
        Fetched.Message ready = consumer.member().ready();
        if (ready != null) {
            MessageReply.write(ready, reply);
        }
        return ready != null;
    }

    /**
     * Answers now, or suspends the session.
     *
     * @param timeout in nanoseconds; 0 is for ever
     */
    void pop(long timeout, ReplyWriter reply) throws CommandException {
        Fetched fetched = next();
        if (fetched != null) {
            write(fetched, reply);
            return;
        }
        suspension = session.block(this::stop, ReplyWriter::nullArray);
        if (timeout > 0) {
            timer = session.schedule(this::timeOut, timeout, TimeUnit.NANOSECONDS);
        }
    }

    /** The next thing to tell, from a member that has not left; null if it has to be waited for. */
    private @Nullable Fetched next() throws CommandException {
        Fetched fetched = consumer.member().next(wake);
        while (fetched == null && consumer.mayJoinAgain()) {
            if (sessions.refusesConsumers()) {
                throw new CommandException(ConsumerCommands.SERVER_SHUTDOWN);
            }
            try {
                consumer.joinAgain();
            } catch (JoinException e) {
                throw notRegistered(consumer.id(), name, String.valueOf(e.getMessage()));
            }
            fetched = consumer.member().next(wake);
        }
        return fetched;
    }

    private void wake() {
        session.execute(this::retry);
    }

    private void retry() {
        Suspension waiting = suspension;
        if (waiting == null || waiting.isOver() || pause.holdsWrites(wake)) {
            return;
        }
        try {
            Fetched fetched = next();
            if (fetched != null) {
                cancelTimer();
                waiting.complete(reply -> {
                    try {
                        write(fetched, reply);
                    } catch (CommandException e) {
                        reply.error(e.line());
                    }
                });
            }
        } catch (CommandException e) {
            cancelTimer();
            waiting.complete(reply -> reply.error(e.line()));
        }
    }

    private void timeOut() {
        Suspension waiting = suspension;
        if (waiting != null && !waiting.isOver()) {
            stop();
            waiting.complete(ReplyWriter::nullArray);
        }
    }

    private void stop() {
        cancelTimer();
        pause.forget(wake);
        consumer.member().stopWaiting();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void write(Fetched fetched, ReplyWriter reply) throws CommandException {
        if (fetched instanceof Fetched.Message message) {
            MessageReply.write(message, reply);
        } else if (fetched instanceof Fetched.MissingTopic missing) {
            throw new CommandException("CONS Poll Subscribed topic not available: " + missing.topic() + ": "
                    + KafkaErrors.UNKNOWN_TOPIC_OR_PARTITION);
        } else if (fetched instanceof Fetched.DeniedTopic denied) {
            throw new CommandException(
                    "CONS Poll Subscribed topic not available: " + denied.topic() + ": " + denied.reason());
        } else if (fetched instanceof Fetched.PollFailure failure) {
            throw new CommandException("CONS Poll " + failure.reason());
        } else if (fetched instanceof Fetched.NotRegistered failure) {
            // The connection may try again, with better properties.
            session.consumer(null);
            throw notRegistered(consumer.id(), name, failure.reason());
        }
    }

    static CommandException notRegistered(String consumerId, ConsumerName name, String reason) {
        return new CommandException(
                "CONS Failed to register Consumer '" + consumerId + "' for Client '" + name + "': " + reason);
    }
}
