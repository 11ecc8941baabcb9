package io.rafka.resp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the replies of one connection, in order, into the buffer that its next write takes.
 *
 * <p>Each method writes one RESP value; for arrays and maps only the header, the elements follow by further calls.
 * Threading: the connection's event loop only.
 */
public final class ReplyWriter {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] OK = ascii("+OK\r\n");
    private static final byte[] ONE = ascii(":1\r\n");
    private static final byte[] NULL = ascii("_\r\n");
    private static final byte[] NULL_BULK = ascii("$-1\r\n");
    private static final byte[] NULL_ARRAY = ascii("*-1\r\n");
    private static final byte[] TRUE = ascii("#t\r\n");
    private static final byte[] FALSE = ascii("#f\r\n");
    private static final byte[] VERBATIM_TEXT = ascii("txt:");
    /** Whole numbers below are told without an exponent, as Redis does. */
    private static final double LARGEST_WHOLE = 1e17;

    private final byte[] digits = new byte[RedisNumbers.LONGEST_LONG];
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private RespVersion version = RespVersion.RESP2;
    private byte @Nullable [] error;
    private boolean pushed;

    /** Where replies go from now on. The caller keeps the ownership. */
    public void to(ByteBuf buffer) {
        out = buffer;
    }

    /** The protocol version of all further replies. */
    public void version(RespVersion newVersion) {
        version = newVersion;
    }

    /** The protocol version of the replies. */
    public RespVersion version() {
        return version;
    }

    /** {@code +OK}. */
    public void ok() {
        out.writeBytes(OK);
    }

    /** Values that were written beforehand, the same in all versions of the protocol; copied. */
    public void preformatted(byte[] values, int length) {
        out.writeBytes(values, 0, length);
    }

    /** A simple string: ASCII, one line. */
    public void simple(String line) {
        line('+', line.getBytes(StandardCharsets.UTF_8));
    }

    /** An error: the code word and the message. Line ends in it become blanks, so that no client can forge a reply. */
    public void error(String line) {
        error(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The same for bytes that repeat what the client sent. */
    public void error(byte[] line) {
        error = line;
        line('-', line);
    }

    /** Whether anything was pushed since this was asked. */
    public boolean takePushed() {
        boolean taken = pushed;
        pushed = false;
        return taken;
    }

    /** The last error written since this was asked, as text; null if there was none. */
    public @Nullable String takeError() {
        byte[] taken = error;
        error = null;
        return taken == null ? null : new String(taken, StandardCharsets.UTF_8);
    }

    /** An integer. */
    public void integer(long value) {
        if (value == 1) {
            out.writeBytes(ONE);
        } else {
            header(':', value);
        }
    }

    /** A bulk string; binary-safe. */
    public void bulk(byte[] value) {
        header('$', value.length);
        out.writeBytes(value).writeBytes(CRLF);
    }

    /** The same of what is left of a buffer, whose position stays. */
    public void bulk(ByteBuffer value) {
        header('$', value.remaining());
        out.writeBytes(value.duplicate()).writeBytes(CRLF);
    }

    /** A bulk string of text, in UTF-8. */
    public void bulk(String text) {
        bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** No value where a bulk string is expected. */
    public void nullBulk() {
        out.writeBytes(version == RespVersion.RESP3 ? NULL : NULL_BULK);
    }

    /** No value where an array is expected. */
    public void nullArray() {
        out.writeBytes(version == RespVersion.RESP3 ? NULL : NULL_ARRAY);
    }

    /** The header of an array; so many values must follow. */
    public void array(int size) {
        header('*', size);
    }

    /** The header of a map; so many keys, each with its value, must follow. In RESP2 an array twice as long. */
    public void map(int pairs) {
        if (version == RespVersion.RESP3) {
            header('%', pairs);
        } else {
            header('*', 2L * pairs);
        }
    }

    /** The header of a set; so many values must follow. In RESP2 an array. */
    public void set(int size) {
        header(version == RespVersion.RESP3 ? '~' : '*', size);
    }

    /**
     * The header of a push, which is no reply to a command and comes also to a client that wants no replies; so many
     * values must follow. In RESP2 an array.
     */
    public void push(int size) {
        pushed = true;
        header(version == RespVersion.RESP3 ? '>' : '*', size);
    }

    /**
     * The header of an attribute, which stands before the value that it belongs to; so many pairs must follow. RESP2
     * has none: false, and nothing is written.
     */
    public boolean attribute(int pairs) {
        if (version == RespVersion.RESP3) {
            header('|', pairs);
        }
        return version == RespVersion.RESP3;
    }

    /** A truth value; in RESP2 the integer 1 or 0. */
    public void bool(boolean value) {
        if (version == RespVersion.RESP3) {
            out.writeBytes(value ? TRUE : FALSE);
        } else {
            integer(value ? 1 : 0);
        }
    }

    /** A floating-point number, told so that it is read as the same; in RESP2 a bulk string. */
    public void decimal(double value) {
        number(',', decimalText(value));
    }

    /** An integer of any size; in RESP2 a bulk string. */
    public void bigNumber(BigInteger value) {
        number('(', value.toString());
    }

    private void number(char type, String text) {
        if (version == RespVersion.RESP3) {
            line(type, ascii(text));
        } else {
            bulk(text);
        }
    }

    private static String decimalText(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
        return isWhole ? Long.toString((long) value) : Double.toString(value).toLowerCase(Locale.ROOT);
    }

    /** Text for people, which a client shows as it is; in RESP2 a bulk string. */
    public void verbatim(String text) {
        if (version == RespVersion.RESP3) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            header('=', VERBATIM_TEXT.length + bytes.length);
            out.writeBytes(VERBATIM_TEXT).writeBytes(bytes).writeBytes(CRLF);
        } else {
            bulk(text);
        }
    }

    private void line(char type, byte[] text) {
        out.writeByte(type);
        for (byte letter : text) {
            out.writeByte(letter == '\r' || letter == '\n' ? ' ' : letter);
        }
        out.writeBytes(CRLF);
    }

    private void header(char type, long value) {
        out.writeByte(type);
        if (value >= 0 && value <= 9) {
            out.writeByte('0' + (int) value);
        } else {
            writeNumber(value);
        }
        out.writeBytes(CRLF);
    }

    private void writeNumber(long value) {
        out.writeBytes(digits, 0, RedisNumbers.writeLong(value, digits, 0));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
