import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Reads the replies of commands that a library does not know. */
final class Replies {
    private Replies() {}

    /** The protocol that HELLO without arguments tells: names, as byte[] or text, each followed by its value. */
    static int protocol(List<?> hello) {
        for (int i = 0; i + 1 < hello.size(); i += 2) {
            if (text(hello.get(i)).equals("proto")) {
                return ((Long) hello.get(i + 1)).intValue();
            }
        }
        throw new Check.WrongAnswer("HELLO: expected proto, got " + hello);
    }

    private static String text(Object word) {
        return word instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(word);
    }
}
