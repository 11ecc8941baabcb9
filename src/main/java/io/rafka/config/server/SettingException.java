package io.rafka.config.server;

import io.rafka.config.ConfigException;

/** A setting that cannot be changed while the server runs, or not to this value. The message is one line. */
public final class SettingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final Fault fault;

    /** What is wrong. */
    public enum Fault {
        /** There is no setting of the name. */
        UNKNOWN,
        /** It cannot be changed while the server runs. */
        IMMUTABLE,
        /** It cannot have the value. */
        VALUE
    }

    private SettingException(String setting, Fault fault, String reason) {
        super(reason);
        this.setting = setting;
        this.fault = fault;
    }

    static SettingException unknown(String setting) {
        return new SettingException(setting, Fault.UNKNOWN, "unknown setting");
    }

    /** In Redis' words. */
    static SettingException immutable(String setting) {
        return new SettingException(setting, Fault.IMMUTABLE, "can't set immutable config");
    }

    static SettingException reference(String setting) {
        return new SettingException(
                setting,
                Fault.VALUE,
                "file: and env: are for the configuration file, the environment and the command line");
    }

    static SettingException bad(String setting, ConfigException reason) {
        return new SettingException(setting, Fault.VALUE, String.valueOf(reason.getMessage()));
    }

    /** The setting's name, as the user gave it. */
    public String setting() {
        return setting;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }
}
