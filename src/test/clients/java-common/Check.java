import java.util.Objects;

/** Compares what came with what was expected. */
final class Check {
    /** The server answered, and wrongly: nothing that a repetition mends. */
    static final class WrongAnswer extends RuntimeException {
        WrongAnswer(String message) {
            super(message);
        }
    }

    private Check() {}

    static void equal(String what, Object expected, Object actual) {
        that(Objects.equals(expected, actual), what + ": expected " + shown(expected) + ", got " + shown(actual));
    }

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new WrongAnswer(message);
        }
    }

    private static String shown(Object value) {
        return value instanceof String text
                ? "'" + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + "'"
                : String.valueOf(value);
    }
}
