package io.rafka.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rafka.bench.load.Commands;
import io.rafka.command.Authentication;
import io.rafka.command.CommandDispatcher;
import io.rafka.command.CommandTable;
import io.rafka.command.MonitorFeed;
import io.rafka.command.MonitoredArguments;
import io.rafka.command.Pause;
import io.rafka.command.access.AccessLog;
import io.rafka.command.access.Users;
import io.rafka.command.connection.ConnectionCommands;
import io.rafka.command.statistics.CommandLog;
import io.rafka.command.table.CommandRow;
import io.rafka.command.table.CommandRows;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespLimits;
import io.rafka.session.CommandPipeline;
import io.rafka.session.Sessions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole way of a command but for the socket: bytes in, the dispatcher with all it counts, bytes out. */
@State(Scope.Thread)
public class PipelineBenchmark {
    private static final int PIPELINE = 64;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final CommandPipeline pipeline;
    private final ByteBuf pings = Unpooled.directBuffer();

    /** A connection of a gateway that has only the commands about connections. */
    public PipelineBenchmark() {
        ServerConfig config = ServerConfig.defaults();
        Sessions sessions = new Sessions(config);
        MonitorFeed monitors = new MonitorFeed();
        Pause pause = new Pause(scheduler, config);
        List<CommandRow> rows = CommandRows.of(ConnectionCommands.class);
        Users users = new Users(config, rows);
        CommandLog log = new CommandLog(config, rows.size(), MonitoredArguments::of);
        Authentication authentication = new Authentication(users, new AccessLog(config, log.denied()));
        CommandDispatcher dispatcher = new CommandDispatcher(
                new CommandTable(rows, ConnectionCommands.of(authentication, users, monitors, sessions, pause)),
                monitors,
                authentication,
                pause,
                log);
        pipeline = new CommandPipeline(
                channel, sessions, dispatcher, RespLimits.DEFAULT, new RequestMemory(() -> 1L << 30));
        authentication.begin(pipeline.session());
        for (int i = 0; i < PIPELINE; i++) {
            pings.writeBytes(Commands.of("PING"));
        }
    }

    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public int ping() {
        // The pipeline releases what it is given.
        pipeline.received(pings.retainedDuplicate());
        pipeline.readComplete();
        channel.runPendingTasks();
        int bytes = 0;
        for (ByteBuf reply = channel.readOutbound(); reply != null; reply = channel.readOutbound()) {
            bytes += reply.readableBytes();
            reply.release();
        }
        return bytes;
    }

    @TearDown
    public void end() {
        scheduler.shutdown();
        channel.close();
    }
}
