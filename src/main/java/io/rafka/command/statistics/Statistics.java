package io.rafka.command.statistics;

import io.rafka.kafka.consumer.ConsumerStatistics;
import io.rafka.kafka.consumer.GroupFigures;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.kafka.consumer.GroupStatus;
import io.rafka.kafka.consumer.MemberFigures;
import io.rafka.kafka.producer.DeliveryFailure;
import io.rafka.kafka.producer.ProducerStatistics;
import io.rafka.kafka.producer.Producers;
import io.rafka.session.Sessions;
import java.util.List;
import java.util.Map;

/** The server's counters, as HGETALL stats shows them. Any thread. */
public final class Statistics {
    private final Producers producers;
    private final GroupMembers members;
    private final GroupStatus groups;
    private final Sessions sessions;
    private final CommandLog commands;
    private final Rates rates;

    /** @param commands what the commands have done */
    public Statistics(
            Producers producers,
            GroupMembers members,
            GroupStatus groups,
            Sessions sessions,
            CommandLog commands,
            Rates rates) {
        this.groups = groups;
        this.rates = rates;
        this.producers = producers;
        this.members = members;
        this.sessions = sessions;
        this.commands = commands;
    }

    /**
     * All of them; first those of the 2017 server, under their old names.
     *
     * @param members as they are now
     */
    public Map<String, Long> values(List<MemberFigures> members) {
        Map<String, Long> values = KafkaFigures.totals(this, members);
        deliveryFailures()
                .forEach((failure, count) -> values.put(
                        "producer.delivery.errors{topic=\"" + failure.topic() + "\",error=\"" + failure.reason()
                                + "\"}",
                        count));
        values.put("server.commands", commands.commands().calls());
        values.put("server.connections", (long) sessions.count());
        values.putAll(KafkaFigures.values(GroupFigures.of(consumed(), members)));
        return values;
    }

    /** What each topic of each group is up to, for INFO. */
    public Map<String, Object> groupLines(List<MemberFigures> members) {
        return KafkaFigures.lines(GroupFigures.of(consumed(), members));
    }

    /** What the members of groups are up to. */
    public GroupStatus groups() {
        return groups;
    }

    /** What has been produced. */
    public ProducerStatistics produced() {
        return producers.statistics();
    }

    /** How many records were accepted and are neither delivered nor failed. */
    public long outstanding() {
        return producers.outstanding();
    }

    /** How many bytes of Kafka's producer those take. */
    public long outstandingBytes() {
        return producers.outstandingBytes();
    }

    /** What has been consumed. */
    public ConsumerStatistics consumed() {
        return members.statistics();
    }

    /** How many members of groups there are, those included that are leaving. */
    public int members() {
        return members.count();
    }

    /** Records that were accepted and could not be delivered, by topic and reason. */
    public Map<DeliveryFailure, Long> deliveryFailures() {
        return produced().failures();
    }

    /** How many bytes of records are fetched ahead for all consumers. */
    public long prefetched() {
        return members.prefetched();
    }

    /** The connections. */
    public Sessions sessions() {
        return sessions;
    }

    /** The commands. */
    public CommandLog commands() {
        return commands;
    }

    /** How much happens now. */
    public Rates rates() {
        return rates;
    }

    /** Sets the counters to 0. What is a state and no count stays: connections, members, outstanding records. */
    public void reset() {
        produced().reset();
        consumed().reset();
        commands.resetCounters();
        sessions.traffic().reset();
    }
}
