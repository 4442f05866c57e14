package io.seqstore.core.log;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.DamagedStoreException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one log or catalog file in order, to the last one that is whole.
 *
 * <p>Records are numbered through all files, and a file was synced before the next one took records. So a gap in the numbers
 * means that acknowledged records are gone. What lies behind the last record of a file is either nothing, or the torn tail of
 * a write that a crash cut short, which nobody was told of: that is skipped and its length reported. But when a whole record
 * further back says that the file had been synced beyond the bad place, then acknowledged bytes have changed: damage.
 */
public final class LogReader {
    private final ReadableFile file;
    private final FileIdentity identity;
    private final Checksum checksum = new Checksum();
    private byte[] buffer = new byte[1 << 16];
    private final Tail tail;

    /** Who is told of damage and then gets what is right behind it; null when damage ends the reading. */
    private final @Nullable Consumer<DamagedStoreException> damages;

    private long nextSequence;

    private LogReader(
            ReadableFile file,
            FileIdentity identity,
            long firstSequence,
            Tail tail,
            @Nullable Consumer<DamagedStoreException> damages) {
        this.file = file;
        this.identity = identity;
        this.nextSequence = firstSequence;
        this.tail = tail;
        this.damages = damages;
    }

    /** What may stand behind the last whole record of a file. */
    public enum Tail {
        /** A write that a crash cut short. */
        MAY_BE_TORN,
        /** Nothing: the file was complete when it got its name. */
        NONE
    }

    /**
     * What was found.
     *
     * @param records how many records were read
     * @param nextSequence the number of the record that would come next
     * @param cutBytes length of the torn tail that was skipped
     */
    public record Outcome(long records, long nextSequence, long cutBytes) {}

    /**
     * Hands every record to a consumer.
     *
     * @param firstSequence the number that the first record must have
     * @throws io.seqstore.types.DamagedStoreException when bytes that were synced have changed
     */
    public static Outcome read(
            ReadableFile file, FileIdentity identity, long firstSequence, Consumer<LogRecord> consumer) {
        return new LogReader(file, identity, firstSequence, Tail.MAY_BE_TORN, null).readAll(consumer);
    }

    /**
     * Hands every record that is right to a consumer, also those behind damaged ones, whose numbers are missing then.
     *
     * @param damages is told of every damaged place
     */
    public static Outcome readWhatIsRight(
            ReadableFile file,
            FileIdentity identity,
            long firstSequence,
            Tail tail,
            Consumer<LogRecord> consumer,
            Consumer<DamagedStoreException> damages) {
        return new LogReader(file, identity, firstSequence, tail, damages).readAll(consumer);
    }

    /**
     * Whether a file is its whole header and nothing else: no record was ever begun in it, since writers lengthen a file before
     * they write a record, and nobody shortens it; or a power failure took the record and the length together.
     *
     * @throws DamagedStoreException when the header is of another version or kind
     */
    public static boolean isUntouched(ReadableFile file, FileIdentity identity) {
        if (file.size() != FileHeader.SIZE) {
            return false;
        }
        byte[] header = new byte[FileHeader.SIZE];
        file.read(0, header, 0, header.length);
        if (!FileHeader.isWhole(identity, header)) {
            return false;
        }
        FileHeader.check(identity, header);
        return true;
    }

    private Outcome readAll(Consumer<LogRecord> consumer) {
        if (file.size() < FileHeader.SIZE) {
            return new Outcome(0, nextSequence, file.size());
        }
        file.read(0, buffer, 0, FileHeader.SIZE);
        if (isZero(buffer, FileHeader.SIZE) && bytesBehind(0) == 0) {
            // A crash between the making of the file and its first sync.
            return new Outcome(0, nextSequence, 0);
        }
        file.read(0, buffer, 0, FileHeader.SIZE);
        if (file.size() == FileHeader.SIZE && !FileHeader.isWhole(identity, buffer)) {
            // The same, and the system had given the file its length before its bytes.
            return new Outcome(0, nextSequence, file.size());
        }
        checkHeader();
        long position = FileHeader.SIZE;
        long records = 0;
        while (true) {
            while (hasRecord(position) || isDamagedOrLate(position)) {
                checkSequence(position);
                LogRecord record = load(position);
                consumer.accept(record);
                nextSequence++;
                records++;
                position = RecordHeader.next(position, record.length());
            }
            long right = behindDamage(position);
            if (right < 0) {
                break;
            }
            position = right;
        }
        return new Outcome(records, nextSequence, bytesBehind(position));
    }

    private void checkHeader() {
        try {
            FileHeader.check(identity, buffer);
        } catch (DamagedStoreException e) {
            report(e);
        }
    }

    private void checkSequence(long position) {
        long sequence = RecordHeader.sequence(buffer, 0);
        if (sequence != nextSequence) {
            report(Damage.at(
                    identity.fileName(),
                    position,
                    "record " + sequence + " stands where record " + nextSequence + " belongs"));
            nextSequence = sequence;
        }
    }

    private void report(DamagedStoreException damage) {
        if (damages == null) {
            throw damage;
        }
        damages.accept(damage);
    }

    /** Where the first record that is right begins behind a place that is damaged; -1 when the records end there. */
    private long behindDamage(long bad) {
        long end = bad + bytesBehind(bad);
        boolean damaged = damages != null
                && end > bad
                && (tail == Tail.NONE || forcedBehind(bad, end).isPresent());
        if (!damaged) {
            return -1;
        }
        for (long position = bad + RecordHeader.ALIGNMENT; position < end; position += RecordHeader.ALIGNMENT) {
            if (hasHeader(position) && RecordHeader.sequence(buffer, 0) > nextSequence && hasBody(position)) {
                long next = RecordHeader.sequence(buffer, 0);
                report(Damage.at(
                        identity.fileName(), bad, "records " + nextSequence + " to " + (next - 1) + " are broken"));
                nextSequence = next;
                return position;
            }
        }
        report(Damage.at(identity.fileName(), bad, "the records from " + nextSequence + " on are broken"));
        return -1;
    }

    /**
     * Looks again at a place where no whole record begins: it is the end of the file, or damaged, or another process has
     * written it since; only in that case its bytes are in the buffer then.
     */
    private boolean isDamagedOrLate(long position) {
        long behind = bytesBehind(position);
        if (behind == 0) {
            return false;
        }
        OptionalLong forced = forcedBehind(position, position + behind);
        if (forced.isEmpty()) {
            return false;
        }
        boolean late = hasRecord(position);
        if (!late && damages == null) {
            throw Damage.at(
                    identity.fileName(),
                    position,
                    "a record is broken although the file was synced up to " + forced.getAsLong());
        }
        return late;
    }

    /** Whether a whole record begins here; if so its bytes are in the buffer. */
    private boolean hasRecord(long position) {
        return hasHeader(position) && hasBody(position);
    }

    private boolean hasHeader(long position) {
        if (position > file.size() - RecordHeader.SIZE) {
            return false;
        }
        file.read(position, buffer, 0, RecordHeader.SIZE);
        int length = RecordHeader.length(buffer, 0);
        return length > 0
                && length <= LogWriter.MAX_BODY
                && length <= file.size() - position - RecordHeader.SIZE
                && RecordKind.of(RecordHeader.kind(buffer, 0)).isPresent()
                && RecordHeader.ordinal(buffer, 0) >= RecordHeader.NO_STREAM;
    }

    private boolean hasBody(long position) {
        int length = RecordHeader.length(buffer, 0);
        makeRoom(length);
        file.read(position + RecordHeader.SIZE, buffer, RecordHeader.SIZE, length);
        int covered = RecordHeader.SIZE - RecordHeader.COVERED + length;
        return checksum.of(identity, position, buffer, RecordHeader.COVERED, covered)
                == RecordHeader.checksum(buffer, 0);
    }

    private void makeRoom(int length) {
        int needed = RecordHeader.SIZE + length + ByteOutput.SLACK;
        if (buffer.length < needed) {
            byte[] larger = new byte[Math.max(needed, (int) Math.min(LogWriter.MAX_BODY, buffer.length * 2L))];
            System.arraycopy(buffer, 0, larger, 0, RecordHeader.SIZE);
            buffer = larger;
        }
    }

    private LogRecord load(long position) {
        Optional<RecordKind> kind = RecordKind.of(RecordHeader.kind(buffer, 0));
        if (kind.isEmpty()) {
            throw Damage.at(identity.fileName(), position, "a record of no known kind");
        }
        return new LogRecord(
                RecordHeader.sequence(buffer, 0),
                kind.get(),
                RecordHeader.ordinal(buffer, 0),
                buffer,
                RecordHeader.SIZE,
                RecordHeader.length(buffer, 0));
    }

    /** How many bytes behind a position are part of something: up to the last that is not zero. */
    private long bytesBehind(long position) {
        for (long at = file.size(); at > position; ) {
            int length = (int) Math.min(buffer.length, at - position);
            file.read(at - length, buffer, 0, length);
            if (!isZero(buffer, length)) {
                int last = length - 1;
                while (buffer[last] == 0) {
                    last--;
                }
                return at - length + last + 1 - position;
            }
            at -= length;
        }
        return 0;
    }

    /** Files are filled with megabytes of zeros; so they are looked at as a whole. */
    private static boolean isZero(byte[] bytes, int length) {
        return bytes[0] == 0 && Arrays.equals(bytes, 0, length - 1, bytes, 1, length);
    }

    /**
     * How far the file was synced at least, if a whole record between a bad place and an end says that it was synced beyond
     * that place.
     */
    private OptionalLong forcedBehind(long bad, long end) {
        for (long position = bad + RecordHeader.ALIGNMENT; position < end; position += RecordHeader.ALIGNMENT) {
            if (hasHeader(position) && saysMoreWasSynced(bad, position) && hasBody(position)) {
                return OptionalLong.of(RecordHeader.forced(buffer, 0));
            }
        }
        return OptionalLong.empty();
    }

    /** Whether the header in the buffer could be one that proves damage; cheap, so that noise costs little. */
    private boolean saysMoreWasSynced(long bad, long position) {
        long forced = RecordHeader.forced(buffer, 0);
        long sequence = RecordHeader.sequence(buffer, 0);
        return forced > bad
                && forced <= position
                && forced % RecordHeader.ALIGNMENT == 0
                && sequence > nextSequence
                && sequence - nextSequence <= (position - bad) / RecordHeader.ALIGNMENT;
    }
}
