package io.rafka.resp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an inline command into words as Redis does: at blanks; {@code "..."} with the escapes {@code \n \r \t \b \a
 * \xHH} and {@code \<any>}; {@code '...'} with {@code \'} only.
 */
final class InlineCommand {
    private final byte[] line;
    private int at;

    private InlineCommand(byte[] line) {
        this.line = line;
    }

    /**
     * The words of a line; none for a blank one.
     *
     * @param line without its line end
     * @throws ProtocolException if a quote is not closed, or something other than a blank follows a closing quote
     */
    static byte[][] split(byte[] line) throws ProtocolException {
        InlineCommand command = new InlineCommand(line);
        List<byte[]> words = new ArrayList<>();
        while (command.skipBlanks()) {
            words.add(command.word());
        }
        return words.toArray(new byte[0][]);
    }

    private boolean skipBlanks() {
        while (at < line.length && isBlank(line[at])) {
            at++;
        }
        return at < line.length;
    }

    private byte[] word() throws ProtocolException {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < line.length && !isBlank(line[at])) {
            byte next = line[at++];
            switch (next) {
                case '"' -> doubleQuoted(word);
                case '\'' -> singleQuoted(word);
                default -> word.write(next);
            }
        }
        return word.toByteArray();
    }

    private void doubleQuoted(ByteArrayOutputStream word) throws ProtocolException {
        while (at < line.length) {
            byte next = line[at++];
            if (next == '"') {
                endOfQuotes();
                return;
            }
            word.write(next == '\\' && at < line.length ? escaped() : next);
        }
        throw unbalanced();
    }

    private int escaped() {
        byte letter = line[at++];
        if (letter == 'x' && at + 1 < line.length) {
            int high = Character.digit(line[at], 16);
            int low = Character.digit(line[at + 1], 16);
            if (high >= 0 && low >= 0) {
                at += 2;
                return high << 4 | low;
            }
        }
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 0x07;
            default -> letter;
        };
    }

    private void singleQuoted(ByteArrayOutputStream word) throws ProtocolException {
        while (at < line.length) {
            byte next = line[at++];
            if (next == '\'') {
                endOfQuotes();
                return;
            }
            if (next == '\\' && at < line.length && line[at] == '\'') {
                next = line[at++];
            }
            word.write(next);
        }
        throw unbalanced();
    }

    private void endOfQuotes() throws ProtocolException {
        if (at < line.length && !isBlank(line[at])) {
            throw unbalanced();
        }
    }

    private static ProtocolException unbalanced() {
        return new ProtocolException("unbalanced quotes in request");
    }

    private static boolean isBlank(byte letter) {
        return letter == ' ' || (letter >= '\t' && letter <= '\r') || letter == 0;
    }
}
