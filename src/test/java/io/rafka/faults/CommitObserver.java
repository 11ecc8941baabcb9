package io.rafka.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches at the brokers what a group has committed, and knows since when. */
final class CommitObserver implements ConsumeCheck.Commits, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommitObserver.class);
    private static final long INTERVAL_MILLIS = 50;
    private static final long ANSWER_SECONDS = 5;

    private final Admin admin;
    private final String group;
    private final String topic;
    private final Positions seen = new Positions();
    private final Thread thread = new Thread(this::watch, "commit-observer");
    private volatile boolean closed;

    /** Begins at once. */
    CommitObserver(Admin admin, String group, String topic) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public long committedBefore(int partition, long nanoTime) {
        return seen.before(partition, nanoTime);
    }

    /** What the group has committed now. */
    Map<Integer, Long> committed() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> answer = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Map<Integer, Long> committed = new TreeMap<>();
        answer.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    private void watch() {
        while (!closed) {
            try {
                committed().forEach(seen::reached);
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
            } catch (ExecutionException | TimeoutException e) {
                LOGGER.debug("group={} the coordinator is down or moving, and is asked again", group, e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
