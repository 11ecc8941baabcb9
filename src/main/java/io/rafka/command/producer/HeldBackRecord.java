package io.rafka.command.producer;

import io.rafka.kafka.KafkaErrors;
import io.rafka.kafka.login.KafkaLogin;
import io.rafka.kafka.producer.Admission;
import io.rafka.kafka.producer.Outstanding;
import io.rafka.kafka.producer.RefusedRecordException;
import io.rafka.kafka.producer.Room;
import io.rafka.kafka.producer.SharedProducer;
import io.rafka.kafka.producer.TopicResolver;
import io.rafka.session.Session;
import io.rafka.session.Suspension;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A record that the producer cannot take yet. Its connection waits, and so do its further commands, which keeps their
 * order; no other connection does.
 *
 * <p>It is carried through even if the client goes meanwhile: the client has sent it, and may not be waiting for
 * replies.
 *
 * <p>Threading: the connection's event loop.
 */
final class HeldBackRecord {
    /** How long room in a full buffer is waited for; the time that the topic takes does not count. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    /** Below the 5 s after which many Redis clients give up, so that they read the error. */
    private static final long DEADLINE = TimeUnit.MILLISECONDS.toNanos(4_500);

    private final SharedProducer producer;
    private final TopicResolver resolver;
    private final Session session;
    private final TopicKey key;
    private final byte[] value;
    private final Outstanding outstanding;
    private final Suspension suspension;
    private final long since = System.nanoTime();
    private Room.@Nullable Waiter waiter;
    /** Whether it waits for records of the same connection to be settled. */
    private boolean waitsForOwn;

    private boolean ticking;
    /** Which room it lacks; null if it does not. */
    private @Nullable Admission lack;
    /** Since when it lacks room, if it does. */
    private long lackingSince;

    HeldBackRecord(KafkaLogin login, Session session, TopicKey key, byte[] value, Outstanding outstanding) {
        producer = login.producer();
        resolver = login.resolver();
        this.session = session;
        this.key = key;
        this.value = value;
        this.outstanding = outstanding;
        suspension = session.suspend(null);
    }

    /** Waits for what the record lacks. */
    void hold(Admission missing) {
        if (missing == Admission.NO_ROOM) {
            awaitRoom();
        } else if (missing.isClients()) {
            awaitOwn(missing);
        } else {
            lack = null;
            resolver.resolve(key.topic())
                    .whenComplete((resolved, failure) -> session.execute(() -> {
                        if (failure == null) {
                            attempt(false);
                        } else {
                            refuse(KafkaErrors.unwrap(failure).getMessage());
                        }
                    }));
        }
    }

    private void awaitRoom() {
        lacks(Admission.NO_ROOM);
        // Posted, never run at once: one who is called may call the next, and a thousand in turn would fill the stack.
        waiter = producer.room()
                .await(
                        () -> session.post(this::attemptInTurn),
                        look -> session.schedule(look, 1, TimeUnit.MILLISECONDS));
    }

    private void awaitOwn(Admission missing) {
        lacks(missing);
        waitsForOwn = true;
        byte[] recordKey = key.recordKey();
        long size = value.length + (recordKey == null ? 0L : recordKey.length);
        outstanding.whenRoom(size, () -> session.post(this::attemptAfterOwn));
    }

    /** Room of whichever kind: the patience is for all of them together. */
    private void lacks(Admission room) {
        if (lack == null) {
            lackingSince = System.nanoTime();
            producer.statistics().countHeldBack(room);
        }
        lack = room;
        if (!ticking) {
            ticking = true;
            scheduleTick();
        }
    }

    private void scheduleTick() {
        session.schedule(this::tick, TICK, TimeUnit.NANOSECONDS);
    }

    /** Ends the patience, and helps if the last record left the buffer just before this one queued up for it. */
    private void tick() {
        if (suspension.isOver()) {
            return;
        }
        if (waiter != null && (isImpatient() || producer.outstanding() == 0)) {
            waiter.cancel();
            attempt(true);
        } else if (waitsForOwn) {
            // The bound may be another by now.
            attempt(false);
        }
        if (!suspension.isOver()) {
            scheduleTick();
        }
    }

    private void attemptInTurn() {
        // Not so if the clock was faster, and has let the turn go.
        if (waiter != null && waiter.tries()) {
            attempt(true);
        }
    }

    private void attemptAfterOwn() {
        // Not so if the clock was faster.
        if (waitsForOwn) {
            attempt(false);
        }
    }

    private boolean isImpatient() {
        return lack != null && System.nanoTime() - lackingSince >= PATIENCE;
    }

    private void attempt(boolean inTurn) {
        if (suspension.isOver()) {
            return;
        }
        waiter = null;
        if (waitsForOwn) {
            waitsForOwn = false;
            outstanding.stopWaitingForRoom();
        }
        try {
            Admission admission =
                    producer.send(key.topic(), key.recordKey(), value, outstanding, inTurn, System.nanoTime());
            if (admission == Admission.ACCEPTED) {
                suspension.complete(reply -> reply.integer(1));
            } else if (admission != Admission.UNRESOLVED_TOPIC && isImpatient()) {
                producer.statistics().countQueueFull(admission);
                refuse(KafkaErrors.QUEUE_FULL);
            } else if (System.nanoTime() - since > DEADLINE) {
                refuse(KafkaErrors.TIMED_OUT);
            } else {
                hold(admission);
            }
        } catch (RefusedRecordException e) {
            refuse(e.getMessage());
        }
    }

    private void refuse(@Nullable String reason) {
        suspension.complete(reply -> reply.error("PROD " + reason));
    }
}
