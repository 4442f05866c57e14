package io.seqstore.core;

import io.seqstore.core.ForgetfulDisk.Inode;
import io.seqstore.core.file.DiskErrors;
import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk that tells what was synced from what was not, and that fails when told to. It can lose power at a chosen operation:
 * from then on every call fails, and {@link #afterPowerLoss} is what the device holds then, {@link #afterKill} what the
 * operating system holds. It can fail chosen calls ({@link #fail}), be full ({@link #limitTo}) and be slow ({@link #before}).
 */
final class ForgetfulFolder implements StoreFolder {
    private final ForgetfulDisk disk;
    private long operations;
    private long calls;
    private int forces;
    private long lastOperation = Long.MAX_VALUE;
    private boolean failsWholly = true;
    private @Nullable DiskFault fault;
    private long capacity = Long.MAX_VALUE;
    private Consumer<DiskCall> before = call -> {};
    private BiConsumer<DiskCall, ForgetfulDisk> after = (call, changed) -> {};

    ForgetfulFolder() {
        this(new ForgetfulDisk());
    }

    ForgetfulFolder(ForgetfulDisk disk) {
        this.disk = disk;
    }

    /** How many operations that change the disk there were. */
    synchronized long operations() {
        return operations;
    }

    /** How many calls of any kind there were. */
    synchronized long calls() {
        return calls;
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
    synchronized void failAt(long operation, int times) {
        fail(DiskFault.ofOperations(operation, times));
    }

    /** Lets calls fail, until it is told otherwise. */
    synchronized void fail(@Nullable DiskFault faulty) {
        fault = faulty;
    }

    /** Whether calls that change nothing may fail. */
    synchronized boolean failsReads() {
        return fault != null && fault.countsReads();
    }

    /** Lets files have so many bytes and no more. */
    synchronized void limitTo(long bytes) {
        capacity = bytes;
    }

    /** How many bytes all files have. */
    synchronized long size() {
        return disk.size();
    }

    /** Does something in front of each call, which may take as long as it likes: others go on. */
    synchronized void before(Consumer<DiskCall> action) {
        before = action;
    }

    /** Shows the disk after each operation. */
    synchronized void afterEachOperation(BiConsumer<DiskCall, ForgetfulDisk> observer) {
        after = observer;
    }

    boolean hasPower() {
        return operations < lastOperation;
    }

    /** What is there after the process died: everything that was handed over. */
    synchronized ForgetfulFolder afterKill() {
        return new ForgetfulFolder(disk.settled());
    }

    /** What is there after the power failed: what was synced, and of the rest whatever chance wrote. */
    synchronized ForgetfulFolder afterPowerLoss(SplittableRandom random) {
        PowerLoss[] losses = PowerLoss.values();
        return new ForgetfulFolder(disk.afterPowerLoss(losses[random.nextInt(losses.length)], random));
    }

    /** The files by name. */
    synchronized Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        disk.names().forEach(name -> files.put(name, disk.find(name).bytes().toArray()));
        return files;
    }

    /** Puts a file there, synced. */
    void put(String name, byte[] bytes) {
        disk.put(name, SparseBytes.of(bytes));
    }

    /** A copy that goes its own way, everything in it synced. */
    ForgetfulFolder copy() {
        return afterKill();
    }

    /** Counts a call that changes nothing; fails if it is its turn. */
    private void look(DiskCall call, String name) {
        before.accept(call);
        synchronized (this) {
            calls++;
            if (fault != null && fault.hits(call, calls, operations)) {
                throw call == DiskCall.READ ? DiskErrors.unreadable(name, 0) : fault.error(call, name);
            }
        }
    }

    /** An operation in the middle of which the disk may fail. */
    private interface Operation {
        /**
         * Does it.
         *
         * @param share how much of it, from nothing to all
         */
        void run(double share);
    }

    private void change(DiskCall call, String name, Operation operation) {
        before.accept(call);
        synchronized (this) {
            calls++;
            operations++;
            if (operations >= lastOperation) {
                if (operations == lastOperation && !failsWholly) {
                    operation.run(0.5);
                }
                throw DiskErrors.inputOutput(call.words(), name + " without power");
            }
            if (fault != null && fault.hits(call, calls, operations)) {
                operation.run(fault.share(call, calls));
                after.accept(call, disk);
                throw fault.error(call, name);
            }
            operation.run(1);
            after.accept(call, disk);
        }
    }

    @Override
    public String describe() {
        return "a disk in a test";
    }

    @Override
    public List<String> list() {
        look(DiskCall.LIST, describe());
        synchronized (this) {
            return disk.names();
        }
    }

    @Override
    public WritableFile create(String name) {
        Inode[] created = new Inode[1];
        change(DiskCall.CREATE, name, share -> {
            if (disk.find(name) != null) {
                throw new IllegalStateException(name + " is there already");
            }
            if (share > 0) {
                created[0] = disk.create(name);
            }
        });
        return new Writer(name, created[0]);
    }

    @Override
    public Optional<WritableFile> goOn(String name) {
        try {
            look(DiskCall.OPEN, name);
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
        synchronized (this) {
            return Optional.ofNullable(disk.find(name)).map(file -> new Writer(name, file));
        }
    }

    @Override
    public ReadableFile open(String name) {
        look(DiskCall.OPEN, name);
        synchronized (this) {
            Inode file = disk.find(name);
            if (file == null) {
                throw DiskErrors.outside(name, 0, 1, 0);
            }
            return new Reader(name, file.bytes().copy());
        }
    }

    @Override
    public void rename(String from, String to) {
        change(DiskCall.RENAME, from, share -> {
            if (share > 0) {
                disk.rename(from, to);
            }
        });
    }

    @Override
    public void delete(String name) {
        synchronized (this) {
            if (disk.find(name) == null) {
                return;
            }
        }
        change(DiskCall.DELETE, name, share -> {
            if (share > 0 && disk.find(name) != null) {
                disk.delete(name);
            }
        });
    }

    @Override
    public void syncNames() {
        change(DiskCall.SYNC_NAMES, describe(), share -> {
            if (share > 0) {
                disk.syncNames();
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private final class Writer implements WritableFile {
        private final String name;
        private final Inode file;
        private @Nullable RuntimeException syncFailure;

        Writer(String name, Inode file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) {
            change(DiskCall.WRITE, name, share -> {
                long room = capacity - disk.size() + Math.max(0, file.bytes().length() - position);
                int part = (int) Math.min(Math.round(length * share), Math.max(room, 0));
                disk.write(file, position, Arrays.copyOfRange(bytes, from, from + part));
                if (part < length && share == 1) {
                    throw DiskErrors.noSpace("write to", name);
                }
            });
        }

        @Override
        public void force() {
            if (syncFailure != null) {
                throw syncFailure;
            }
            try {
                change(DiskCall.FORCE, name, share -> {
                    if (share > 0) {
                        forces++;
                        disk.force(file);
                    }
                });
            } catch (RuntimeException e) {
                syncFailure = e;
                throw e;
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Reader implements ReadableFile {
        private final String name;
        private final SparseBytes bytes;

        Reader(String name, SparseBytes bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return bytes.length();
        }

        private void check(long position, int length) {
            if (position < 0 || length < 0 || position > bytes.length() - length) {
                throw DiskErrors.outside(name, position, length, bytes.length());
            }
            look(DiskCall.READ, name);
        }

        @Override
        public int getInt(long position) {
            check(position, Integer.BYTES);
            return (int) bytes.getLong(position, Integer.BYTES);
        }

        @Override
        public long getLong(long position) {
            check(position, Long.BYTES);
            return bytes.getLong(position, Long.BYTES);
        }

        @Override
        public void read(long position, byte[] into, int at, int length) {
            check(position, length);
            bytes.read(position, into, at, length);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
