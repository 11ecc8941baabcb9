package io.rafka.command.access;

import io.rafka.config.ConfigException;
import io.rafka.config.ReadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads and writes a file of users in Redis' format: a line {@code user <name> <rule> ...} each, and blank ones.
 * Blocks.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/">Redis' ACL</a>
 */
final class AclFile {
    private static final String KEYWORD = "user";

    private final Path path;
    private final CommandSets sets;
    private final boolean allChannels;
    private final Map<String, Rights> users = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();

    private AclFile(Path path, CommandSets sets, boolean allChannels) {
        this.path = path;
        this.sets = sets;
        this.allChannels = allChannels;
    }

    /**
     * The rights of the users in the file, by name.
     *
     * @throws RuleException with all that is wrong: file, line and word each
     */
    static Map<String, Rights> read(Path path, CommandSets sets, boolean allChannels) throws RuleException {
        String text;
        try {
            text = ReadableFile.text(path);
        } catch (ConfigException e) {
            throw new RuleException("Error loading ACLs, opening file '" + path + "': " + e.getMessage());
        }
        return parse(text, path, sets, allChannels);
    }

    /** The same of what is in a file. */
    static Map<String, Rights> parse(String text, Path path, CommandSets sets, boolean allChannels)
            throws RuleException {
        AclFile file = new AclFile(path, sets, allChannels);
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                file.take(number, Arrays.asList(line.strip().split("\\s+", -1)));
            }
        }
        if (!file.errors.isEmpty()) {
            throw new RuleException(String.join(" ", file.errors));
        }
        RuleMemory.checkAll(file.users);
        return file.users;
    }

    /**
     * Writes a file anew, or leaves it as it was. One that is there keeps its permissions; a new one is its owner's
     * only.
     */
    static void write(Path path, List<String> lines) throws IOException {
        // What a link leads to is replaced, not the link.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path directory = Objects.requireNonNull(target.getParent(), "a file is in a directory");
        Path temporary = Files.createTempFile(directory, target.getFileName() + ".", ".tmp");
        try {
            PosixFileAttributeView attributes = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            if (attributes != null && Files.exists(target)) {
                Files.setPosixFilePermissions(
                        temporary, attributes.readAttributes().permissions());
            }
            String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void take(int line, List<String> words) {
        if (words.size() < 2 || !words.get(0).equals(KEYWORD)) {
            errors.add(path + ":" + line + " should start with user keyword followed by the username.");
            return;
        }
        String name = words.get(1);
        if (users.containsKey(name)) {
            errors.add(path + ":" + line + ": Duplicate user '" + name + "' found.");
            return;
        }
        RightsDraft draft = new RightsDraft(sets, allChannels);
        Rights rights = draft.finished();
        try {
            User.checkName(name);
            RuleMemory.check(words);
            for (String rule : RuleWords.rules(words.subList(2, words.size()), RuleException::shownToOthers)) {
                apply(draft, rule, line);
            }
            rights = draft.finished();
            RuleMemory.check(rights);
        } catch (RuleException e) {
            errors.add(path + ":" + line + ": " + e.reason());
        }
        users.put(name, rights);
    }

    private void apply(RightsDraft draft, String rule, int line) {
        try {
            draft.apply(rule);
        } catch (RuleException e) {
            errors.add(path + ":" + line + ": Error in applying operation '" + RuleException.shownToOthers(rule) + "': "
                    + e.reason() + ".");
        }
    }
}
