package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands as the bytes that a client sends. */
public final class Commands {
    private static final byte[] LINE_END = {'\r', '\n'};

    private Commands() {}

    /** One command of ASCII words, as an array of bulk strings. */
    public static byte[] of(String... words) {
        byte[][] bytes = Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
                .toArray(byte[][]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("*" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (byte[] word : bytes) {
            out.writeBytes(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(word);
            out.writeBytes(LINE_END);
        }
        return out.toByteArray();
    }

    /** A value of that many bytes, the same at each call; it does not compress to nothing. */
    public static String value(int size) {
        StringBuilder value = new StringBuilder(size);
        long state = 0x9E3779B97F4A7C15L;
        while (value.length() < size) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            value.append((char) ('!' + (state >>> 33) % 90));
        }
        return value.toString();
    }

    /** The command so many times in a row, in direct memory, to be sent again and again. */
    static ByteBuf repeated(byte[] command, int times) {
        ByteBuf batch = Unpooled.directBuffer(command.length * times);
        for (int i = 0; i < times; i++) {
            batch.writeBytes(command);
        }
        return Unpooled.unreleasableBuffer(batch);
    }
}
