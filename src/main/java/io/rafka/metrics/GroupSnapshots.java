package io.rafka.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.consumer.GroupFigures.TopicFigures;
import io.rafka.kafka.consumer.KickedOut;
import io.rafka.kafka.consumer.PartitionFigures;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What groups and their topics are up to, and have done. */
final class GroupSnapshots implements MultiCollector {
    private final Supplier<List<GroupFigures>> groups;
    private final BoundedLabel groupLabels;
    private final BoundedLabel topicLabels;

    /** The series of one look at the groups. */
    private static final class Gathered {
        private final Series members = Series.gauge("rafka_consumer_members", "Members of the group that are here");
        private final Series partitions =
                Series.gauge("rafka_consumer_assigned_partitions", "Partitions that members here hold");
        private final Series unacknowledged = Series.gauge(
                "rafka_consumer_unacknowledged_records", "Records that clients were given and have not acknowledged");
        private final Series lag = Series.gauge(
                "rafka_consumer_lag_records", "Records between the group's positions and the ends of those partitions");
        private final Series handedOut =
                Series.counter("rafka_consumer_handed_out_records", "Records that clients were given");
        private final Series acknowledged =
                Series.counter("rafka_consumer_acknowledgements", "Acknowledgements taken from clients");
        private final Series committed = Series.counter(
                "rafka_consumer_committed_records", "Records by which the group's positions were moved by commits");
        private final Series rebalances = Series.counter(
                "rafka_consumer_rebalances", "How often a member was told which partitions it has from now on");
        private final Series kickedOut =
                Series.counter("rafka_consumer_kicked_out", "Members that lost their place in the group, by reason");
        private final Series failedCommits = Series.counter(
                "rafka_consumer_failed_commits", "Commits given up; what they had acknowledged comes again");

        MetricSnapshots snapshots() {
            return new MetricSnapshots(Stream.of(
                            members,
                            partitions,
                            unacknowledged,
                            lag,
                            handedOut,
                            acknowledged,
                            committed,
                            rebalances,
                            kickedOut,
                            failedCommits)
                    .map(Series::snapshot)
                    .toList());
        }
    }

    GroupSnapshots(Supplier<List<GroupFigures>> groups, BoundedLabel groupLabels, BoundedLabel topicLabels) {
        this.groups = groups;
        this.groupLabels = groupLabels;
        this.topicLabels = topicLabels;
    }

    @Override
    public MetricSnapshots collect() {
        Gathered gathered = new Gathered();
        groups.get().forEach(group -> add(group, gathered));
        return gathered.snapshots();
    }

    private void add(GroupFigures group, Gathered to) {
        String label = groupLabels.of(group.group());
        Labels labels = Labels.of("group", label);
        to.members.add(labels, group.members());
        to.rebalances.add(labels, group.counts().rebalances());
        to.failedCommits.add(labels, group.counts().failedCommits());
        for (KickedOut reason : KickedOut.values()) {
            to.kickedOut.add(
                    Labels.of("group", label, "reason", reason.text()),
                    group.counts().kickedOut(reason));
        }
        group.topics()
                .forEach(topic -> add(topic, Labels.of("group", label, "topic", topicLabels.of(topic.topic())), to));
    }

    private static void add(TopicFigures topic, Labels labels, Gathered to) {
        to.partitions.add(labels, topic.partitions());
        to.unacknowledged.add(labels, topic.unacknowledged());
        if (topic.lag() != PartitionFigures.UNKNOWN) {
            to.lag.add(labels, topic.lag());
        }
        to.handedOut.add(labels, topic.counts().handedOut());
        to.acknowledged.add(labels, topic.counts().acknowledged());
        to.committed.add(labels, topic.counts().committed());
    }
}
