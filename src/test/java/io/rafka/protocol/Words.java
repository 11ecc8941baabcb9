package io.rafka.protocol;

import java.util.ArrayList;
import java.util.List;

/** Splits a script's command into words as an inline command is split; the test's own reading of Redis' rule. */
final class Words {
    private Words() {}

    static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (quote == 0 && letter == ' ') {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (quote == 0 && (letter == '"' || letter == '\'')) {
                quote = letter;
            } else if (quote != 0 && letter == quote) {
                quote = 0;
            } else if (quote == '"' && letter == '\\') {
                int end = i + (line.charAt(i + 1) == 'x' ? 4 : 2);
                word.append(Escapes.decode(line.substring(i, end)));
                i = end - 1;
            } else {
                word.append(letter);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
