package io.rafka.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One command as the client sent it: its name and arguments, binary-safe.
 *
 * <p>The arrays are not copied. Whoever keeps one beyond the command owns it from then on; nobody may change it.
 */
public final class Request {
    private final byte[][] words;
    private final int count;

    /** @param count how many of the words belong to the command, at least 1; the array may be longer */
    Request(byte[][] words, int count) {
        this.words = words;
        this.count = count;
    }

    /** A request of these words, the name first; at least one. */
    public static Request of(byte[]... words) {
        if (words.length == 0) {
            throw new IllegalArgumentException("a request has at least a name");
        }
        return new Request(words, words.length);
    }

    /** The command's name in the letters that the client used. */
    public byte[] name() {
        return words[0];
    }

    /** How many arguments follow the name; 0 or more. */
    public int arguments() {
        return count - 1;
    }

    /**
     * One argument.
     *
     * @param index 0 is the first after the name
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public byte[] argument(int index) {
        if (index < 0 || index >= arguments()) {
            throw new IndexOutOfBoundsException("argument " + index + " of " + arguments());
        }
        return words[index + 1];
    }

    /** One argument as text (UTF-8; malformed bytes become U+FFFD). */
    public String text(int index) {
        return new String(argument(index), StandardCharsets.UTF_8);
    }

    /** All arguments from this one on; none if there are fewer. Not for the hot path. */
    public List<byte[]> argumentsFrom(int first) {
        return count - 1 <= first ? List.of() : List.of(Arrays.copyOfRange(words, first + 1, count));
    }

    /** The same as text. */
    public List<String> textsFrom(int first) {
        return IntStream.range(first, arguments()).mapToObj(this::text).toList();
    }

    /** Whether this ASCII word is the name, in any letter case. */
    public boolean isNamed(String word) {
        return equalsIgnoreCase(name(), word);
    }

    /** Whether an argument is this ASCII word in any letter case. */
    public boolean is(int index, String word) {
        return equalsIgnoreCase(argument(index), word);
    }

    /** Whether these bytes are this ASCII word in any letter case. */
    public static boolean equalsIgnoreCase(byte[] bytes, String word) {
        if (bytes.length != word.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (lower(bytes[i]) != lower((byte) word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** An ASCII letter in lower case, any other byte as it is. */
    public static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter + ('a' - 'A')) : letter;
    }
}
