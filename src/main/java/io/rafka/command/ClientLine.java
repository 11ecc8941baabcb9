package io.rafka.command;

import io.rafka.command.access.Users;
import io.rafka.session.Activity;
import io.rafka.session.Session;
import io.rafka.session.SocketFigures;
import io.rafka.session.Subscriptions.Kind;
import java.security.Principal;
import java.util.StringJoiner;

/**
 * A connection as one line of CLIENT LIST, with the fields of Redis 8. What rafka does not have is 0, as with a Redis
 * that does not use it. To be called on the connection's event loop.
 *
 * @see <a href="https://redis.io/docs/latest/commands/client-list/">CLIENT LIST</a>
 */
public final class ClientLine {
    private ClientLine() {}

    /** The line, with its end. */
    public static String of(Session session) {
        Activity activity = session.activity();
        SocketFigures socket = session.socket();
        return new StringJoiner(" ", "", "\n")
                .add("id=" + session.id())
                .add("addr=" + session.address())
                .add("laddr=" + session.localAddress())
                .add("fd=" + socket.file())
                .add("name=" + session.name())
                .add("age=" + activity.age())
                .add("idle=" + activity.idle())
                .add("flags=" + flags(session))
                .add("db=0")
                .add("sub=" + session.subscriptionCount(Kind.CHANNEL))
                .add("psub=" + session.subscriptionCount(Kind.PATTERN))
                .add("ssub=" + session.subscriptionCount(Kind.SHARD_CHANNEL))
                .add("multi=-1 watch=0")
                .add("qbuf=" + socket.waiting())
                .add("qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0")
                .add("oll=" + (socket.unread() > 0 ? 1 : 0))
                .add("omem=" + socket.unread())
                .add("tot-mem=" + (socket.waiting() + socket.unread()))
                .add("events=r")
                .add("cmd=" + activity.command())
                .add("user=" + user(session))
                .add("redir=-1")
                .add("resp=" + session.version().number())
                .add("lib-name=" + session.attributes().libraryName())
                .add("lib-ver=" + session.attributes().libraryVersion())
                .add("io-thread=0")
                .add("tot-net-in=" + socket.received())
                .add("tot-net-out=" + socket.sent())
                .add("tot-cmds=" + activity.commands())
                .toString();
    }

    /** As in Redis, who has not logged in is shown as the default user. */
    public static String user(Session session) {
        Principal user = session.user();
        return user == null ? Users.DEFAULT : user.getName();
    }

    private static String flags(Session session) {
        StringBuilder flags = new StringBuilder();
        add(flags, session.isMonitoring(), 'O');
        add(flags, session.isSubscribed(), 'P');
        add(flags, session.isBlocked(), 'b');
        add(flags, session.attributes().isNoEvict(), 'e');
        add(flags, session.attributes().isNoTouch(), 'T');
        return flags.isEmpty() ? "N" : flags.toString();
    }

    private static void add(StringBuilder flags, boolean has, char flag) {
        if (has) {
            flags.append(flag);
        }
    }
}
