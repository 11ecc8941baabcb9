package io.rafka.command;

import io.rafka.resp.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Commands by the name that a client sends, in any letter case. Fixed after start; any thread.
 *
 * <p>A hash table of its own, so that a name need not be made a string for every command.
 */
final class NameIndex {
    private final @Nullable CommandSpec[] slots;
    /** Their names in lower case, each in the slot of its command. */
    private final byte[][] names;
    /** The same in upper case. Nearly all clients use one or the other. */
    private final byte[][] upperCaseNames;

    /** @throws IllegalArgumentException if two have the same name */
    NameIndex(Collection<CommandSpec> specs) {
        slots = new CommandSpec[Integer.highestOneBit(Math.max(1, specs.size())) * 4];
        names = new byte[slots.length][];
        upperCaseNames = new byte[slots.length][];
        for (CommandSpec spec : specs) {
            byte[] name = spec.row().ownName().getBytes(StandardCharsets.US_ASCII);
            int slot = slot(name);
            CommandSpec there = slots[slot];
            if (there != null) {
                throw new IllegalArgumentException("two commands are named " + there.name());
            }
            slots[slot] = spec;
            names[slot] = name;
            upperCaseNames[slot] = spec.row().ownName().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** The command of this name, or null. */
    @Nullable CommandSpec find(byte[] name) {
        return slots[slot(name)];
    }

    /** Where the name is, or the free slot where it would be. */
    private int slot(byte[] name) {
        int hash = 0;
        for (byte letter : name) {
            // The case of a letter is not in these bits; what else has the same ones is told apart below.
            hash = 31 * hash + (letter & 0x1f);
        }
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        while (slots[slot] != null && !isNamed(slot, name)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isNamed(int slot, byte[] name) {
        byte[] lowerCase = names[slot];
        if (Arrays.equals(upperCaseNames[slot], name) || Arrays.equals(lowerCase, name)) {
            return true;
        }
        if (lowerCase.length != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (lowerCase[i] != Request.lower(name[i])) {
                return false;
            }
        }
        return true;
    }
}
