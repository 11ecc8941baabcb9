package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Counts the RESP2 replies in what comes from one connection, without making anything of them: the generator must cost
 * less than what it measures. Replies may be cut anywhere.
 */
final class ReplyScanner {
    private static final byte LINE_END = '\n';
    private static final int LONGEST_ERROR = 200;

    /** Bytes of a bulk string, its line end included, that are still to come. */
    private long skip;
    /** Values of the reply that are still to come; 0 between replies. */
    private long open;
    /** The type of the line that is being read; 0 between lines. */
    private byte type;

    private long number;
    private boolean negative;
    /** Whether the line is a reply, and not an element of one. */
    private boolean outermost;

    private long errors;
    private final StringBuilder error = new StringBuilder();

    /** How many replies end in these bytes, which are read to their end. */
    int scan(ByteBuf in) {
        int complete = 0;
        while (in.isReadable()) {
            if (skip > 0) {
                int skipped = (int) Math.min(skip, in.readableBytes());
                in.skipBytes(skipped);
                skip -= skipped;
                complete += skip == 0 ? valueComplete() : 0;
            } else if (type == 0) {
                beginLine(in.readByte());
            } else {
                complete += readLine(in);
            }
        }
        return complete;
    }

    /** How many of the replies were errors. */
    long errors() {
        return errors;
    }

    /** The text of the first error; empty if there was none. */
    String firstError() {
        return error.toString();
    }

    private void beginLine(byte first) {
        type = first;
        number = 0;
        negative = false;
        outermost = open == 0;
        if (outermost) {
            open = 1;
            errors += first == '-' ? 1 : 0;
        }
    }

    private int readLine(ByteBuf in) {
        while (in.isReadable()) {
            byte letter = in.readByte();
            if (letter == LINE_END) {
                return endLine();
            }
            if (letter >= '0' && letter <= '9') {
                number = number * 10 + (letter - '0');
            } else if (letter == '-') {
                negative = true;
            }
            if (type == '-' && errors == 1 && error.length() < LONGEST_ERROR && letter != '\r') {
                error.append(new String(new byte[] {letter}, StandardCharsets.ISO_8859_1));
            }
        }
        return 0;
    }

    private int endLine() {
        byte ended = type;
        type = 0;
        if (ended == '$' && !negative) {
            skip = number + 2;
            return 0;
        }
        if (ended == '*' && !negative) {
            open += number;
        }
        if (negative && (ended == '*' || ended == '$') && outermost) {
            // Who pops expects something: an empty list would be popped fast.
            errors++;
            error.append(error.isEmpty() ? "nothing" : "");
        }
        return valueComplete();
    }

    private int valueComplete() {
        open--;
        return open == 0 ? 1 : 0;
    }
}
