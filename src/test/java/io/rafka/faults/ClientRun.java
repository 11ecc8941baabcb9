package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.faults.ProduceJournal.Answer;
import io.rafka.testing.ProcFiles;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Clients that behave, and produce and consume while a test has others that do not; they must not notice. And what
 * rafka takes of the machine before, at the worst, and after.
 */
final class ClientRun implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int WORKERS = 2;
    private static final int SOME = 40;
    private static final Load LOAD = new Load(2, 10, 300, 0);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The heap of 256 MB, as much outside of it, which is Java's limit then, and the JVM itself. */
    private static final long MOST_RSS = 800L << 20;

    private static final Pattern FAULT = Pattern.compile("OutOfMemory|OutOfDirectMemory|\\bERROR\\b|LEAK");
    /** Kafka's consumer says so when its group has thrown it out, which is what groups do with who is away. */
    private static final Pattern AWAY = Pattern.compile("ERROR ConsumerCoordinator: .*not aware of this member");

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Gateway gateway;
    private final String servers;
    private final FaultReport report;
    private final String topic;
    private final String group;
    private final int logBefore;
    private final ProcessFigures before;
    private final ProduceJournal produced = new ProduceJournal();
    private final ConsumeJournal consumed = new ConsumeJournal();
    private final ProduceWorkload producers;
    private final ConsumeWorkload workers;
    private final CommitObserver commits;
    private final Pulse pulse;

    private ClientRun(String scenario, Admin admin, Gateway gateway, String servers) throws Exception {
        this.gateway = gateway;
        this.servers = servers;
        report = FaultReport.of(scenario);
        int number = RUNS.incrementAndGet();
        topic = "steady-" + number;
        group = "steady-group-" + number;
        createTopic(admin, topic, PARTITIONS, Map.of());
        before = ProcessFigures.of(pid());
        logBefore = gateway.process().output().length();
        producers = new ProduceWorkload(gateway.port(), topic, LOAD, produced);
        workers = new ConsumeWorkload(gateway.port(), topic, group, WORKERS, consumed);
        commits = new CommitObserver(admin, group, topic);
        pulse = Pulse.begin(gateway.port());
    }

    /** Begins, and returns when records flow in and out. */
    static ClientRun begin(String scenario, Admin admin, Gateway gateway, String servers) throws Exception {
        ClientRun run = new ClientRun(scenario, admin, gateway, servers);
        run.workers.start();
        // A rebalance while the second one joins is not the fault of others.
        await().atMost(LIMIT)
                // until the first has joined, there is no such group
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> run.workersWithPartitions(admin) == WORKERS);
        run.producers.start();
        run.awaitFlow();
        return run;
    }

    static void createTopic(Admin admin, String topic, int partitions, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
                .all()
                .get();
        await().until(() -> admin.listTopics().names().get().contains(topic));
    }

    FaultReport report() {
        return report;
    }

    private long workersWithPartitions(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> member.assignment().topicPartitions().size() == PARTITIONS / WORKERS)
                .count();
    }

    private long pid() {
        return gateway.process().pid();
    }

    /**
     * Waits until some more records have been accepted, confirmed by DUMP, and handed out: those who behave are served.
     */
    void awaitFlow() {
        int accepted = produced.count(Answer.ACCEPTED) + SOME;
        int confirmed = produced.confirmedCount() + SOME;
        int handedOut = consumed.count() + SOME;
        int answers = pulse.answers() + 2;
        await().atMost(LIMIT)
                .until(() -> produced.count(Answer.ACCEPTED) >= accepted
                        && produced.confirmedCount() >= confirmed
                        && consumed.count() >= handedOut
                        && pulse.answers() >= answers);
    }

    /** To be called when it is at its worst: measures, and sees that the others are served. Returns the figures. */
    ProcessFigures atTheWorst() {
        ProcessFigures worst = ProcessFigures.of(pid());
        worst.reportTo(report, "at the worst");
        report.write();
        awaitFlow();
        return worst;
    }

    /** To be called when it is over: ends the load, compares, and sees that rafka is as it was before. */
    void finish() throws Exception {
        finish(false, 0);
    }

    /** The same where something remains for good: so many bytes of live objects at most. */
    void finish(long remaining) throws Exception {
        finish(false, remaining);
    }

    /** The same where Kafka was away, so that there were errors, and groups may have thrown members out. */
    void finishAfterOutage() throws Exception {
        finish(true, 0);
    }

    private void finish(boolean outage, long remaining) throws Exception {
        producers.finish(LIMIT);
        List<KafkaLog.Entry> log = KafkaLog.read(servers, topic);
        await().atMost(LIMIT).until(() -> distinctHandedOut() >= log.size());
        workers.finish(LIMIT);
        ProduceCheck sent = ProduceCheck.of(produced, log);
        ConsumeCheck received = ConsumeCheck.of(consumed, commits, log);
        report(sent, received);
        check(sent, received);
        pulse.finish();
        if (outage) {
            long failed = gateway.deliveryErrors(topic);
            report.figure("reported failed", failed);
            assertThat((long) sent.missing().size())
                    .as("accepted, not in the log")
                    .isLessThanOrEqualTo(failed);
            assertThat(sent.notTold())
                    .as("have lost records, and were not told")
                    .isEmpty();
        } else {
            assertThat(sent.missing()).as("accepted, not in the log").isEmpty();
            assertThat(produced.count(Answer.UNKNOWN)).as("lost connections").isZero();
            assertThat(produced.refusals()).as("errors").isEmpty();
            assertThat(consumed.refusals()).as("errors").isEmpty();
            assertThat(received.duplicates()).as("duplicates").isZero();
        }
        String faults = String.join(
                "\n",
                Arrays.stream(gateway.process().output().substring(logBefore).split("\n"))
                        .filter(line -> FAULT.matcher(line).find())
                        .filter(line -> !outage || !AWAY.matcher(line).find())
                        .limit(10)
                        .toList());
        report.figure("faults in the log", faults.lines().count()).write();
        assertThat(faults).isEmpty();
        assertThat(gateway.process().isAlive()).isTrue();
        ProcessFigures after = ProcessFigures.awaitBackTo(before.withMoreHeap(remaining), pid(), LIMIT);
        after.reportTo(report, "after").write();
        assertThat(ProcFiles.peakRssOf(pid()) >> 20)
                .as("MB of RAM at the worst")
                .isLessThan(MOST_RSS >> 20);
    }

    private long distinctHandedOut() {
        return consumed.deliveries().stream()
                .map(delivery -> delivery.partition() + ":" + delivery.offset())
                .distinct()
                .count();
    }

    private void report(ProduceCheck sent, ConsumeCheck received) {
        report.figure("accepted", produced.count(Answer.ACCEPTED))
                .figure("missing", sent.missing().size())
                .figure("twice", sent.twice().size())
                .figure("out of order", sent.disorder().size())
                .figure("never handed out", received.neverHandedOut().size())
                .figure("duplicates", received.duplicates() + " (at most " + received.bound() + ")")
                .figure("errors", produced.refusals())
                .figure("longest PING", pulse.longestMillis() + " ms");
        before.reportTo(report, "before").write();
    }

    private void check(ProduceCheck sent, ConsumeCheck received) {
        assertThat(produced.problems()).isEmpty();
        assertThat(consumed.problems()).isEmpty();
        assertThat(sent.twice()).as("in the log twice").isEmpty();
        assertThat(sent.disorder()).as("out of order").isEmpty();
        assertThat(sent.strange()).as("in the log, never sent").isEmpty();
        assertThat(sent.refusedButThere()).as("refused, and in the log").isEmpty();
        assertThat(received.neverHandedOut()).as("never handed out").isEmpty();
        assertThat(received.handedOutThoughCommitted())
                .as("handed out though committed")
                .isEmpty();
        assertThat(received.duplicates()).as("duplicates").isLessThanOrEqualTo(received.bound());
    }

    @Override
    public void close() {
        producers.close();
        workers.close();
        commits.close();
        pulse.close();
    }
}
