package io.rafka;

import io.netty.channel.EventLoopGroup;
import io.rafka.admin.AdminListener;
import io.rafka.admin.Health;
import io.rafka.command.Pause;
import io.rafka.command.consumer.ConsumerCommands;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
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
    /** Parts of the whole time that a step may take; what they leave is for the records. */
    private static final int CONSUMERS = 2;

    private static final int CONNECTIONS = 6;
    private static final int UNBLOCKED = 30;
    /** What the end of the threads and of Kafka's clients takes, at most. */
    private static final int LAST_STEPS = 10;

    private static final Duration STEP = Duration.ofMillis(20);

    private final ServerConfig config;
    private final Health health;
    private final Pause pause;
    private final Sessions sessions;
    private final GroupMembers members;
    private final Listener listener;
    private final EventLoopGroup eventLoops;
    private final AdminListener admin;
    private final KafkaConnection kafka;
    private boolean done;
    private long undelivered;

    Shutdown(
            ServerConfig config,
            Health health,
            Pause pause,
            Sessions sessions,
            GroupMembers members,
            Listener listener,
            EventLoopGroup eventLoops,
            AdminListener admin,
            KafkaConnection kafka) {
        this.config = config;
        this.health = health;
        this.pause = pause;
        this.sessions = sessions;
        this.members = members;
        this.listener = listener;
        this.eventLoops = eventLoops;
        this.admin = admin;
        this.kafka = kafka;
    }

    /**
     * Does it once; every call returns the number of records that could not be delivered.
     *
     * @param delay for so long it serves as before
     */
    synchronized long run(Duration delay) {
        if (done) {
            return undelivered;
        }
        done = true;
        health.end();
        goOn(delay);
        Duration longest = config.get(ServerSettings.SHUTDOWN_TIMEOUT);
        long deadline = System.nanoTime() + longest.toNanos();
        LOGGER.info("shutting down, consumers={} connections={}", members.count(), sessions.count());
        pause.close();
        long consumers = System.nanoTime() + longest.dividedBy(CONSUMERS).toNanos();
        await("consumers to be told", sessions.endConsumers(ConsumerCommands.SERVER_SHUTDOWN), until(consumers));
        Duration leave = until(consumers);
        await("consumers to leave their groups", members.leaveAll(leave), leave);
        listener.close();
        closeConnections(longest);
        long lastSteps = longest.dividedBy(LAST_STEPS).toNanos();
        undelivered = kafka.logins().producers().close(until(deadline - lastSteps));
        if (undelivered > 0) {
            LOGGER.error("{} records could not be delivered to Kafka and are lost", undelivered);
        }
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        kafka.close();
        // Last, so that it can be seen how far the end has come.
        admin.close();
        LOGGER.info("Bye");
        return undelivered;
    }

    /** Serves as before: whoever looks at {@code /health/ready} has time to send clients elsewhere. */
    private static void goOn(Duration delay) {
        if (delay.isZero()) {
            return;
        }
        LOGGER.info("going on for {} s, then shutting down", delay.toSeconds());
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each as soon as it has been answered; those that do not come to an end are cut off. */
    private void closeConnections(Duration longest) {
        try {
            if (closeIdle(longest.dividedBy(CONNECTIONS))) {
                return;
            }
            // What waits because it is meant to, as WAIT for one broker more, can be answered all the same.
            sessions.unblock();
            if (!closeIdle(longest.dividedBy(UNBLOCKED))) {
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

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static void await(String what, CompletionStage<Void> stage, Duration longest) {
        try {
            stage.toCompletableFuture().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOGGER.warn("waited {} ms for {}, going on", longest.toMillis(), what);
        } catch (ExecutionException e) {
            LOGGER.error("while waiting for {}", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
