package io.seqstore.core.catalog;

import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.file.WritableFile;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.index.KeptPieces;
import io.seqstore.types.registry.Registry;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Writes a {@link CatalogImage}. One use, one thread. */
final class CatalogImageWriter implements KeptPieces.Output {
    private static final int PART = 1 << 18;

    private final WritableFile file;
    private final FileIdentity identity;
    private final Checksum checksum = new Checksum();
    private final ByteOutput entries = new ByteOutput(1 << 12);
    private final byte[] part = new byte[PART];

    /** Records of neighbours are alike and half of the index is empty: the fastest way leaves a quarter. */
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);

    private long position = FileHeader.SIZE;
    private int pieces;

    private CatalogImageWriter(WritableFile file, FileIdentity identity) {
        this.file = file;
        this.identity = identity;
        byte[] header = FileHeader.encode(identity);
        file.write(0, header, 0, header.length);
    }

    /**
     * Writes the image of the definitions that the catalog files of a manifest hold, in place of the one that is there. The file
     * is synced before it gets its name, since it is not read as a whole when it is opened; the name need not be.
     *
     * @return false when there is none, because the index of streams is kept elsewhere
     */
    static boolean write(StoreFolder folder, FileIdentity identity, Manifest manifest, Registry registry) {
        String unfinished = identity.fileName() + FileKind.UNFINISHED;
        boolean named = false;
        folder.delete(unfinished);
        try {
            if (write(folder, unfinished, identity, manifest, registry)) {
                folder.rename(unfinished, identity.fileName());
                named = true;
            }
            return named;
        } finally {
            if (!named) {
                folder.delete(unfinished);
            }
        }
    }

    private static boolean write(
            StoreFolder folder, String name, FileIdentity identity, Manifest manifest, Registry registry) {
        try (WritableFile file = folder.create(name)) {
            CatalogImageWriter writer = new CatalogImageWriter(file, identity);
            try {
                byte[] definitions = registry.keep(writer);
                if (definitions != null) {
                    writer.finish(folder, manifest, definitions);
                }
                return definitions != null;
            } finally {
                writer.deflater.end();
            }
        }
    }

    @Override
    public int add(ByteBuffer bytes, int length) {
        checksum.begin(identity, position);
        deflater.reset();
        deflater.setInput(bytes.duplicate().position(0).limit(length));
        deflater.finish();
        int stored = 0;
        while (!deflater.finished()) {
            int some = deflater.deflate(part);
            checksum.update(part, 0, some);
            file.write(position + stored, part, 0, some);
            stored += some;
        }
        entries.putInt(length);
        entries.putInt(stored);
        entries.putInt(checksum.value());
        position += stored;
        return pieces++;
    }

    private void finish(StoreFolder folder, Manifest manifest, byte[] definitions) {
        ByteOutput out = new ByteOutput(entries.length() + definitions.length + PART);
        out.putInt(manifest.catalogs().size());
        for (long catalog : manifest.catalogs()) {
            out.putLong(catalog);
            out.putLong(CatalogImage.length(folder, catalog));
        }
        out.putInt(pieces);
        out.putBytes(entries.bytes(), 0, entries.length());
        out.putBytes(definitions, 0, definitions.length);
        int headLength = out.length();
        int headChecksum = checksum.of(identity, position, out.bytes(), 0, headLength);
        out.putLong(position);
        out.putInt(headLength);
        out.putInt(headChecksum);
        out.putLong(position + headLength + CatalogImage.FOOTER);
        out.skip(CatalogImage.FOOTER_CHECKSUM - (out.length() - headLength));
        long footerAt = position + headLength;
        out.putInt(checksum.of(identity, footerAt, out.bytes(), headLength, CatalogImage.FOOTER_CHECKSUM));
        file.write(position, out.bytes(), 0, out.length());
        file.force();
    }
}
