package io.seqstore.core.catalog;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.index.KeptPieces;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a store as they are in memory, in a file beside the catalog files from which they can be built
 * (docs/format.md, "Image"). A shortcut: who finds anything wrong with it reads those.
 *
 * <p>Opening one reads its head. Each piece is read, compared with its checksum, and inflated when it is asked for; one that is
 * damaged is refused each time. For one thread at a time, which holds the monitor of this object; {@link #isDamaged} and {@link #close}
 * when nobody asks any more.
 */
public final class CatalogImage implements KeptPieces, AutoCloseable {
    /** Length of the footer. */
    static final int FOOTER = 32;

    static final int FOOTER_CHECKSUM = FOOTER - Integer.BYTES;

    /** What the head says of a catalog file, and of a piece. */
    static final int CATALOG_ENTRY = 2 * Long.BYTES;

    static final int PIECE_ENTRY = 3 * Integer.BYTES;

    private static final int HEAD_LENGTH = 8;
    private static final int HEAD_CHECKSUM = 12;
    private static final int FILE_LENGTH = 16;
    private static final int PART = 1 << 16;

    private final ReadableFile file;
    private final FileIdentity identity;
    private final List<Long> catalogs;
    private final CatalogMemory memory;
    private final byte[] definitions;
    private final long[] offsets;
    private final int[] lengths;
    private final int[] checksums;
    private final BitSet damaged = new BitSet();
    private final Checksum checksum = new Checksum();
    private final byte[] part = new byte[PART];
    private boolean closed;

    private CatalogImage(
            ReadableFile file,
            FileIdentity identity,
            List<Long> catalogs,
            CatalogMemory memory,
            byte[] head,
            int piecesAt,
            int pieces) {
        this.file = file;
        this.identity = identity;
        this.catalogs = catalogs;
        this.memory = memory;
        this.offsets = new long[pieces + 1];
        this.lengths = new int[pieces];
        this.checksums = new int[pieces];
        offsets[0] = FileHeader.SIZE;
        for (int i = 0; i < pieces; i++) {
            int at = piecesAt + i * PIECE_ENTRY;
            lengths[i] = LittleEndian.getInt(head, at);
            int stored = LittleEndian.getInt(head, at + Integer.BYTES);
            if (lengths[i] < 0 || stored < 0) {
                throw bad(0, "a piece of " + lengths[i] + " bytes in " + stored);
            }
            offsets[i + 1] = offsets[i] + stored;
            checksums[i] = LittleEndian.getInt(head, at + 2 * Integer.BYTES);
        }
        if (offsets[pieces] != file.size() - FOOTER - head.length) {
            throw bad(0, "the pieces do not fit the file");
        }
        int from = piecesAt + pieces * PIECE_ENTRY;
        this.definitions = new byte[head.length - from];
        System.arraycopy(head, from, definitions, 0, definitions.length);
    }

    /** The image of the catalog files of a manifest, if they have one; whether the file is there is another question. */
    static @Nullable FileIdentity of(Manifest manifest) {
        List<Long> catalogs = manifest.catalogs();
        return catalogs.isEmpty() ? null : manifest.file(FileKind.IMAGE, catalogs.get(catalogs.size() - 1));
    }

    /**
     * Opens the image of the catalog files of a manifest.
     *
     * @param memory where pieces go
     * @return null when there is none
     * @throws DamagedStoreException when it is not what was written, or of other catalog files
     */
    static @Nullable CatalogImage open(StoreFolder folder, Manifest manifest, CatalogMemory memory) {
        FileIdentity identity = of(manifest);
        if (identity == null || !folder.list().contains(identity.fileName())) {
            return null;
        }
        ReadableFile file = folder.open(identity.fileName());
        try {
            return open(folder, file, identity, manifest.catalogs(), memory);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static CatalogImage open(
            StoreFolder folder, ReadableFile file, FileIdentity identity, List<Long> catalogs, CatalogMemory memory) {
        byte[] head = head(file, identity);
        int count = head.length < Integer.BYTES ? -1 : LittleEndian.getInt(head, 0);
        int piecesAt = Integer.BYTES + catalogs.size() * CATALOG_ENTRY + Integer.BYTES;
        if (count != catalogs.size() || head.length < piecesAt) {
            throw Damage.ofImage(identity.fileName(), 0, "the image is of other catalog files", null);
        }
        for (int i = 0; i < count; i++) {
            int at = Integer.BYTES + i * CATALOG_ENTRY;
            if (LittleEndian.getLong(head, at) != catalogs.get(i)
                    || LittleEndian.getLong(head, at + Long.BYTES) != length(folder, catalogs.get(i))) {
                throw Damage.ofImage(identity.fileName(), 0, "the image is of other catalog files", null);
            }
        }
        int pieces = LittleEndian.getInt(head, piecesAt - Integer.BYTES);
        if (pieces < 0 || pieces > (head.length - piecesAt) / PIECE_ENTRY) {
            throw Damage.ofImage(identity.fileName(), 0, "an image of " + pieces + " pieces", null);
        }
        return new CatalogImage(file, identity, catalogs, memory, head, piecesAt, pieces);
    }

    static long length(StoreFolder folder, long catalog) {
        try (ReadableFile file = folder.open(FileKind.CATALOG.fileName(catalog))) {
            return file.size();
        }
    }

    private static byte[] head(ReadableFile file, FileIdentity identity) {
        String name = identity.fileName();
        long footerAt = file.size() - FOOTER;
        if (footerAt < FileHeader.SIZE) {
            throw Damage.ofImage(name, 0, "the file is too short for an image", null);
        }
        byte[] header = new byte[FileHeader.SIZE];
        file.read(0, header, 0, header.length);
        FileHeader.check(identity, header);
        byte[] footer = new byte[FOOTER];
        file.read(footerAt, footer, 0, FOOTER);
        Checksum checksum = new Checksum();
        if (checksum.of(identity, footerAt, footer, 0, FOOTER_CHECKSUM)
                != LittleEndian.getInt(footer, FOOTER_CHECKSUM)) {
            throw Damage.ofImage(name, footerAt, "the footer is not what was written", null);
        }
        long headAt = LittleEndian.getLong(footer, 0);
        int length = LittleEndian.getInt(footer, HEAD_LENGTH);
        if (LittleEndian.getLong(footer, FILE_LENGTH) != file.size()
                || length < 0
                || headAt != footerAt - length
                || headAt < FileHeader.SIZE) {
            throw Damage.ofImage(name, footerAt, "the footer does not fit the file", null);
        }
        byte[] head = new byte[length];
        file.read(headAt, head, 0, length);
        if (checksum.of(identity, headAt, head, 0, length) != LittleEndian.getInt(footer, HEAD_CHECKSUM)) {
            throw Damage.ofImage(name, headAt, "the head is not what was written", null);
        }
        return head;
    }

    /** All of the definitions that is not in the pieces. */
    byte[] definitions() {
        return definitions;
    }

    /** Whether it is of the catalog files that a manifest names. */
    boolean isOf(Manifest manifest) {
        return catalogs.equals(manifest.catalogs());
    }

    /** Whether a piece was asked for and was not what was written. */
    synchronized boolean isDamaged() {
        return !damaged.isEmpty();
    }

    @Override
    public int count() {
        return checksums.length;
    }

    @Override
    public int length(int piece) {
        return lengths[piece];
    }

    @Override
    public ByteBuffer load(int piece, int size) {
        refuseDamaged(piece);
        ByteBuffer into = memory.allocate(size);
        read(piece, into.duplicate().position(0).limit(length(piece)));
        return into;
    }

    @Override
    public byte[] copy(int piece) {
        refuseDamaged(piece);
        byte[] into = new byte[length(piece)];
        read(piece, ByteBuffer.wrap(into));
        return into;
    }

    private void refuseDamaged(int piece) {
        if (damaged.get(piece)) {
            throw bad(piece, "a piece is not what was written");
        }
    }

    /** Compares every piece with its checksum. */
    void verify() {
        for (int i = 0; i < checksums.length; i++) {
            read(i, null);
        }
    }

    /**
     * Reads a piece to where somebody wants it.
     *
     * @param into room for just its bytes; null to compare it only
     */
    private void read(int piece, @Nullable ByteBuffer into) {
        long offset = offsets[piece];
        int stored = (int) (offsets[piece + 1] - offset);
        Inflater inflater = into == null ? null : new Inflater();
        boolean isWhole;
        try {
            checksum.begin(identity, offset);
            for (int at = 0; at < stored; at += PART) {
                int some = Math.min(PART, stored - at);
                file.read(offset + at, part, 0, some);
                checksum.update(part, 0, some);
                if (inflater != null && into != null) {
                    inflater.setInput(part, 0, some);
                    inflate(inflater, into);
                }
            }
            isWhole = checksum.value() == checksums[piece]
                    && (inflater == null || into == null || (inflater.finished() && !into.hasRemaining()));
        } catch (DamagedStoreException e) {
            damaged.set(piece);
            throw Damage.ofImage(identity.fileName(), offset, "the file was cut short, or the device fails", e);
        } catch (DataFormatException e) {
            isWhole = false;
        } finally {
            if (inflater != null) {
                inflater.end();
            }
        }
        if (!isWhole) {
            damaged.set(piece);
            throw bad(piece, "a piece is not what was written");
        }
    }

    /** Inflates until more input is needed, or all is there; once more when there is no room left, which reads the end. */
    private static void inflate(Inflater inflater, ByteBuffer into) throws DataFormatException {
        while (inflater.inflate(into) > 0) {
            // The next bytes.
        }
    }

    private DamagedStoreException bad(int piece, String what) {
        return Damage.ofImage(identity.fileName(), offsets[piece], what, null);
    }

    @Override
    public synchronized void end() {
        close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
