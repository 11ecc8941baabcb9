package io.rafka.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rafka.faults.ProduceJournal.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** Many members of one group that come and go at random while records are produced, and what becomes of the records. */
final class GroupChaos implements AutoCloseable {
    private static final int PARTITIONS = 16;
    private static final int STAY = 4;
    private static final Load LOAD = new Load(2, 10, 400, 0);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** One of so many members is static, if some are. */
    private static final int STATIC = 5;
    /** A refusal that a member may meet where members that leave have to wait. */
    private static final String FULL = "CONS Failed to register Consumer: there are max-consumers=";

    private final Admin admin;
    private final Gateway gateway;
    private final String servers;
    private final String topic;
    private final String group;
    private final boolean someStatic;
    private final FaultReport report;
    private final ProcessFigures before;
    private final int logBefore;
    private final ProduceJournal produced = new ProduceJournal();
    private final ConsumeJournal consumed = new ConsumeJournal();
    private final ProduceWorkload producers;
    private final CommitObserver commits;
    private final ExecutorService threads;
    private final List<ChaosMember> members = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();

    /**
     * Nothing has begun yet.
     *
     * @param name of topic and group
     * @param someStatic whether a fifth of them is static. With the classic protocol the group waits for those that are
     *     gone, members that leave have to wait too, and there may be too many of these for others to join
     * @param properties of each member's consumer, a JSON object
     */
    GroupChaos(
            String scenario,
            String name,
            int count,
            boolean someStatic,
            String properties,
            Admin admin,
            Gateway gateway,
            String servers)
            throws Exception {
        this.admin = admin;
        this.gateway = gateway;
        this.servers = servers;
        this.someStatic = someStatic;
        topic = name;
        group = name + "-group";
        report = FaultReport.of(scenario);
        ClientRun.createTopic(admin, topic, PARTITIONS, Map.of());
        before = ProcessFigures.of(gateway.process().pid());
        logBefore = gateway.process().output().length();
        producers = new ProduceWorkload(gateway.port(), topic, LOAD, produced);
        commits = new CommitObserver(admin, group, topic);
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            members.add(new ChaosMember(
                    gateway.port(), topic, group, i, someStatic && i % STATIC == 0, properties, consumed));
        }
    }

    /** All come and go for so long; then a few stay until everything has been handed out, and go too. */
    void run(Duration time) throws Exception {
        members.forEach(member -> running.add(threads.submit(member)));
        producers.start();
        FaultRun.last(time);
        ProcessFigures.of(gateway.process().pid()).reportTo(report, "at the worst");
        members.subList(0, STAY).forEach(ChaosMember::calmDown);
        end(members.subList(STAY, members.size()), running.subList(STAY, members.size()));
        producers.finish(LIMIT);
        List<KafkaLog.Entry> log = KafkaLog.read(servers, topic);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        await().atMost(LIMIT.plusSeconds(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> distinctHandedOut() >= log.size() || System.nanoTime() > deadline);
        end(members.subList(0, STAY), running.subList(0, STAY));
        check(log);
    }

    private static void end(List<ChaosMember> ending, List<Future<?>> theirs) throws Exception {
        ending.forEach(ChaosMember::stop);
        for (Future<?> one : theirs) {
            one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        for (ChaosMember member : ending) {
            member.close();
        }
    }

    private long distinctHandedOut() {
        return consumed.deliveries().stream()
                .map(delivery -> delivery.partition() + ":" + delivery.offset())
                .distinct()
                .count();
    }

    private void check(List<KafkaLog.Entry> log) {
        ProduceCheck sent = ProduceCheck.of(produced, log);
        ConsumeCheck received = ConsumeCheck.of(consumed, commits, log);
        GroupCheck order = GroupCheck.of(consumed);
        String output = gateway.process().output().substring(logBefore);
        long failedCommits = lines(output, "commit given up") + lines(output, "last commit failed");
        long lost = lines(output, "partitions lost");
        report.figure("accepted", produced.count(Answer.ACCEPTED))
                .figure("missing", sent.missing().size())
                .figure(
                        "members that came",
                        members.stream().mapToInt(ChaosMember::lives).sum())
                .figure("handed out", consumed.count())
                .figure("never handed out", received.neverHandedOut().size())
                .figure(
                        "handed out though committed",
                        received.handedOutThoughCommitted().size())
                .figure("out of order", order.gaps().size())
                .figure("duplicates", received.duplicates())
                .figure("restarts of partitions", order.restarts())
                .figure("deepest restart", order.deepest())
                .figure(
                        "handed out though acknowledged",
                        order.handedOutThoughAcknowledged().size())
                .figure("commits that failed", failedCommits)
                .figure("partitions lost", lost)
                .figure("errors to consumers", consumed.refusals());
        before.reportTo(report, "before").write();
        assertThat(produced.problems()).isEmpty();
        assertThat(consumed.problems()).isEmpty();
        assertThat(sent.missing()).as("accepted, not in the log").isEmpty();
        assertThat(sent.disorder()).as("produced out of order").isEmpty();
        assertThat(received.notOfTheLog()).as("handed out, not of the log").isEmpty();
        assertThat(received.neverHandedOut()).as("never handed out").isEmpty();
        assertThat(received.handedOutThoughCommitted())
                .as("handed out though committed")
                .isEmpty();
        assertThat(order.gaps()).as("handed out before an earlier one").isEmpty();
        if (failedCommits + lost == 0) {
            assertThat(order.handedOutThoughAcknowledged())
                    .as("handed out though acknowledged; the log says %s", complaints(output))
                    .isEmpty();
        }
        assertThat(consumed.refusals().keySet())
                .as("errors")
                .allMatch(text -> text.equals("CONS Local: Erroneous state") || (someStatic && text.startsWith(FULL)));
        awaitAllGone();
    }

    private static List<String> complaints(String output) {
        return output.lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.contains("tried again"))
                .toList();
    }

    private static long lines(String output, String with) {
        return output.lines().filter(line -> line.contains(with)).count();
    }

    private void awaitAllGone() {
        await().atMost(LIMIT)
                .until(() -> admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                        .allMatch(description -> description.members().isEmpty()));
        ProcessFigures after =
                ProcessFigures.awaitBackTo(before, gateway.process().pid(), LIMIT);
        after.reportTo(report, "after").write();
    }

    @Override
    public void close() throws IOException {
        members.forEach(ChaosMember::stop);
        producers.close();
        commits.close();
        threads.shutdownNow();
        for (ChaosMember member : members) {
            member.close();
        }
    }
}
