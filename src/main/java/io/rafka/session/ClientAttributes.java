package io.rafka.session;

/** What a client says about itself that changes nothing here, for CLIENT LIST. The connection's event loop only. */
public final class ClientAttributes {
    private String libraryName = "";
    private String libraryVersion = "";
    private boolean noEvict;
    private boolean noTouch;

    ClientAttributes() {}

    /** The client library's name; empty if it has not told. */
    public String libraryName() {
        return libraryName;
    }

    /** Notes it. */
    public void libraryName(String name) {
        libraryName = name;
    }

    /** The client library's version; empty if it has not told. */
    public String libraryVersion() {
        return libraryVersion;
    }

    /** Notes it. */
    public void libraryVersion(String version) {
        libraryVersion = version;
    }

    /** Whether it has asked not to be disconnected for want of memory. */
    public boolean isNoEvict() {
        return noEvict;
    }

    /** Notes it. */
    public void noEvict(boolean is) {
        noEvict = is;
    }

    /** Whether it has asked that its commands leave no trace on keys. */
    public boolean isNoTouch() {
        return noTouch;
    }

    /** Notes it. */
    public void noTouch(boolean is) {
        noTouch = is;
    }

    /** Forgets what RESET forgets; the library stays the same. */
    void reset() {
        noEvict = false;
        noTouch = false;
    }
}
