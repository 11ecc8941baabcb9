package io.rafka.config.server;

import io.rafka.config.ConfigException;

/** A setting that cannot be changed while the server runs, or not to this value. The message is one line. */
public final class SettingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final boolean known;

    private SettingException(String setting, boolean known, String reason) {
        super(reason);
        this.setting = setting;
        this.known = known;
    }

    static SettingException unknown(String setting) {
        return new SettingException(setting, false, "unknown setting");
    }

    /** In Redis' words. */
    static SettingException immutable(String setting) {
        return new SettingException(setting, true, "can't set immutable config");
    }

    static SettingException reference(String setting) {
        return new SettingException(
                setting, true, "file: and env: are for the configuration file, the environment and the command line");
    }

    static SettingException bad(String setting, ConfigException reason) {
        return new SettingException(setting, true, String.valueOf(reason.getMessage()));
    }

    /** The setting's name, as the user gave it. */
    public String setting() {
        return setting;
    }

    /** Whether there is a setting of this name. */
    public boolean isKnown() {
        return known;
    }
}
