package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.faults.ProduceJournal.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that produce and consume through rafka while a test makes things fail; at the end, what they were told is
 * compared with what Kafka has.
 */
final class FaultRun implements AutoCloseable {
    static final int PARTITIONS = 6;
    private static final int SOME = 300;
    /** Longer than the session timeout where members die: what is going to be handed out has been. */
    private static final Duration QUIET = Duration.ofSeconds(15);

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final FaultCluster cluster;
    private final Gateway gateway;
    private final FaultReport report;
    private final String topic;
    private final String group;
    private final long began = System.nanoTime();
    private final int workerCount;
    private long errorsBefore;
    private final ProduceJournal produced = new ProduceJournal();
    private final ConsumeJournal consumed = new ConsumeJournal();
    private final ProduceWorkload producers;
    private final ConsumeWorkload workers;
    private final CommitObserver commits;

    private FaultRun(String scenario, FaultCluster cluster, Gateway gateway, Load load, int workerCount)
            throws Exception {
        this.workerCount = workerCount;
        this.cluster = cluster;
        this.gateway = gateway;
        report = FaultReport.of(scenario);
        int number = RUNS.incrementAndGet();
        topic = "faults-" + number;
        group = "group-" + number;
        errorsBefore = gateway.deliveryErrors();
        cluster.createTopic(topic, PARTITIONS);
        producers = new ProduceWorkload(gateway.port(), topic, load, produced);
        workers = new ConsumeWorkload(gateway.port(), topic, group, workerCount, consumed);
        commits = new CommitObserver(cluster.admin(), group, topic);
    }

    /** Begins, and returns when records flow in and out. */
    static FaultRun begin(String scenario, FaultCluster cluster, Gateway gateway) throws Exception {
        return begin(scenario, cluster, gateway, Load.standard());
    }

    /** The same with a load of one's own. */
    static FaultRun begin(String scenario, FaultCluster cluster, Gateway gateway, Load load) throws Exception {
        return new FaultRun(scenario, cluster, gateway, load, FaultLength.of(4, 8)).start();
    }

    /** The same without anybody who consumes. */
    static FaultRun producing(String scenario, FaultCluster cluster, Gateway gateway) throws Exception {
        return new FaultRun(scenario, cluster, gateway, Load.standard(), 0).start();
    }

    private FaultRun start() {
        workers.start();
        producers.start();
        awaitFlow();
        return this;
    }

    String topic() {
        return topic;
    }

    ProduceJournal produced() {
        return produced;
    }

    /** Adds to the report what rafka took before and after. */
    void report(ProcessFigures before, ProcessFigures after) {
        before.reportTo(report, "before");
        after.reportTo(report, "after").write();
    }

    /** Waits until some more records have been accepted, confirmed by DUMP, and handed out: all is well again. */
    void awaitFlow() {
        int accepted = produced.count(Answer.ACCEPTED) + SOME;
        int confirmed = produced.confirmedCount() + SOME;
        int handedOut = consumed.count() + (workerCount > 0 ? SOME : 0);
        await().atMost(LIMIT)
                .until(() -> produced.count(Answer.ACCEPTED) >= accepted
                        && produced.confirmedCount() >= confirmed
                        && consumed.count() >= handedOut);
    }

    /** Of how many partitions something has been handed out. */
    long partitionsHandedOut() {
        return consumed.deliveries().stream()
                .map(ConsumeJournal.Delivery::partition)
                .distinct()
                .count();
    }

    /** Waits until some more records have been accepted, whether Kafka has them or not. */
    void awaitAccepted() {
        int accepted = produced.count(Answer.ACCEPTED) + SOME;
        await().atMost(LIMIT).until(() -> produced.count(Answer.ACCEPTED) >= accepted);
    }

    /** Lets the fault last. */
    static void last(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** Rafka has been started again, and counts from 0. */
    void countsAnew() {
        errorsBefore = 0;
    }

    /** What was seen. */
    record Outcome(
            ProduceCheck produced, ConsumeCheck consumed, long reportedFailed, Map<Integer, Long> notCommitted) {}

    /** Ends the load, waits until all that is in the log has been handed out and committed, and checks. */
    Outcome finish() throws Exception {
        return finish(true);
    }

    /** The same, but the topic is another than it was: what was acknowledged of the old one is not to be committed. */
    Outcome finishWithNewTopic() throws Exception {
        return finish(false);
    }

    private Outcome finish(boolean sameTopic) throws Exception {
        producers.finish(LIMIT);
        List<KafkaLog.Entry> log = KafkaLog.read(cluster.bootstrapServers(), topic);
        if (workerCount > 0) {
            awaitHandedOut(log);
        }
        workers.finish(LIMIT);
        Map<Integer, Long> notCommitted = sameTopic && workerCount > 0 ? awaitCommitted() : Map.of();
        Outcome outcome = new Outcome(
                ProduceCheck.of(produced, log),
                ConsumeCheck.of(consumed, commits, log),
                gateway.deliveryErrors() - errorsBefore,
                notCommitted);
        report(log, outcome);
        if (workerCount > 0) {
            report.figure("never handed out", outcome.consumed.neverHandedOut().size());
        }
        if (sameTopic && workerCount > 0) {
            report(outcome.consumed);
        }
        report.figure("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                .write();
        return outcome;
    }

    /** Waits for as long as something comes; what does not come is for the check to tell. */
    private void awaitHandedOut(List<KafkaLog.Entry> log) {
        long began = System.nanoTime();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(() -> {
            Set<KafkaLog.Entry> left = new HashSet<>(log);
            long latest = began;
            for (ConsumeJournal.Delivery one : consumed.deliveries()) {
                left.remove(new KafkaLog.Entry(one.partition(), one.offset(), one.value()));
                latest = Math.max(latest, one.got());
            }
            return left.isEmpty() || System.nanoTime() - latest > QUIET.toNanos();
        });
    }

    /** What has been acknowledged and not committed, though the members have left in order; empty if all is well. */
    Map<Integer, Long> awaitCommitted() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Map<Integer, Long> missing = new HashMap<>();
        do {
            Map<Integer, Long> committed = commits.committed();
            missing.clear();
            consumed.acknowledged().latest().forEach((partition, position) -> {
                if (committed.getOrDefault(partition, 0L) < position) {
                    missing.put(partition, position);
                }
            });
        } while (!missing.isEmpty() && System.nanoTime() < deadline);
        return missing;
    }

    private void report(List<KafkaLog.Entry> log, Outcome outcome) {
        report.figure("accepted", produced.count(Answer.ACCEPTED))
                .figure("refused", produced.count(Answer.REFUSED))
                .figure("unanswered and sent again", produced.resentCount())
                .figure("in the log", log.size())
                .figure("missing", outcome.produced.missing().size())
                .figure("reported failed", outcome.reportedFailed)
                .figure("twice", outcome.produced.twice().size())
                .figure("of those sent again twice", outcome.produced.repeated().size())
                .figure("out of order", outcome.produced.disorder().size());
        if (!produced.refusals().isEmpty()) {
            report.figure("errors to producers", produced.refusals());
        }
        report.figure("handed out", consumed.count());
    }

    private void report(ConsumeCheck check) {
        report.figure(
                        "handed out though committed",
                        check.handedOutThoughCommitted().size())
                .figure("duplicates", check.duplicates() + " (at most " + check.bound() + ")");
        if (!consumed.refusals().isEmpty()) {
            report.figure("errors to consumers", consumed.refusals());
        }
    }

    /** What holds whatever has failed. */
    void assertPromises(Outcome outcome) {
        assertThat(produced.problems()).isEmpty();
        assertThat(consumed.problems()).isEmpty();
        assertThat(outcome.produced.strange()).as("in the log, never sent").isEmpty();
        assertThat(outcome.produced.refusedButThere())
                .as("refused, and in the log")
                .isEmpty();
        assertThat(outcome.produced.twice()).as("in the log twice").isEmpty();
        assertThat(outcome.produced.disorder()).as("out of order").isEmpty();
        assertThat(outcome.consumed.notOfTheLog())
                .as("handed out, not of the log")
                .isEmpty();
        if (workerCount > 0) {
            assertThat(outcome.consumed.neverHandedOut()).as("never handed out").isEmpty();
        }
        assertThat(outcome.consumed.handedOutThoughCommitted())
                .as("handed out though committed")
                .isEmpty();
        assertThat(outcome.consumed.twiceToOneConnection())
                .as("twice to one connection")
                .isEmpty();
        assertThat(outcome.consumed.duplicates()).as("duplicates").isLessThanOrEqualTo(outcome.consumed.bound());
        assertThat(outcome.notCommitted).as("acknowledged, not committed").isEmpty();
    }

    /** What holds besides when records may have failed for good: all of them have been reported. */
    void assertReported(Outcome outcome) {
        assertPromises(outcome);
        assertThat(outcome.reportedFailed).as("reported failed").isPositive();
        assertThat((long) outcome.produced.missing().size())
                .as("accepted, not in the log")
                .isLessThanOrEqualTo(outcome.reportedFailed);
        assertThat(outcome.produced.notTold())
                .as("have lost records, and were not told")
                .isEmpty();
    }

    /** What holds besides when no record could fail for good. */
    void assertNothingLost(Outcome outcome) {
        assertPromises(outcome);
        assertThat(outcome.produced.missing()).as("accepted, not in the log").isEmpty();
        assertThat(outcome.reportedFailed).as("reported failed").isZero();
        assertThat(produced.refusals()).as("errors to producers").isEmpty();
    }

    @Override
    public void close() {
        producers.close();
        workers.close();
        commits.close();
    }
}
