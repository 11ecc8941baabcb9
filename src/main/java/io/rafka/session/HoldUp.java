package io.rafka.session;

/** Why a client's commands wait although none of its own does: no error, they are executed later. */
public enum HoldUp {
    /** So many have been executed, and their replies are not out. */
    PIPELINE_DEPTH("client-pipeline-depth"),
    /** It does not read its replies. */
    OUTPUT_BUFFER("output-buffer"),
    /** It sends on while its commands wait: its socket is not read. */
    INPUT_BUFFER("input-buffer");

    private final String text;

    HoldUp(String text) {
        this.text = text;
    }

    /** As metrics tell it: the setting. */
    public String text() {
        return text;
    }
}
