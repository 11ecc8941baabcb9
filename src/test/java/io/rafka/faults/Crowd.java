package io.rafka.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Many connections to rafka of clients that send and do not read, without a thread for each. Closing them closes them
 * in order; see {@link #drop}. Not thread-safe.
 */
final class Crowd implements AutoCloseable {
    /** What the kernel keeps for a client that does not read is not what is looked at: as little as it lets us. */
    private static final int RECEIVE_BUFFER = 4096;

    private static final int BLOCK = 64 * 1024;
    private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);
    private static final long BREATH = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Member> members = new ArrayList<>();

    private static final class Member {
        private final SocketChannel channel;
        private long sent;
        private boolean lost;

        Member(SocketChannel channel) {
            this.channel = channel;
        }

        /** How much the socket took of these bytes, which are sent again and again. */
        int send(byte[] bytes, long most) {
            if (lost || sent >= most) {
                return 0;
            }
            int position = (int) (sent % bytes.length);
            int length = (int) Math.min(bytes.length - position, most - sent);
            try {
                int taken = channel.write(ByteBuffer.wrap(bytes, position, length));
                sent += taken;
                return taken;
            } catch (IOException e) {
                // rafka has closed this connection, which may be right: who asserts asks lost()
                lost = true;
                return 0;
            }
        }
    }

    private Crowd() {}

    /** That many connections to a port on 127.0.0.1, which have sent nothing yet. */
    static Crowd connect(int port, int count) throws IOException {
        Crowd crowd = new Crowd();
        boolean complete = false;
        try {
            for (int i = 0; i < count; i++) {
                crowd.add(port);
            }
            complete = true;
            return crowd;
        } finally {
            if (!complete) {
                crowd.close();
            }
        }
    }

    private void add(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        members.add(new Member(channel));
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
    }

    int size() {
        return members.size();
    }

    /** How many were closed by rafka, as far as sending has told. */
    int lost() {
        return (int) members.stream().filter(member -> member.lost).count();
    }

    /** Each sends these bytes once, unless rafka does not take them all. */
    long send(byte[] bytes) {
        return fill(bytes, bytes.length);
    }

    /** Each sends bytes of its own, by its number from 0 on. */
    void sendNumbered(IntFunction<byte[]> bytes) {
        for (int number = 0; number < members.size(); number++) {
            byte[] own = bytes.apply(number);
            Member member = members.get(number);
            member.sent = 0;
            while (member.sent < own.length && !member.lost) {
                member.send(own, own.length);
            }
        }
    }

    /**
     * Each sends these bytes again and again, until it has sent so many in all, or rafka takes no more of anybody for a
     * while. Returns how many were taken of all together.
     */
    long fill(byte[] bytes, long most) {
        byte[] block = repeated(bytes);
        long total = 0;
        long begin = System.nanoTime();
        long progress = begin;
        for (Member member : members) {
            member.sent = 0;
        }
        while (wantsMore(most) && System.nanoTime() - progress < QUIET && System.nanoTime() - begin < LONGEST) {
            long taken = 0;
            for (Member member : members) {
                taken += member.send(block, most);
            }
            total += taken;
            if (taken > 0) {
                progress = System.nanoTime();
            } else {
                LockSupport.parkNanos(BREATH);
            }
        }
        return total;
    }

    /** As many times as makes a block that is worth a call of the kernel. */
    private static byte[] repeated(byte[] bytes) {
        int times = Math.max(1, BLOCK / bytes.length);
        byte[] block = new byte[times * bytes.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, block, i * bytes.length, bytes.length);
        }
        return block;
    }

    private boolean wantsMore(long most) {
        return members.stream().anyMatch(member -> !member.lost && member.sent < most);
    }

    /** Closes all with a reset, as when their machine is switched off. */
    void drop() throws IOException {
        for (Member member : members) {
            if (member.channel.isOpen()) {
                member.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                member.channel.close();
            }
        }
    }

    /** Closes all in order. */
    void leave() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.channel.close();
        }
    }
}
