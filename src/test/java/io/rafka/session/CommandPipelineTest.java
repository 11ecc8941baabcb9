package io.rafka.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rafka.config.server.ServerConfig;
import io.rafka.resp.ReplyWriter;
import io.rafka.resp.Request;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Faults of ours: a client must not take one reply for another, so they cost it its connection. */
class CommandPipelineTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Suspension> suspensions = new ArrayList<>();
    private Consumer<ReplyWriter> reply = writer -> {};

    private final CommandPipeline pipeline = new CommandPipeline(
            channel,
            new Sessions(ServerConfig.defaults()),
            new CommandExecutor() {
                @Override
                public void execute(Session session, Request request, ReplyWriter writer) {
                    if (request.isNamed("wait")) {
                        suspensions.add(session.suspend(null));
                    } else {
                        reply.accept(writer);
                    }
                }

                @Override
                public boolean trusts(Session session) {
                    return true;
                }
            },
            RespLimits.DEFAULT,
            new RequestMemory(() -> 1 << 20));

    private static void half(ReplyWriter writer) {
        writer.array(2);
        throw new OutOfMemoryError("for the test");
    }

    private void receive(String commands) {
        pipeline.received(Unpooled.copiedBuffer(commands, StandardCharsets.US_ASCII));
        pipeline.readComplete();
        channel.runPendingTasks();
    }

    @Test
    void aReplyThatCannotBeWrittenEndsTheConnection() {
        reply = CommandPipelineTest::half;
        receive("PING\r\nPING\r\n");
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void soDoesOneThatWasWaitedFor() {
        receive("WAIT\r\nPING\r\n");
        assertThat(suspensions).hasSize(1);
        suspensions.get(0).complete(CommandPipelineTest::half);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.<Object>readOutbound()).isNull();
    }

    @Test
    void whatFollowsIsNotExecuted() {
        List<String> executed = new ArrayList<>();
        reply = writer -> {
            executed.add("once");
            throw new IllegalStateException("for the test");
        };
        receive("PING\r\nPING\r\n");
        pipeline.inactive();
        assertThat(executed).hasSize(1);
    }
}
