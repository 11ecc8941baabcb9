package io.rafka;

import io.netty.channel.EventLoopGroup;
import io.rafka.command.Pause;
import io.rafka.command.consumer.ConsumerCommands;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.net.Listener;
import io.rafka.session.Sessions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the gateway, in the order that clients of the 2017 server know: first the consumers, while producers go
 * on; then the connections; then what is buffered.
 */
final class Shutdown {
    private static final Logger LOGGER = LoggerFactory.getLogger(Shutdown.class);
    /** A member takes at most 14 seconds to finish joining, commit, and leave. */
    private static final Duration CONSUMERS = Duration.ofSeconds(15);

    private static final Duration CONNECTIONS = Duration.ofSeconds(5);
    private static final Duration UNBLOCKED = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(20);

    private final Pause pause;
    private final Sessions sessions;
    private final GroupMembers members;
    private final Listener listener;
    private final EventLoopGroup eventLoops;
    private final KafkaConnection kafka;
    private boolean done;
    private long undelivered;

    Shutdown(
            Pause pause,
            Sessions sessions,
            GroupMembers members,
            Listener listener,
            EventLoopGroup eventLoops,
            KafkaConnection kafka) {
        this.pause = pause;
        this.sessions = sessions;
        this.members = members;
        this.listener = listener;
        this.eventLoops = eventLoops;
        this.kafka = kafka;
    }

    /** Does it once; every call returns the number of records that could not be delivered. */
    synchronized long run() {
        if (done) {
            return undelivered;
        }
        done = true;
        LOGGER.info("shutting down, consumers={} connections={}", members.count(), sessions.count());
        pause.close();
        await("consumers to be told", sessions.endConsumers(ConsumerCommands.SERVER_SHUTDOWN), CONSUMERS);
        await("consumers to leave their groups", members.leaveAll(), CONSUMERS);
        listener.close();
        closeConnections();
        undelivered = kafka.producer().close(FLUSH);
        if (undelivered > 0) {
            LOGGER.error("{} records could not be delivered to Kafka and are lost", undelivered);
        }
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        kafka.close();
        LOGGER.info("Bye");
        return undelivered;
    }

    /** Each as soon as it has been answered; those that do not come to an end are cut off. */
    private void closeConnections() {
        try {
            if (closeIdle(CONNECTIONS)) {
                return;
            }
            // What waits because it is meant to, as WAIT for one broker more, can be answered all the same.
            sessions.unblock();
            if (!closeIdle(UNBLOCKED)) {
                LOGGER.warn("{} connections are closed with commands unanswered", sessions.count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closeIdle(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!sessions.closeIdle()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        }
        return true;
    }

    private static void await(String what, CompletionStage<Void> stage, Duration longest) {
        try {
            stage.toCompletableFuture().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOGGER.warn("waited {} s for {}, going on", longest.toSeconds(), what);
        } catch (ExecutionException e) {
            LOGGER.error("while waiting for {}", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
