package io.rafka.session;

import io.rafka.config.Property;
import io.rafka.kafka.consumer.GroupLogin;
import io.rafka.kafka.consumer.GroupMember;
import io.rafka.kafka.consumer.GroupMembers;
import io.rafka.kafka.consumer.JoinException;
import io.rafka.kafka.consumer.TopicSelection;
import io.rafka.resp.Request;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one consumer of a connection: what it has subscribed to, and the member of the group that it is at the moment.
 */
public final class SessionConsumer {
    /** In bytes: properties in a command may be of any length, and would be kept for each connection. */
    private static final int LONGEST_REMEMBERED = 512;

    private final GroupMembers members;
    private final GroupLogin login;
    private final long session;
    private final ConsumerName name;
    private final TopicSelection topics;
    private final List<Property> properties;
    private GroupMember member;
    private boolean ended;
    private @Nullable Request askedBy;

    /**
     * Joins the group.
     *
     * @param login as whom it logs in to Kafka
     * @param session the connection's id, for the log
     * @param properties that the client gave
     * @throws JoinException if one of the properties is wrong, or there is no room for another member
     */
    public SessionConsumer(
            GroupMembers members,
            GroupLogin login,
            long session,
            ConsumerName name,
            TopicSelection topics,
            List<Property> properties)
            throws JoinException {
        this.login = login;
        this.session = session;
        this.members = members;
        this.name = name;
        this.topics = topics;
        this.properties = properties;
        member = members.join(login, name.groupId(), name.id(), session, topics, properties);
    }

    /** As whom it logs in to Kafka, for good. */
    public GroupLogin login() {
        return login;
    }

    /** What it has subscribed to, for good. */
    public TopicSelection topics() {
        return topics;
    }

    /** A BLPOP was found to be for this consumer: its name, and all but its last argument. */
    public void askedBy(Request request) {
        long size = 0;
        for (int i = 0; i < request.arguments() - 1; i++) {
            size += request.argument(i).length;
        }
        askedBy = size <= LONGEST_REMEMBERED ? request : null;
    }

    /** Whether the one before had the same arguments, but for the last. */
    public boolean wasAskedBy(Request request) {
        Request before = askedBy;
        if (before == null || before.arguments() != request.arguments()) {
            return false;
        }
        for (int i = 0; i < request.arguments() - 1; i++) {
            if (!Arrays.equals(before.argument(i), request.argument(i))) {
                return false;
            }
        }
        return true;
    }

    /** How the consumer is called in errors: {@code <group.id>:<name>|<topics>}. */
    public String id() {
        return name.id() + "|" + topics;
    }

    /** The member of the group; may have left by itself. */
    public GroupMember member() {
        return member;
    }

    /** Joins again with a new member, where {@link #mayJoinAgain}. */
    public void joinAgain() throws JoinException {
        member = members.join(login, name.groupId(), name.id(), session, topics, properties);
    }

    /** Whether the member has left by itself, as after a client that was away too long. */
    public boolean mayJoinAgain() {
        return member.hasLeft() && !ended;
    }

    void leave() {
        ended = true;
        member.leave();
    }
}
