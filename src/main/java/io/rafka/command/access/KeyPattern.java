package io.rafka.command.access;

/** A pattern of keys, and what it allows to do with those that match. Immutable. */
final class KeyPattern {
    private static final String TOPICS = "topics:";

    private final String text;
    private final Access access;
    private final GlobPattern glob;

    KeyPattern(String text, Access access) {
        this.text = text;
        this.access = access;
        glob = new GlobPattern(text);
    }

    String text() {
        return text;
    }

    Access access() {
        return access;
    }

    /** Whether it is for this key, or these keys, and allows what is done. */
    boolean allows(Guarded guarded) {
        return access.includes(guarded.access())
                && (guarded.kind() == Guarded.Kind.EVERY_TOPIC ? coversEveryTopic() : glob.matches(guarded.name()));
    }

    /**
     * Whether each topic's key matches, whatever its name: what stands before a star at the end is no more than the
     * beginning of {@code topics:}. Other patterns may cover all topics too; none that does not is taken for one.
     */
    private boolean coversEveryTopic() {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '*') {
            end--;
        }
        return end < text.length() && TOPICS.startsWith(text.substring(0, end));
    }

    /** The rule that makes it. */
    @Override
    public String toString() {
        return access == Access.BOTH ? "~" + text : "%" + access.letters() + "~" + text;
    }
}
