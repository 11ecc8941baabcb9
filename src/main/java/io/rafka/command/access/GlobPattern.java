package io.rafka.command.access;

/**
 * A pattern as Redis' KEYS takes it: {@code *}, {@code ?}, {@code [abc]}, {@code [^a]}, {@code [a-z]}, and {@code \} to
 * take the next character as it is. Works in time proportional to pattern and key, whatever the pattern.
 */
public final class GlobPattern {
    private final String pattern;

    /** Any text is a pattern. */
    public GlobPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Whether the whole key matches. */
    public boolean matches(String key) {
        int at = 0;
        int position = 0;
        int starAt = -1;
        int starPosition = 0;
        while (position < key.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                starAt = at++;
                starPosition = position;
            } else if (at < pattern.length() && matchesOne(at, key.charAt(position))) {
                at = end(at);
                position++;
            } else if (starAt >= 0) {
                // Only the last star needs to give way: an earlier one has matched as little as it could.
                at = starAt + 1;
                position = ++starPosition;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    /** Whether the element of the pattern that begins here, not a star, matches a character. */
    private boolean matchesOne(int at, char letter) {
        return switch (pattern.charAt(at)) {
            case '?' -> true;
            case '[' -> matchesSet(at, letter);
            case '\\' -> pattern.charAt(Math.min(at + 1, pattern.length() - 1)) == letter;
            default -> pattern.charAt(at) == letter;
        };
    }

    private boolean matchesSet(int at, char letter) {
        int end = setEnd(at);
        boolean negated = at + 1 < pattern.length() && pattern.charAt(at + 1) == '^';
        boolean found = false;
        for (int i = negated ? at + 2 : at + 1; i < end; i++) {
            if (pattern.charAt(i) == '\\' && i + 1 < end) {
                i++;
                found |= pattern.charAt(i) == letter;
            } else if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                char low = (char) Math.min(pattern.charAt(i), pattern.charAt(i + 2));
                char high = (char) Math.max(pattern.charAt(i), pattern.charAt(i + 2));
                found |= low <= letter && letter <= high;
                i += 2;
            } else {
                found |= pattern.charAt(i) == letter;
            }
        }
        return found != negated;
    }

    /** Where the element that begins here ends. */
    private int end(int at) {
        int after = switch (pattern.charAt(at)) {
            case '\\' -> at + 2;
            case '[' -> setEnd(at) + 1;
            default -> at + 1;
        };
        return Math.min(after, pattern.length());
    }

    /**
     * Where the closing bracket is: none that ends a range. A set that is not closed reaches to the end, as in Redis.
     */
    private int setEnd(int at) {
        int end = at + 1;
        if (end < pattern.length() && pattern.charAt(end) == '^') {
            end++;
        }
        while (end < pattern.length() && pattern.charAt(end) != ']') {
            if (pattern.charAt(end) == '\\') {
                end += 2;
            } else {
                end += end + 2 < pattern.length() && pattern.charAt(end + 1) == '-' ? 3 : 1;
            }
        }
        return Math.min(end, pattern.length());
    }
}
