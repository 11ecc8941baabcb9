package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.consumer.GroupFigures.TopicFigures;
import io.rafka.kafka.consumer.KickedOut;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.consumer.PartitionFigures;
import java.io.IOException;
import java.util.List;

/** The object {@code groups}. */
final class GroupsJson {
    /** Those with most members are told; a browser would take long to draw more. */
    private static final int MOST = 100;

    /** The same of a group's members, and of a member's partitions. */
    private static final int MOST_MEMBERS = 100;

    private static final int MOST_PARTITIONS = 100;

    private final Statistics statistics;

    GroupsJson(Statistics statistics) {
        this.statistics = statistics;
    }

    void write(List<MemberFigures> members, JsonGenerator json) throws IOException {
        List<GroupFigures> groups = GroupFigures.of(statistics.consumed(), members);
        json.writeObjectFieldStart("groups");
        json.writeNumberField("total", groups.size());
        lag(lagOfAll(groups), json);
        json.writeArrayFieldStart("rows");
        List<GroupFigures> shown = groups.stream()
                .sorted((one, other) -> Integer.compare(other.members(), one.members()))
                .limit(MOST)
                .toList();
        for (GroupFigures group : shown) {
            write(group, json);
            List<MemberFigures> own = members.stream()
                    .filter(member -> member.group().equals(group.group()))
                    .limit(MOST_MEMBERS)
                    .toList();
            json.writeArrayFieldStart("memberRows");
            for (MemberFigures member : own) {
                write(member, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Without its end. */
    private static void write(GroupFigures group, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("group", group.group());
        json.writeNumberField("members", group.members());
        json.writeNumberField("rebalances", group.counts().rebalances());
        json.writeNumberField("failedCommits", group.counts().failedCommits());
        json.writeObjectFieldStart("kickedOut");
        for (KickedOut reason : KickedOut.values()) {
            json.writeNumberField(reason.text(), group.counts().kickedOut(reason));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("topics");
        for (TopicFigures topic : group.topics()) {
            json.writeStartObject();
            json.writeStringField("topic", topic.topic());
            json.writeNumberField("partitions", topic.partitions());
            json.writeNumberField("handedOut", topic.counts().handedOut());
            json.writeNumberField("acknowledged", topic.counts().acknowledged());
            json.writeNumberField("committed", topic.counts().committed());
            json.writeNumberField("unacknowledged", topic.unacknowledged());
            lag(topic.lag(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(MemberFigures member, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("consumer", member.consumer());
        json.writeStringField("state", member.state().text());
        json.writeNumberField("partitions", member.partitions().size());
        json.writeArrayFieldStart("partitionRows");
        for (PartitionFigures partition : member.partitions()
                .subList(0, Math.min(MOST_PARTITIONS, member.partitions().size()))) {
            json.writeStartObject();
            json.writeStringField("topic", partition.topic());
            json.writeNumberField("partition", partition.partition());
            json.writeNumberField("unacknowledged", partition.unacknowledged());
            if (partition.committed() != PartitionFigures.UNKNOWN) {
                json.writeNumberField("position", partition.committed());
            }
            lag(partition.lag(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Of those too that are not told by themselves. */
    private static long lagOfAll(List<GroupFigures> groups) {
        List<Long> known = groups.stream()
                .flatMap(group -> group.topics().stream())
                .map(TopicFigures::lag)
                .filter(lag -> lag != PartitionFigures.UNKNOWN)
                .toList();
        return known.isEmpty()
                ? PartitionFigures.UNKNOWN
                : known.stream().mapToLong(Long::longValue).sum();
    }

    /** Left out where it is not known. */
    private static void lag(long lag, JsonGenerator json) throws IOException {
        if (lag != PartitionFigures.UNKNOWN) {
            json.writeNumberField("lag", lag);
        }
    }
}
