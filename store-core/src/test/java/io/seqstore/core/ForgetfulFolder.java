package io.seqstore.core;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.Damage;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.UnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk that tells what was synced from what was not. It can lose power at a chosen operation: from then on every call
 * fails, and {@link #afterPowerLoss} is what the device holds then, {@link #afterKill} what the operating system holds.
 */
final class ForgetfulFolder implements StoreFolder {
    private static final int SECTOR = 512;

    private final Map<String, Content> names = new TreeMap<>();
    private Map<String, Content> syncedNames = new TreeMap<>();
    private long operations;
    private long lastOperation = Long.MAX_VALUE;
    private boolean failsWholly = true;
    private long firstFailure = Long.MAX_VALUE;
    private int failures;
    private int forces;

    /** What a file holds, and what of it is not yet on the device. */
    private static final class Content {
        private byte[] now = new byte[0];
        private byte[] synced = new byte[0];
        private final List<long[]> unsynced = new ArrayList<>();

        void write(long position, byte[] bytes, int from, int length) {
            int end = (int) position + length;
            if (end > now.length) {
                now = Arrays.copyOf(now, end);
            }
            System.arraycopy(bytes, from, now, (int) position, length);
            unsynced.add(new long[] {position, end});
        }

        void force() {
            if (synced.length < now.length) {
                synced = Arrays.copyOf(synced, now.length);
            }
            for (long[] range : unsynced) {
                System.arraycopy(now, (int) range[0], synced, (int) range[0], (int) (range[1] - range[0]));
            }
            unsynced.clear();
        }

        /** The synced bytes, with those unsynced sectors that the filter lets through. */
        byte[] patched(SectorFilter filter) {
            byte[] bytes = synced.clone();
            for (long[] range : unsynced) {
                for (long from = range[0]; from < range[1]; ) {
                    long to = Math.min(range[1], (from / SECTOR + 1) * SECTOR);
                    if (filter.keeps(from, to)) {
                        if (to > bytes.length) {
                            bytes = Arrays.copyOf(bytes, (int) range[1]);
                        }
                        System.arraycopy(now, (int) from, bytes, (int) from, (int) (to - from));
                    }
                    from = to;
                }
            }
            return bytes;
        }

        static Content of(byte[] bytes) {
            Content content = new Content();
            content.now = bytes;
            content.synced = bytes.clone();
            return content;
        }
    }

    private interface SectorFilter {
        boolean keeps(long from, long to);
    }

    /** How many operations that change the disk there were. */
    long operations() {
        return operations;
    }

    /** How often a file was synced. */
    synchronized int forces() {
        return forces;
    }

    /** Lets the power fail at an operation; {@code wholly} says that nothing of that one reaches the disk. */
    void losePowerAt(long operation, boolean wholly) {
        lastOperation = operation;
        failsWholly = wholly;
    }

    /** Lets some operations fail from this one on; after them the disk works again. */
    void failAt(long operation, int times) {
        firstFailure = operation;
        failures = times;
    }

    boolean hasPower() {
        return operations < lastOperation;
    }

    /** What is there after the process died: everything that was handed over. */
    ForgetfulFolder afterKill() {
        ForgetfulFolder after = new ForgetfulFolder();
        names.forEach((name, content) -> after.names.put(name, Content.of(content.now.clone())));
        after.syncedNames = new TreeMap<>(after.names);
        return after;
    }

    /** What is there after the power failed: what was synced, and of the rest whatever chance wrote. */
    ForgetfulFolder afterPowerLoss(SplittableRandom random) {
        boolean keepsNames = random.nextBoolean();
        int keptOfEight = random.nextInt(3) * 4;
        ForgetfulFolder after = new ForgetfulFolder();
        Map<String, Content> kept = keepsNames ? names : syncedNames;
        kept.forEach((name, content) ->
                after.names.put(name, Content.of(content.patched((from, to) -> random.nextInt(8) < keptOfEight))));
        after.syncedNames = new TreeMap<>(after.names);
        return after;
    }

    /** The files by name. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        names.forEach((name, content) -> files.put(name, content.now.clone()));
        return files;
    }

    /** Puts a file there, synced. */
    void put(String name, byte[] bytes) {
        names.put(name, Content.of(bytes));
        syncedNames.put(name, names.get(name));
    }

    /** A copy that goes its own way. */
    ForgetfulFolder copy() {
        return afterKill();
    }

    private synchronized boolean count(String what, String name) {
        operations++;
        if (operations >= firstFailure && operations < firstFailure + failures) {
            throw noPower(what, name);
        }
        if (operations >= lastOperation) {
            if (operations == lastOperation && !failsWholly) {
                return true;
            }
            throw noPower(what, name);
        }
        return false;
    }

    private static UnavailableException noPower(String what, String name) {
        return new UnavailableException(
                "The store is unavailable.", "No power to " + what + " " + name + ".", "", Map.of());
    }

    @Override
    public String describe() {
        return "a disk in a test";
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized WritableFile create(String name) {
        boolean last = count("create", name);
        if (names.containsKey(name)) {
            throw new IllegalStateException(name + " is there already");
        }
        Content content = new Content();
        names.put(name, content);
        if (last) {
            throw noPower("create", name);
        }
        return new Writer(name, content);
    }

    @Override
    public synchronized ReadableFile open(String name) {
        Content content = names.get(name);
        if (content == null) {
            throw Damage.at(name, 0, "the file is missing");
        }
        return new Reader(name, content.now);
    }

    @Override
    public synchronized void rename(String from, String to) {
        boolean last = count("rename", from);
        names.put(to, names.remove(from));
        if (last) {
            throw noPower("rename", from);
        }
    }

    @Override
    public synchronized void delete(String name) {
        if (names.containsKey(name)) {
            boolean last = count("delete", name);
            names.remove(name);
            if (last) {
                throw noPower("delete", name);
            }
        }
    }

    @Override
    public synchronized void syncNames() {
        boolean last = count("sync", "names");
        syncedNames = new TreeMap<>(names);
        if (last) {
            throw noPower("sync", "names");
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private final class Writer implements WritableFile {
        private final String name;
        private final Content content;

        Writer(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) {
            synchronized (ForgetfulFolder.this) {
                boolean last = count("write to", name);
                content.write(position, bytes, from, last ? length / 2 : length);
                if (last) {
                    throw noPower("write to", name);
                }
            }
        }

        @Override
        public void force() {
            synchronized (ForgetfulFolder.this) {
                boolean last = count("sync", name);
                forces++;
                content.force();
                if (last) {
                    throw noPower("sync", name);
                }
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static final class Reader implements ReadableFile {
        private final String name;
        private final byte[] bytes;

        Reader(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        private int check(long position, int length) {
            if (position < 0 || length < 0 || position > bytes.length - length) {
                throw Damage.at(name, position, length + " bytes were expected, the file has " + bytes.length);
            }
            return (int) position;
        }

        @Override
        public int getInt(long position) {
            return LittleEndian.getInt(bytes, check(position, Integer.BYTES));
        }

        @Override
        public long getLong(long position) {
            return LittleEndian.getLong(bytes, check(position, Long.BYTES));
        }

        @Override
        public void read(long position, byte[] into, int at, int length) {
            System.arraycopy(bytes, check(position, length), into, at, length);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
