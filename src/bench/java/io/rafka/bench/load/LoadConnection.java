package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** One connection of the generator: counts replies for the phase that is on. The event loop only. */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    /** What the connections do at the moment. */
    interface Phase {
        /** So many replies have come to a connection, at this time in nanoseconds. */
        void replied(LoadConnection connection, int replies, long now);

        /** A connection is of no more use, or was answered with an error. */
        void failed(String reason);
    }

    private final int number;
    private final ReplyScanner scanner = new ReplyScanner();
    private @Nullable Channel channel;
    private volatile @Nullable Phase phase;

    /** When the commands that wait for their replies were due, the oldest first; a ring. */
    private long[] due = new long[64];

    private int oldest;
    private int waiting;
    /** Commands that are still to be sent in this phase. */
    long left;

    /** @param number from 0 on */
    LoadConnection(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void begin(Phase next) {
        phase = next;
    }

    /** Nothing is expected any more, its close included. Any thread. */
    void end() {
        phase = null;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        context.fireChannelActive();
    }

    void send(ByteBuf commands) {
        Channel open = channel;
        if (open == null) {
            throw new IllegalStateException("connection " + number + " is not open");
        }
        open.writeAndFlush(commands, open.voidPromise());
    }

    /** A command that was due at this time has been sent. */
    void waitFor(long dueAt) {
        if (waiting == due.length) {
            long[] more = new long[due.length * 2];
            for (int i = 0; i < waiting; i++) {
                more[i] = due[(oldest + i) % due.length];
            }
            due = more;
            oldest = 0;
        }
        due[(oldest + waiting++) % due.length] = dueAt;
    }

    int waiting() {
        return waiting;
    }

    /** When the oldest command that has no reply was due; it has one now. */
    long replied() {
        if (waiting == 0) {
            throw new IllegalStateException("a reply to no command");
        }
        long first = due[oldest];
        oldest = (oldest + 1) % due.length;
        waiting--;
        return first;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        int replies;
        try {
            replies = scanner.scan(bytes);
        } finally {
            bytes.release();
        }
        Phase current = phase;
        if (current == null) {
            return;
        }
        if (scanner.errors() > 0) {
            current.failed("connection " + number + " was answered -" + scanner.firstError());
        } else if (replies > 0) {
            current.replied(this, replies, System.nanoTime());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Phase current = phase;
        if (current != null) {
            current.failed("connection " + number + " was closed by the server");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Phase current = phase;
        if (current != null) {
            current.failed("connection " + number + ": " + cause);
        }
        context.close();
    }
}
