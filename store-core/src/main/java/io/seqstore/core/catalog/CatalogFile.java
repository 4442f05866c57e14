package io.seqstore.core.catalog;

import io.seqstore.core.file.ReadableFile;
import io.seqstore.core.file.StoreFolder;
import io.seqstore.core.format.Damage;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.log.LogReader;
import io.seqstore.core.log.LogRecord;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.registry.RegistryChangeJson;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes and reads catalog files: changes of the registry, one record each, in the layout of a log. */
public final class CatalogFile {
    private static final long FIRST_SEQUENCE = 1;

    private CatalogFile() {}

    private static byte[] bodyOf(LogRecord record) {
        return Arrays.copyOfRange(record.bytes(), record.from(), record.from() + record.length());
    }

    /** Writes a new file, synced; its name is durable too. */
    public static void write(StoreFolder folder, FileIdentity identity, List<byte[]> changes) {
        ByteOutput record = new ByteOutput(1 << 12);
        try (LogWriter writer = LogWriter.create(folder, identity, FIRST_SEQUENCE, false)) {
            for (byte[] change : changes) {
                LogWriter.begin(record);
                record.putBytes(change, 0, change.length);
                writer.append(RecordKind.REGISTRY, RecordHeader.NO_STREAM, record);
            }
            LogWriter.begin(record);
            record.putLong(changes.size());
            writer.append(RecordKind.END, RecordHeader.NO_STREAM, record);
            writer.awaitForced(writer.position());
        }
    }

    /**
     * Reads the changes of a file in order.
     *
     * @throws io.seqstore.types.DamagedStoreException when it is not what was written
     */
    public static void read(StoreFolder folder, FileIdentity identity, Consumer<RegistryChange> consumer) {
        boolean[] ended = new boolean[1];
        try (ReadableFile file = folder.open(identity.fileName())) {
            LogReader.Outcome outcome = LogReader.read(file, identity, FIRST_SEQUENCE, record -> {
                if (record.kind() == RecordKind.REGISTRY) {
                    replay(identity, record, consumer);
                } else {
                    ended[0] = record.kind() == RecordKind.END
                            && LittleEndian.getLong(record.bytes(), record.from())
                                    == record.sequence() - FIRST_SEQUENCE;
                }
            });
            if (!ended[0] || outcome.cutBytes() > 0) {
                throw Damage.at(identity.fileName(), file.size(), "the end of the catalog is missing");
            }
        }
    }

    private static void replay(FileIdentity identity, LogRecord record, Consumer<RegistryChange> consumer) {
        try {
            consumer.accept(decode(identity, bodyOf(record)));
        } catch (IllegalArgumentException e) {
            throw Damage.at(
                    identity.fileName(),
                    0,
                    "record " + record.sequence() + ": the change does not fit: " + e.getMessage(),
                    e);
        }
    }

    /** A change from the bytes of its record. */
    public static RegistryChange decode(FileIdentity identity, byte[] change) {
        try {
            return RegistryChangeJson.decode(change);
        } catch (IllegalArgumentException e) {
            throw Damage.at(identity.fileName(), 0, "a change of the registry cannot be read: " + e.getMessage(), e);
        }
    }
}
