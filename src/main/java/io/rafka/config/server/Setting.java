package io.rafka.config.server;

import java.util.Locale;

/**
 * One of rafka's own settings: a row of {@link ServerSettings}.
 *
 * @param name lower-case words with dashes; Redis' name where the meaning is Redis'
 * @param type what its values are
 * @param defaultText the default, as a user would write it
 * @param change when it can change
 * @param summary what it does, in one sentence
 */
public record Setting<T>(String name, SettingType<T> type, String defaultText, Change change, String summary) {

    /** When a setting can change. */
    public enum Change {
        /** CONFIG SET changes it at once. */
        AT_RUN_TIME,
        /** It holds from start to end. */
        AT_START
    }

    /** Settings are looked up for every command; a name's hash is kept. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The option of the command line. */
    public String option() {
        return "--" + name;
    }

    /** The environment variable. */
    public String environmentVariable() {
        return "RAFKA_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
