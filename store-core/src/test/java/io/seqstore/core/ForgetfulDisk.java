package io.seqstore.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a disk holds: what the operating system shows, and how much of it is on the device. A state can be copied at any
 * moment, and the power can fail in any copy. Not safe for several threads.
 */
final class ForgetfulDisk {
    private final TreeMap<String, Inode> names = new TreeMap<>();
    private final TreeMap<String, Inode> namesOnDevice = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    /** A file, whatever its name. */
    static final class Inode {
        private final SparseBytes now;
        private SparseBytes onDevice;

        private Inode(SparseBytes now, SparseBytes onDevice) {
            this.now = now;
            this.onDevice = onDevice;
        }

        SparseBytes bytes() {
            return now;
        }
    }

    /** Something that the operating system knows and the device need not know. */
    sealed interface Change permits Write, NameChange {}

    /** Bytes written to a file. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Write(Inode file, long position, byte[] bytes) implements Change {}

    /** A name that went, a name that came, or both at once. */
    record NameChange(@Nullable String gone, @Nullable String come, Inode file) implements Change {}

    /** What becomes of the device when the power fails. */
    static final class Device {
        private final Map<Inode, SparseBytes> contents = new IdentityHashMap<>();
        private final TreeMap<String, Inode> names;

        private Device(TreeMap<String, Inode> names) {
            this.names = new TreeMap<>(names);
        }

        /** Puts bytes where the part of a write belongs that begins there. */
        void write(Write write, int from, byte[] bytes) {
            contentOf(write.file()).write(write.position() + from, bytes, 0, bytes.length);
        }

        void rename(NameChange change) {
            change(names, change);
        }

        private SparseBytes contentOf(Inode file) {
            return contents.computeIfAbsent(file, changed -> changed.onDevice.copy());
        }
    }

    private static void change(TreeMap<String, Inode> names, NameChange change) {
        // What stands in its place since has a name of its own.
        names.remove(change.gone() == null ? "" : change.gone(), change.file());
        if (change.come() != null) {
            names.put(change.come(), change.file());
        }
    }

    /** A copy that goes its own way. */
    ForgetfulDisk copy() {
        ForgetfulDisk copy = new ForgetfulDisk();
        Map<Inode, Inode> copies = new IdentityHashMap<>();
        names.forEach((name, file) -> copy.names.put(name, copyOf(file, copies)));
        namesOnDevice.forEach((name, file) -> copy.namesOnDevice.put(name, copyOf(file, copies)));
        for (Change change : unsynced) {
            if (change instanceof Write write) {
                copy.unsynced.add(new Write(copyOf(write.file(), copies), write.position(), write.bytes()));
            } else if (change instanceof NameChange name) {
                copy.unsynced.add(new NameChange(name.gone(), name.come(), copyOf(name.file(), copies)));
            }
        }
        return copy;
    }

    private static Inode copyOf(Inode file, Map<Inode, Inode> copies) {
        return copies.computeIfAbsent(file, from -> new Inode(from.now.copy(), from.onDevice.copy()));
    }

    /** What the operating system shows, all of it on the device: a disk that was switched off in time. */
    ForgetfulDisk settled() {
        ForgetfulDisk settled = new ForgetfulDisk();
        names.forEach((name, file) -> settled.put(name, file.now.copy()));
        return settled;
    }

    /** What the device holds when the power comes back. */
    ForgetfulDisk afterPowerLoss(PowerLoss loss, SplittableRandom random) {
        Device device = new Device(namesOnDevice);
        loss.apply(unsynced, device, random);
        ForgetfulDisk after = new ForgetfulDisk();
        device.names.forEach((name, file) -> after.put(name, device.contentOf(file)));
        return after;
    }

    /** Puts a synced file there. */
    void put(String name, SparseBytes bytes) {
        Inode file = new Inode(bytes, bytes.copy());
        names.put(name, file);
        namesOnDevice.put(name, file);
    }

    List<String> names() {
        return List.copyOf(names.keySet());
    }

    @Nullable
    Inode find(String name) {
        return names.get(name);
    }

    Inode create(String name) {
        Inode file = new Inode(new SparseBytes(), new SparseBytes());
        changeName(new NameChange(null, name, file));
        return file;
    }

    void rename(String from, String to) {
        changeName(new NameChange(from, to, names.get(from)));
    }

    void delete(String name) {
        changeName(new NameChange(name, null, names.get(name)));
    }

    private void changeName(NameChange change) {
        change(names, change);
        unsynced.add(change);
    }

    void syncNames() {
        namesOnDevice.clear();
        namesOnDevice.putAll(names);
        unsynced.removeIf(NameChange.class::isInstance);
    }

    void write(Inode file, long position, byte[] bytes) {
        file.now.write(position, bytes, 0, bytes.length);
        unsynced.add(new Write(file, position, bytes));
    }

    void force(Inode file) {
        file.onDevice = file.now.copy();
        unsynced.removeIf(change -> change instanceof Write write && write.file() == file);
    }

    /** How many bytes all files have. */
    long size() {
        return names.values().stream().mapToLong(file -> file.now.length()).sum();
    }

    /** The same for two disks that show the same files. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            names.forEach((name, file) -> {
                digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                file.now.addTo(digest);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
