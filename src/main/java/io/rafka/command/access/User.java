package io.rafka.command.access;

import java.security.Principal;

/**
 * A user, as the connections that are logged in as it have it: what changes its rights holds for them at once.
 *
 * <p>Threading: any thread.
 */
public final class User implements Principal {
    private final String name;
    private volatile Rights rights;

    User(String name, Rights rights) {
        this.name = name;
        this.rights = rights;
    }

    @Override
    public String getName() {
        return name;
    }

    /** What it may do now. */
    public Rights rights() {
        return rights;
    }

    void rights(Rights changed) {
        rights = changed;
    }

    /** Its line in an ACL file. */
    @Override
    public String toString() {
        return "user " + name + " " + rights;
    }
}
