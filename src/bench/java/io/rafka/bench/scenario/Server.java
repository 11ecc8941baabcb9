package io.rafka.bench.scenario;

import io.rafka.bench.load.Commands;
import io.rafka.bench.load.LoadClients;
import io.rafka.bench.load.LoadResult;
import io.rafka.bench.plain.PlainPrograms;
import io.rafka.bench.subject.Gateway;
import io.rafka.bench.subject.Work;
import io.rafka.testing.ProcFiles;
import io.rafka.testing.RedisServer;
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
    /** Half of a step of the CPU times that the system tells. */
    private static final double LEAST = 0.005;

    /** rafka, which is done when Kafka has all records. */
    static Server of(Gateway gateway) {
        return new Server(gateway.port(), gateway.pid(), List.of("DUMP", "0"));
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

    /** Work on new connections, after twice as much of it: a JVM takes some seconds to compile all of it. */
    Work closedLoopWarm(int connections, List<byte[]> commands, int pipeline, long commandsInAll) {
        return closedLoop(connections, commands, pipeline, commandsInAll, commandsInAll * PlainPrograms.WARM_UP);
    }

    /** The same after half as much of it, for a server that is warm or needs no more. */
    Work closedLoop(int connections, List<byte[]> commands, int pipeline, long commandsInAll) {
        return closedLoop(connections, commands, pipeline, commandsInAll, commandsInAll / 2);
    }

    private Work closedLoop(int connections, List<byte[]> commands, int pipeline, long inAll, long before) {
        try (LoadClients clients = LoadClients.connect(port, connections)) {
            work(clients, commands, pipeline, Math.max(1, before / connections));
            return work(clients, commands, pipeline, Math.max(1, inAll / connections));
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
