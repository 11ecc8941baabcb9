package io.rafka.command.access;

/** What a command does with what is behind a key, or what a pattern allows to do with it. */
public enum Access {
    /** Only asks whether it is there, or how long it is: any pattern that matches allows that. */
    NONE(false, false, ""),
    READ(true, false, "R"),
    WRITE(false, true, "W"),
    BOTH(true, true, "RW");

    private final boolean reads;
    private final boolean writes;
    private final String letters;

    Access(boolean reads, boolean writes, String letters) {
        this.reads = reads;
        this.writes = writes;
        this.letters = letters;
    }

    /** The access that does these two. */
    public static Access of(boolean reads, boolean writes) {
        if (reads) {
            return writes ? BOTH : READ;
        }
        return writes ? WRITE : NONE;
    }

    /** As in a rule: {@code R}, {@code W}, {@code RW}. */
    String letters() {
        return letters;
    }

    /** Whether who has this access has the other one too. */
    boolean includes(Access other) {
        return (reads || !other.reads) && (writes || !other.writes);
    }

    /** What one of the two allows. */
    Access or(Access other) {
        return of(reads || other.reads, writes || other.writes);
    }
}
