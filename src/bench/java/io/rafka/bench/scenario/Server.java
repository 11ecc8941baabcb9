package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.load.LoadResult;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks RESP and is put under load.
 *
 * @param port on 127.0.0.1
 * @param pid its process
 * @param settled the words of a command that is answered when all that went before is done
 */
record Server(int port, long pid, List<String> settled) {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    /** Waits for far longer than a run may take; with 0 it would not wait at all. */
    static final List<String> ALL_PRODUCED = List.of("DUMP", "3600000");

    /** Half of a step of the CPU times that the system tells. */
    private static final double LEAST = 0.005;
    /** A step of warming up is to take at least so long: what is between two steps is not what is to be compiled. */
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(500);

    /** rafka, which is done when Kafka has all records. */
    static Server of(Gateway gateway) {
        return new Server(gateway.port(), gateway.pid(), ALL_PRODUCED);
    }

    static Server of(RedisServer redis) {
        return new Server(redis.port(), redis.pid(), List.of("PING"));
    }

    /** One command on a connection of its own, whose reply must not be an error. */
    void call(String... words) {
        try (LoadClients client = LoadClients.connect(port, 1)) {
            client.each(Commands.of(words));
        }
    }

    /** Work that is not measured, for at least so long: see {@link Ground#warmUp}. */
    void warmUp(Duration atLeast, int connections, List<byte[]> commands, int pipeline) {
        long begin = System.nanoTime();
        long each = pipeline;
        try (LoadClients clients = LoadClients.connect(port, connections)) {
            while (System.nanoTime() - begin < atLeast.toNanos()) {
                long step = System.nanoTime();
                work(clients, commands, pipeline, each);
                if (System.nanoTime() - step < STEP) {
                    each *= 2;
                }
            }
        }
    }

    /**
     * Takes turns with others, on connections of its own.
     *
     * @param afterwards the words of a command that follows each turn, and is not measured; none, for none
     */
    void takeTurns(
            Turns turns,
            String name,
            int connections,
            byte[] command,
            int pipeline,
            long commandsInAll,
            String... afterwards) {
        LoadClients clients = turns.own(LoadClients.connect(port, connections), LoadClients::close);
        long each = Math.max(1, commandsInAll / Turns.COUNT / connections);
        turns.add(name, () -> {
            Work work = work(clients, List.of(command), pipeline, each);
            if (afterwards.length > 0) {
                call(afterwards);
            }
            return work;
        });
    }

    /** Work on new connections, after half as much of it. */
    Work closedLoop(int connections, List<byte[]> commands, int pipeline, long commandsInAll) {
        long each = Math.max(1, commandsInAll / connections);
        try (LoadClients clients = LoadClients.connect(port, connections)) {
            work(clients, commands, pipeline, Math.max(1, each / 2));
            return work(clients, commands, pipeline, each);
        }
    }

    /** Until all is done: what is only in a buffer has not been produced. */
    Work work(LoadClients clients, List<byte[]> commands, int pipeline, long each) {
        long cpu = ProcFiles.cpuNanosOf(pid);
        long begin = System.nanoTime();
        LoadResult result = clients.closedLoop(commands, pipeline, each);
        clients.each(Commands.of(settled.toArray(String[]::new)));
        return new Work(result.replies(), (System.nanoTime() - begin) / SECOND, cpuSecondsSince(cpu));
    }

    /** The same, until the first connection has done its part; the CPU is that of all. */
    Work steadyWork(LoadClients clients, List<byte[]> commands, int pipeline, long each) {
        long cpu = ProcFiles.cpuNanosOf(pid);
        LoadResult result = clients.closedLoop(commands, pipeline, each);
        double cpuSeconds = cpuSecondsSince(cpu);
        double part = (double) result.steadyReplies() / result.replies();
        return new Work(result.steadyReplies(), result.steadySeconds(), cpuSeconds * part);
    }

    /** The system counts in steps, and something has been done: nobody is to be divided by nothing. */
    private double cpuSecondsSince(long cpu) {
        return Math.max(LEAST, (ProcFiles.cpuNanosOf(pid) - cpu) / SECOND);
    }
}
