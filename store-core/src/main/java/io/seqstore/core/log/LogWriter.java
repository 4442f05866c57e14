package io.seqstore.core.log;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.health.LastFailure;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.trace.Span;
import io.seqstore.core.trace.Trace;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.UnavailableException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One log file that is being written. Appending takes turns; syncing is shared: whoever comes first syncs what everybody
 * has written by then, and the others find it done. Safe for all threads.
 *
 * <p>The file is filled with zeros ahead of the records, so that a sync need not record a new length, and a reader finds
 * the end. What could not be written is taken away again, or overwritten by the next record. After a failed sync nothing more
 * is accepted: what the device holds is known only after the file was read again.
 */
public final class LogWriter implements AutoCloseable {
    /** The longest body of a record, in bytes. */
    public static final int MAX_BODY = 1 << 30;

    private static final int ZEROS_AHEAD = 4 << 20;

    /** So many zeros are written to see whether there is room again. */
    private static final int TRIAL = 64 << 10;

    /** After zeros could not be written, this many bytes of records go without. */
    private static final int PAUSE_OF_FILLING = 64 << 10;

    private final WritableFile file;
    private final FileIdentity identity;
    private final String store;
    private final boolean fillAhead;
    private final Checksum checksum = new Checksum();
    private final ReentrantLock turns = new ReentrantLock();
    private final Condition syncEnded = turns.newCondition();

    /** Made when it is needed: who opens a store need not write. */
    private byte[] zeros = new byte[0];

    private long firstSequence;
    private long sequence;
    private volatile long written = FileHeader.SIZE;
    private volatile long forced = FileHeader.SIZE;
    private long filled = FileHeader.SIZE;

    /** Whether a record that was refused may stand behind the last one, in part or wholly. */
    private boolean hasRefused;

    /** Whether somebody syncs now; guarded by {@link #turns}. */
    private boolean isSyncing;

    private volatile @Nullable UnavailableException failure;

    private final LastFailure lastFailure = new LastFailure();

    private LogWriter(WritableFile file, FileIdentity identity, String store, long firstSequence, boolean fillAhead) {
        this.file = file;
        this.identity = identity;
        this.store = store;
        this.firstSequence = firstSequence;
        this.sequence = firstSequence;
        this.fillAhead = fillAhead;
    }

    /**
     * Starts a new file; its name is durable when this returns.
     *
     * @param firstSequence the number of the first record
     * @param fillAhead whether to fill the file with zeros ahead of the records, for those who sync often
     */
    public static LogWriter create(StoreFolder folder, FileIdentity identity, long firstSequence, boolean fillAhead) {
        return create(folder, identity, firstSequence, fillAhead, true);
    }

    /** The same but for the name, which the caller makes durable before anything counts on the file. */
    public static LogWriter createUnnamed(
            StoreFolder folder, FileIdentity identity, long firstSequence, boolean fillAhead) {
        return create(folder, identity, firstSequence, fillAhead, false);
    }

    /**
     * Goes on in a file that holds nothing but its header, which is durable, as is the name of the file.
     *
     * @return empty when nobody may write in that file
     */
    public static Optional<LogWriter> goOn(
            StoreFolder folder, FileIdentity identity, long firstSequence, boolean fillAhead) {
        Optional<WritableFile> file = folder.goOn(identity.fileName());
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogWriter(file.get(), identity, folder.describe(), firstSequence, fillAhead));
    }

    private static LogWriter create(
            StoreFolder folder, FileIdentity identity, long firstSequence, boolean fillAhead, boolean withName) {
        String name = identity.fileName();
        WritableFile file = folder.create(name);
        try {
            LogWriter writer = new LogWriter(file, identity, folder.describe(), firstSequence, fillAhead);
            byte[] header = FileHeader.encode(identity);
            file.write(0, header, 0, header.length);
            file.force();
            if (withName) {
                folder.syncNames();
            }
            return writer;
        } catch (RuntimeException e) {
            try {
                file.close();
                folder.delete(name);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Goes on with the numbers of the file before; called before the first record. */
    synchronized void continueFrom(LogWriter before) {
        sequence = before.nextSequence();
        firstSequence = sequence;
    }

    /** Prepares an output for {@link #append}: the body goes behind what this leaves. */
    public static void begin(ByteOutput record) {
        record.reset();
        record.skip(RecordHeader.SIZE);
    }

    /**
     * Hands a record to the operating system.
     *
     * @param record what {@link #begin} prepared and the caller filled
     * @return the position behind the record, for {@link #awaitForced}
     */
    public synchronized long append(RecordKind kind, int ordinal, ByteOutput record) {
        failIfFailed();
        long position = written;
        int bodyLength = record.length() - RecordHeader.SIZE;
        if (bodyLength > MAX_BODY) {
            throw new LimitExceededException(
                    "The request is too large.",
                    "One change takes " + bodyLength + " bytes in the log; the limit is " + MAX_BODY + ".",
                    "Write smaller batches.",
                    Map.of("File", identity.fileName()));
        }
        long end = RecordHeader.next(position, bodyLength);
        record.skip((int) (end - position) - record.length());
        byte[] bytes = record.bytes();
        RecordHeader.setLength(bytes, 0, bodyLength);
        RecordHeader.setSequence(bytes, 0, sequence);
        RecordHeader.setOrdinal(bytes, 0, ordinal);
        RecordHeader.setKind(bytes, 0, kind.id());
        RecordHeader.setForced(bytes, 0, forced);
        int covered = RecordHeader.SIZE - RecordHeader.COVERED + bodyLength;
        RecordHeader.setChecksum(bytes, 0, checksum.of(identity, position, bytes, RecordHeader.COVERED, covered));
        fillAhead(end);
        try {
            file.write(position, bytes, 0, (int) (end - position));
        } catch (UnavailableException e) {
            lastFailure.failed(e);
            undo(e);
            throw e;
        }
        lastFailure.succeeded();
        hasRefused = false;
        sequence++;
        written = end;
        return end;
    }

    /** Takes a record away that was written in part. When that fails, too, the next record will stand in its place. */
    private void undo(UnavailableException cause) {
        hasRefused = true;
        try {
            removeRefused();
        } catch (UnavailableException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private void removeRefused() {
        file.write(written, new byte[RecordHeader.SIZE], 0, RecordHeader.SIZE);
    }

    /** Zeros only make syncs faster: a disk without room for them may have some for records. */
    private void fillAhead(long end) {
        if (fillAhead && end > filled) {
            long from = Math.max(filled, written);
            if (zeros.length == 0) {
                zeros = new byte[ZEROS_AHEAD];
            }
            try {
                file.write(from, zeros, 0, zeros.length);
                filled = Math.max(from + zeros.length, end);
            } catch (UnavailableException noRoom) {
                filled = end + PAUSE_OF_FILLING;
            }
        }
    }

    /**
     * Ends the file: its records are synced, and what was refused is gone, durably. Or else a record of the next file would
     * have the number of one that was refused here.
     */
    void seal() {
        takeTurn(Long.MAX_VALUE);
        try {
            if (tookRefusedAway() || forced < written) {
                forceFile(written);
            }
        } finally {
            giveTurnBack();
        }
    }

    private synchronized boolean tookRefusedAway() {
        if (hasRefused) {
            removeRefused();
        }
        return hasRefused;
    }

    /** Returns when everything in front of a position is synced to the device. */
    public void awaitForced(long position) {
        if (forced >= position || !takeTurn(position)) {
            return;
        }
        try {
            forceFile(written);
        } finally {
            giveTurnBack();
        }
    }

    /**
     * Waits until nobody syncs. All that wait are woken together: in a queue for the lock, whoever comes back first with its next record
     * would be in front of those whose records are synced already.
     *
     * @return whether it is the caller's turn to sync; false when others have synced everything in front of a position
     */
    private boolean takeTurn(long position) {
        turns.lock();
        try {
            while (isSyncing && forced < position) {
                syncEnded.awaitUninterruptibly();
            }
            boolean isNeeded = forced < position;
            isSyncing |= isNeeded;
            return isNeeded;
        } finally {
            turns.unlock();
        }
    }

    private void giveTurnBack() {
        turns.lock();
        try {
            isSyncing = false;
            syncEnded.signalAll();
        } finally {
            turns.unlock();
        }
    }

    private void forceFile(long covered) {
        failIfFailed();
        Span span = Trace.sync(store).bytes(covered - forced);
        try {
            file.force();
        } catch (UnavailableException e) {
            failure = e;
            lastFailure.failed(e);
            throw e;
        }
        forced = covered;
        span.done();
    }

    private void failIfFailed() {
        UnavailableException earlier = failure;
        if (earlier != null) {
            throw new UnavailableException(
                    "The store is unavailable.",
                    "The log could not be synced before: " + earlier.reason(),
                    "Close the store, mend the cause, and open it again; reads go on meanwhile.",
                    Map.of("File", identity.fileName()),
                    earlier);
        }
    }

    /**
     * Why a record would be refused now; empty when none would, as far as can be told. After a record that could not be written
     * the disk is tried with zeros, which may always stand behind the last record.
     */
    public synchronized Optional<LastFailure.Failure> trouble() {
        if (failure == null && lastFailure.present().isPresent()) {
            try {
                file.write(written, new byte[TRIAL], 0, TRIAL);
                lastFailure.succeeded();
            } catch (UnavailableException e) {
                lastFailure.failed(e);
            }
        }
        return lastFailure.present();
    }

    /** How many bytes are not synced to the device. */
    long unsynced() {
        return written - forced;
    }

    /** The position behind the last record. */
    public long position() {
        return written;
    }

    /** The number of the first record of this file. */
    public synchronized long firstSequence() {
        return firstSequence;
    }

    /** The number that the next record gets. */
    public synchronized long nextSequence() {
        return sequence;
    }

    public FileIdentity identity() {
        return identity;
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return identity.fileName() + Arrays.toString(new long[] {written, forced});
    }
}
