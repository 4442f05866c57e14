package io.seqstore.core.manifest;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes and finds the manifest. The file holds the same content twice, the second time from a multiple of {@link #SECTOR} on
 * and zeros between, so that one bad sector does not cost the store.
 *
 * <pre>
 * each half:
 *  at  size  field
 *   0    64  file header
 *  64     4  length           of what follows the checksum
 *  68     4  checksum         of that
 *  72     8  nextFileNumber
 *  80     8  firstLog
 *  88     8  firstSequence
 *  96     4  catalogs         c
 * 100     4  segments         s
 * 104  8 x c  catalog numbers
 *   .  8 x s  segment numbers
 * </pre>
 */
public final class ManifestFile {
    /** What a disk loses at once; with smaller sectors all the more. */
    private static final int SECTOR = 4096;

    private static final int LENGTH = FileHeader.SIZE;
    private static final int CHECKSUM = LENGTH + Integer.BYTES;
    private static final int CONTENT = CHECKSUM + Integer.BYTES;
    private static final int FIRST_LOG = CONTENT + Long.BYTES;
    private static final int FIRST_SEQUENCE = FIRST_LOG + Long.BYTES;
    private static final int CATALOGS = FIRST_SEQUENCE + Long.BYTES;
    private static final int SEGMENTS = CATALOGS + Integer.BYTES;
    private static final int NUMBERS = SEGMENTS + Integer.BYTES;

    private ManifestFile() {}

    /** Writes a manifest, puts it in place, and makes it durable. */
    public static void write(StoreFolder folder, Manifest manifest) {
        prepare(folder, manifest);
        putInPlace(folder, manifest);
    }

    /** Writes a manifest, synced, under a name that nobody looks for; or leaves nothing behind. */
    static void prepare(StoreFolder folder, Manifest manifest) {
        FileIdentity identity = manifest.file(FileKind.MANIFEST, manifest.number());
        String unfinished = unfinishedName(manifest);
        ByteOutput out = new ByteOutput(1 << 10);
        encode(manifest, identity, out);
        out.skip((int) secondBehind(out.length()) - out.length());
        encode(manifest, identity, out);
        folder.delete(unfinished);
        try (WritableFile file = folder.create(unfinished)) {
            file.write(0, out.bytes(), 0, out.length());
            file.force();
        } catch (RuntimeException e) {
            try {
                folder.delete(unfinished);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** Makes a prepared manifest the newest. When this fails it may be that or not, and may be found at the next open. */
    static void putInPlace(StoreFolder folder, Manifest manifest) {
        folder.rename(unfinishedName(manifest), FileKind.MANIFEST.fileName(manifest.number()));
        folder.syncNames();
    }

    private static String unfinishedName(Manifest manifest) {
        return FileKind.MANIFEST.fileName(manifest.number()) + FileKind.UNFINISHED;
    }

    private static void encode(Manifest manifest, FileIdentity identity, ByteOutput out) {
        int begin = out.length();
        byte[] header = FileHeader.encode(identity);
        out.putBytes(header, 0, header.length);
        out.skip(CONTENT - LENGTH);
        out.putLong(manifest.nextFileNumber());
        out.putLong(manifest.firstLog());
        out.putLong(manifest.firstSequence());
        out.putInt(manifest.catalogs().size());
        out.putInt(manifest.segments().size());
        for (long number : manifest.catalogs()) {
            out.putLong(number);
        }
        for (long number : manifest.segments()) {
            out.putLong(number);
        }
        int length = out.length() - begin - CONTENT;
        LittleEndian.putInt(out.bytes(), begin + LENGTH, length);
        // Both halves state the checksum of position 0, so that they are equal byte for byte.
        LittleEndian.putInt(
                out.bytes(),
                begin + CHECKSUM,
                new Checksum().of(identity, CONTENT, out.bytes(), begin + CONTENT, length));
    }

    /**
     * The newest manifest of a folder; empty when there is none at all.
     *
     * @throws DamagedStoreException when there is one and it cannot be read
     */
    public static Optional<Manifest> findNewest(StoreFolder folder) {
        return findNewestSparing(folder, new ArrayList<>());
    }

    /**
     * The same, and tells what is wrong with the half that was not needed.
     *
     * @param spared gets it
     */
    public static Optional<Manifest> findNewestSparing(StoreFolder folder, List<DamagedStoreException> spared) {
        Optional<Manifest> found = findNewest(folder, spared);
        if (found.isEmpty() && !spared.isEmpty()) {
            DamagedStoreException first = spared.get(0);
            spared.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return found;
    }

    /** The number of the newest manifest of a folder, whatever it holds. */
    public static Optional<Long> newestNumber(StoreFolder folder) {
        Optional<Long> newest = Optional.empty();
        for (String name : folder.list()) {
            Optional<Long> number = FileKind.MANIFEST.numberIn(name);
            if (number.isPresent() && (newest.isEmpty() || number.get() > newest.get())) {
                newest = number;
            }
        }
        return newest;
    }

    /**
     * Reads the newest manifest of a folder as far as it can be read.
     *
     * @param damages gets what is wrong with either half
     * @return empty when there is none, or both halves are damaged
     */
    public static Optional<Manifest> findNewest(StoreFolder folder, List<DamagedStoreException> damages) {
        Optional<Long> newest = newestNumber(folder);
        return newest.isEmpty() ? Optional.empty() : read(folder, newest.get(), damages);
    }

    private static Optional<Manifest> read(StoreFolder folder, long number, List<DamagedStoreException> damages) {
        try (ReadableFile file = folder.open(FileKind.MANIFEST.fileName(number))) {
            Optional<Manifest> first = half(file, number, 0, damages);
            // Where the second half begins is said by the first one, or else by the length of the file.
            long second = first.isPresent() ? secondBehind(halfLength(first.get())) : secondIn(file.size());
            Optional<Manifest> other = half(file, number, second, damages);
            Optional<Manifest> found = first.isPresent() ? first : other;
            if (found.isPresent()) {
                checkAround(file, halfLength(found.get()), second, damages);
            }
            return found;
        }
    }

    /** Where the second half begins behind a first one of this length. */
    private static long secondBehind(long half) {
        return roundedUp(half, SECTOR);
    }

    /** Where the second half begins in a file of this length: no two places would give the same length. */
    private static long secondIn(long fileLength) {
        return roundedUp(fileLength, 2 * SECTOR) / 2;
    }

    private static long roundedUp(long length, int unit) {
        return (length + unit - 1) / unit * unit;
    }

    /** Nothing but zeros stands between the halves, and nothing behind them. */
    private static void checkAround(ReadableFile file, long half, long second, List<DamagedStoreException> damages) {
        byte[] gap = new byte[(int) Math.max(0, Math.min(second, file.size()) - half)];
        file.read(Math.min(half, file.size()), gap, 0, gap.length);
        int zeros = Arrays.mismatch(gap, new byte[gap.length]);
        if (zeros >= 0) {
            damages.add(Damage.at(file.name(), half + zeros, "zeros were expected between the halves of the manifest"));
        }
        if (file.size() > second + half) {
            damages.add(Damage.at(file.name(), second + half, "the manifest ends here, the file does not"));
        }
    }

    private static Optional<Manifest> half(
            ReadableFile file, long number, long at, List<DamagedStoreException> damages) {
        try {
            return Optional.of(decode(file, FileKind.MANIFEST.fileName(number), number, at));
        } catch (DamagedStoreException e) {
            damages.add(e);
            return Optional.empty();
        }
    }

    private static long halfLength(Manifest manifest) {
        return NUMBERS
                + (long) Long.BYTES
                        * (manifest.catalogs().size() + manifest.segments().size());
    }

    private static Manifest decode(ReadableFile file, String name, long number, long at) {
        if (file.size() - at < NUMBERS || file.size() - at > Integer.MAX_VALUE - Long.BYTES) {
            throw Damage.at(name, at, "a manifest of " + (file.size() - at) + " bytes");
        }
        int half = half(file, name, at);
        byte[] bytes = new byte[half];
        file.read(at, bytes, 0, half);
        FileIdentity identity = new FileIdentity(FileKind.MANIFEST, FileHeader.storeIdIn(bytes), number);
        FileHeader.check(identity, bytes);
        int length = LittleEndian.getInt(bytes, LENGTH);
        int stated = LittleEndian.getInt(bytes, CHECKSUM);
        int found = new Checksum().of(identity, CONTENT, bytes, CONTENT, length);
        if (stated != found) {
            throw Damage.checksum(name, "the manifest", at, stated, found);
        }
        int catalogs = LittleEndian.getInt(bytes, CATALOGS);
        int segments = LittleEndian.getInt(bytes, SEGMENTS);
        long numbersLength = ((long) catalogs + segments) * Long.BYTES;
        if (catalogs < 0 || segments < 0 || numbersLength != half - NUMBERS) {
            throw Damage.at(name, at, catalogs + " catalogs and " + segments + " segments do not fit the file");
        }
        Manifest manifest = new Manifest(
                identity.storeId(),
                number,
                LittleEndian.getLong(bytes, CONTENT),
                LittleEndian.getLong(bytes, FIRST_LOG),
                LittleEndian.getLong(bytes, FIRST_SEQUENCE),
                numbers(bytes, NUMBERS, catalogs),
                numbers(bytes, NUMBERS + catalogs * Long.BYTES, segments));
        checkNumbers(manifest, name, at);
        return manifest;
    }

    /** Each number becomes the name of a file, and that of one file only. */
    private static void checkNumbers(Manifest manifest, String name, long at) {
        List<Long> files = new ArrayList<>(manifest.catalogs());
        files.addAll(manifest.segments());
        for (long file : files) {
            if (!FileKind.isNumber(file)) {
                throw Damage.at(name, at, file + " is no number of a file");
            }
        }
        if (Set.copyOf(files).size() < files.size()) {
            throw Damage.at(name, at, "a file is named twice");
        }
        if (!FileKind.isNumber(manifest.nextFileNumber())) {
            throw Damage.at(name, at, manifest.nextFileNumber() + " is no number of a next file");
        }
    }

    /** The length of a half, by what it says itself. */
    private static int half(ReadableFile file, String name, long at) {
        int length = file.getInt(at + LENGTH);
        if (length < NUMBERS - CONTENT || length > file.size() - at - CONTENT) {
            throw Damage.at(name, at, "a manifest of " + length + " bytes in a file of " + file.size());
        }
        return CONTENT + length;
    }

    private static List<Long> numbers(byte[] bytes, int at, int count) {
        List<Long> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(LittleEndian.getLong(bytes, at + i * Long.BYTES));
        }
        return numbers;
    }
}
