package io.rafka.command;

import io.rafka.resp.Request;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All commands by name, in any letter case. Fixed after start; any thread.
 *
 * <p>A table of its own, so that a name need not be made a string for every command.
 */
public final class CommandTable {
    private final @Nullable CommandSpec[] slots;
    private final List<CommandSpec> specs;

    /** @throws IllegalArgumentException if two have the same name */
    public CommandTable(Collection<CommandSpec> specs) {
        this.specs = List.copyOf(specs);
        slots = new CommandSpec[Integer.highestOneBit(Math.max(1, specs.size())) * 4];
        for (CommandSpec spec : specs) {
            int slot = slot(spec.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            CommandSpec there = slots[slot];
            if (there != null) {
                throw new IllegalArgumentException("two commands are named " + there.name());
            }
            slots[slot] = spec;
        }
    }

    /** The command of this name, or null. */
    public @Nullable CommandSpec find(byte[] name) {
        return slots[slot(name)];
    }

    /** All rows, in the order given. */
    public List<CommandSpec> specs() {
        return specs;
    }

    /** Where the name is, or the free slot where it would be. */
    private int slot(byte[] name) {
        int hash = 0;
        for (byte letter : name) {
            hash = 31 * hash + Request.lower(letter);
        }
        int slot = (hash ^ hash >>> 16) & slots.length - 1;
        for (CommandSpec spec = slots[slot];
                spec != null && !Request.equalsIgnoreCase(name, spec.name());
                spec = slots[slot]) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    @Override
    public String toString() {
        return Arrays.toString(specs.stream().map(CommandSpec::name).toArray());
    }
}
