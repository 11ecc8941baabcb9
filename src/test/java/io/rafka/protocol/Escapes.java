package io.rafka.protocol;

/** Backslash escapes in scripts: {@code \r \n \t \\ \" \xHH}. */
final class Escapes {
    private Escapes() {}

    static String decode(String text) {
        StringBuilder decoded = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char letter = text.charAt(i++);
            if (letter != '\\') {
                decoded.append(letter);
                continue;
            }
            char escaped = text.charAt(i++);
            switch (escaped) {
                case 'r' -> decoded.append('\r');
                case 'n' -> decoded.append('\n');
                case 't' -> decoded.append('\t');
                case 'x' -> {
                    decoded.append((char) Integer.parseInt(text.substring(i, i + 2), 16));
                    i += 2;
                }
                default -> decoded.append(escaped);
            }
        }
        return decoded.toString();
    }
}
