package io.rafka.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rafka.bench.load.Commands;
import io.rafka.resp.ProtocolException;
import io.rafka.resp.Request;
import io.rafka.resp.RequestMemory;
import io.rafka.resp.RespDecoder;
import io.rafka.resp.RespLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** From bytes to requests. */
@State(Scope.Thread)
public class DecoderBenchmark {
    private static final int PIPELINE = 64;
    private static final int SIZE = 100;

    private final RespDecoder decoder =
            new RespDecoder(RespLimits.DEFAULT, new RequestMemory(1L << 30), () -> {}, () -> {}, () -> true);
    private final ByteBuf pings = pipeline("PING");
    private final ByteBuf records = pipeline("RPUSHX", "topics:orders", Commands.value(SIZE));

    private static ByteBuf pipeline(String... words) {
        ByteBuf bytes = Unpooled.directBuffer();
        for (int i = 0; i < PIPELINE; i++) {
            bytes.writeBytes(Commands.of(words));
        }
        return bytes;
    }

    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public void decodePing(Blackhole sink) throws ProtocolException {
        decode(pings, sink);
    }

    @Benchmark
    @OperationsPerInvocation(PIPELINE)
    public void decodeRpushx(Blackhole sink) throws ProtocolException {
        decode(records, sink);
    }

    private void decode(ByteBuf bytes, Blackhole sink) throws ProtocolException {
        bytes.readerIndex(0);
        for (Request request = decoder.decode(bytes); request != null; request = decoder.decode(bytes)) {
            sink.consume(request);
            decoder.release();
        }
    }
}
