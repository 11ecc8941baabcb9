package io.rafka.command.access;

import io.rafka.command.table.CommandRow;
import io.rafka.config.server.ServerConfig;
import io.rafka.config.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All users. There is always the one called {@code default}, and it is always the same object: who does not say who he
 * is, is that one, if it needs no password.
 *
 * <p>Threading: any thread. Changes exclude each other by a short lock; who reads waits for nobody.
 */
public final class Users {
    public static final String DEFAULT = "default";

    private static final Logger LOGGER = LoggerFactory.getLogger(Users.class);
    /** What the default user may do where nobody says otherwise. */
    private static final List<String> OPEN = List.of("on", "nopass", "~*", "&*", "+@all");

    private final ServerConfig config;
    private final CommandSets sets;
    private final User defaultUser;
    /** Held by who writes the file. */
    private final Object fileLock = new Object();
    /** By name, in their order; replaced as a whole. */
    private volatile Map<String, User> byName;

    /**
     * The default user only, open to everybody or with the password of {@code requirepass}, which it follows.
     *
     * @param rows of all commands, in the order of their numbers
     */
    public Users(ServerConfig config, List<CommandRow> rows) {
        this.config = config;
        sets = new CommandSets(rows);
        defaultUser = new User(DEFAULT, open());
        byName = Map.of(DEFAULT, defaultUser);
        config.tell(ServerSettings.REQUIREPASS, this::defaultPassword);
    }

    /**
     * The same, and those of {@code aclfile}, if there is one. Blocks.
     *
     * @throws RuleException if there is something wrong in it
     */
    public static Users atStart(ServerConfig config, List<CommandRow> rows) throws RuleException {
        Users users = new Users(config, rows);
        Path file = users.file();
        if (file != null) {
            if (!config.get(ServerSettings.REQUIREPASS).isEmpty()) {
                LOGGER.warn("requirepass has no effect: the users are those of aclfile={}", file);
            }
            users.replace(AclFile.read(file, users.sets, users.newUsersHaveAllChannels()));
        }
        return users;
    }

    /** Where the users are kept; null if nowhere. */
    public @Nullable Path file() {
        String file = config.get(ServerSettings.ACLFILE);
        return file.isEmpty() ? null : Path.of(file);
    }

    private Rights open() {
        RightsDraft draft = new RightsDraft(sets, false);
        try {
            for (String rule : OPEN) {
                draft.apply(rule);
            }
        } catch (RuleException e) {
            throw new IllegalStateException(e);
        }
        return draft.finished();
    }

    private synchronized void defaultPassword(String password) {
        try {
            List<String> rules = password.isEmpty() ? List.of("nopass") : List.of("resetpass", ">" + password);
            defaultUser.rights(changed(defaultUser.rights(), rules));
        } catch (RuleException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean newUsersHaveAllChannels() {
        return config.get(ServerSettings.ACL_PUBSUB_DEFAULT).equals("allchannels");
    }

    /** What rules about commands are about. */
    public CommandSets commands() {
        return sets;
    }

    /** The one that a client is who has not said who he is. */
    public User defaultUser() {
        return defaultUser;
    }

    /** The user of this name; null if there is none. */
    public @Nullable User find(String name) {
        return byName.get(name);
    }

    /** All, in the order of their names. */
    public Collection<User> all() {
        return byName.values();
    }

    /**
     * The user of this name and password, as in Redis with any password if it needs none. Takes the same time whatever
     * is wrong.
     *
     * @return null if there is no such user, if it is off, or if the password is wrong
     */
    public @Nullable User login(String name, byte[] password) {
        User user = byName.get(name);
        Rights rights = user == null ? null : user.rights();
        boolean isRight = Passwords.isOneOf(rights == null ? List.of() : rights.passwords(), password);
        return rights != null && rights.isEnabled() && (isRight || rights.isPasswordless()) ? user : null;
    }

    private Rights changed(@Nullable Rights start, List<String> rules) throws RuleException {
        boolean allChannels = newUsersHaveAllChannels();
        RightsDraft draft =
                start == null ? new RightsDraft(sets, allChannels) : new RightsDraft(sets, allChannels, start);
        for (String rule : rules) {
            try {
                draft.apply(rule);
            } catch (RuleException e) {
                throw new RuleException(
                        "Error in ACL SETUSER modifier '" + RuleException.shown(rule) + "': " + e.reason());
            }
        }
        return draft.finished();
    }

    /**
     * Changes a user's rights, or makes a new user: by all of the rules, or not at all. What leaves them no larger than
     * they were is never too much.
     *
     * @param words the rules; a selector may be several
     * @throws RuleException if one is wrong, or there would be too many
     */
    public synchronized void set(String name, List<String> words) throws RuleException {
        User.checkName(name);
        RuleMemory.check(words);
        User user = byName.get(name);
        Rights before = user == null ? null : user.rights();
        Rights rights = changed(before, RuleWords.rules(words, RuleException::shown));
        if (before == null || rights.memory() > before.memory()) {
            RuleMemory.check(rights);
            RuleMemory.checkOneMore(byName.values(), name, rights);
        }
        if (user != null) {
            user.rights(rights);
        } else {
            Map<String, User> users = new TreeMap<>(byName);
            users.put(name, new User(name, rights));
            byName = users;
        }
    }

    /**
     * Removes users; a name that is none is passed over.
     *
     * @return those that there were; they have no rights any more
     * @throws RuleException if the default user is among them; none is removed then
     */
    public synchronized List<User> remove(Collection<String> names) throws RuleException {
        if (names.contains(DEFAULT)) {
            throw new RuleException("The '" + DEFAULT + "' user cannot be removed");
        }
        Map<String, User> users = new TreeMap<>(byName);
        List<User> gone = new ArrayList<>();
        for (String name : names) {
            User user = users.remove(name);
            if (user != null) {
                gone.add(user);
            }
        }
        byName = users;
        gone.forEach(this::disable);
        return gone;
    }

    /**
     * Takes the users of the file instead of those there are. Blocks.
     *
     * @return those that are no more, or not as they were; they have no rights any more. Never the default user
     * @throws RuleException if there is no file or something wrong in it; nothing has changed then
     */
    public List<User> load() throws RuleException {
        return replace(AclFile.read(requiredFile(), sets, newUsersHaveAllChannels()));
    }

    /**
     * Writes the users into the file. Blocks.
     *
     * @throws IOException if it cannot be written; it is as it was then
     */
    public void save() throws IOException {
        synchronized (fileLock) {
            AclFile.write(requiredFile(), all().stream().map(User::toString).toList());
        }
    }

    private Path requiredFile() {
        return Objects.requireNonNull(file(), "there is no aclfile");
    }

    /**
     * Takes the users that are there now instead of those before. One whose rights are the same stays the same object.
     *
     * @param wanted by name
     * @return those that are no more, or not as they were; they have no rights any more. Never the default user
     */
    private synchronized List<User> replace(Map<String, Rights> wanted) {
        Map<String, User> users = new TreeMap<>();
        users.put(DEFAULT, defaultUser);
        Rights ofDefault = wanted.get(DEFAULT);
        defaultUser.rights(ofDefault == null ? open() : ofDefault);
        wanted.forEach((name, rights) -> {
            User before = byName.get(name);
            boolean isSame = before != null && before.rights().toString().equals(rights.toString());
            if (!name.equals(DEFAULT)) {
                users.put(name, before != null && isSame ? before : new User(name, rights));
            }
        });
        List<User> gone = new ArrayList<>(byName.values());
        gone.removeAll(users.values());
        byName = users;
        gone.forEach(this::disable);
        return gone;
    }

    /** Whoever still has it can do nothing any more. */
    private void disable(User user) {
        user.rights(new RightsDraft(sets, false).finished());
    }
}
