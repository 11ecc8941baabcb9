package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoder, what it is fed, and what comes out of it. Text has one character for each byte. */
final class Decoding {
    private final ByteBuf in = Unpooled.buffer();
    private final RespDecoder decoder;
    private final List<List<String>> requests = new ArrayList<>();
    private @Nullable String error;

    Decoding(RespLimits limits) {
        decoder = new RespDecoder(limits, new RequestMemory(1L << 30), () -> {}, () -> {}, () -> true);
    }

    /** Decodes an input that comes in these packets. */
    static Decoding of(RespLimits limits, byte[]... packets) {
        Decoding decoding = new Decoding(limits);
        for (byte[] packet : packets) {
            decoding.feed(packet);
        }
        return decoding;
    }

    /** Adds a packet to what has not been consumed, and takes all requests; nothing after an error. */
    void feed(byte... packet) {
        in.writeBytes(packet);
        try {
            while (error == null) {
                Request request = decoder.decode(in);
                if (request == null) {
                    return;
                }
                requests.add(words(request));
                decoder.release();
            }
        } catch (ProtocolException e) {
            error = String.valueOf(e.getMessage());
        }
    }

    /** The requests, each as its words. */
    List<List<String>> requests() {
        return requests;
    }

    /** The message of the protocol error that ended it. */
    @Nullable String error() {
        return error;
    }

    /** How many bytes the decoder has left in the buffer. */
    int unread() {
        return in.readableBytes();
    }

    @Override
    public String toString() {
        return requests + " error=" + error;
    }

    static List<String> words(Request request) {
        List<String> words = new ArrayList<>(List.of(text(request.name())));
        for (int i = 0; i < request.arguments(); i++) {
            words.add(text(request.argument(i)));
        }
        return words;
    }

    /** The words as an array of bulk strings. */
    static byte[] encode(List<String> words) {
        StringBuilder encoded = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(word -> encoded.append("$" + word.length() + "\r\n" + word + "\r\n"));
        return bytes(encoded.toString());
    }

    static byte[] encode(String... words) {
        return encode(Arrays.asList(words));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
