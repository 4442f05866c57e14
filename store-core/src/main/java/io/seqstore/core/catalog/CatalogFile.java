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
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChangeBytes;
import io.seqstore.types.registry.StoredChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes and reads catalog files: changes of the registry, one record each, in the layout of a log. */
public final class CatalogFile {
    private static final long FIRST_SEQUENCE = 1;

    private CatalogFile() {}

    /** Puts created streams that follow one another into one change, which is shorter and faster to read. */
    private static final class StreamsTogether implements Consumer<RegistryChange> {
        private static final int MOST = 1000;

        private final Consumer<byte[]> sink;
        private final List<StreamCreated> streams = new ArrayList<>();

        StreamsTogether(Consumer<byte[]> sink) {
            this.sink = sink;
        }

        @Override
        public void accept(RegistryChange change) {
            if (change instanceof StreamCreated created) {
                if (streams.size() == MOST || !goesWith(created)) {
                    end();
                }
                streams.add(created);
            } else {
                end();
                sink.accept(RegistryChangeBytes.encode(change));
            }
        }

        /** The same for a change that was encoded; one that creates no streams is left as it is. */
        void acceptBytes(byte[] change) {
            if (RegistryChangeBytes.isOfCreatedStreams(change)) {
                ((StreamsCreated) RegistryChangeBytes.decode(change)).streams().forEach(this);
            } else {
                end();
                sink.accept(change);
            }
        }

        private boolean goesWith(StreamCreated created) {
            return streams.isEmpty() || streams.get(0).namespace().equals(created.namespace());
        }

        void end() {
            if (!streams.isEmpty()) {
                sink.accept(RegistryChangeBytes.encode(
                        new StreamsCreated(streams.get(0).namespace(), streams)));
                streams.clear();
            }
        }
    }

    private static byte[] bodyOf(LogRecord record) {
        return Arrays.copyOfRange(record.bytes(), record.from(), record.from() + record.length());
    }

    /**
     * Writes a new file, synced; its name is durable too. Streams that were created one by one share records: one alone takes
     * three times the space.
     *
     * @param changes as they are in the log
     */
    public static void write(StoreFolder folder, FileIdentity identity, List<byte[]> changes) {
        write(folder, identity, sink -> {
            StreamsTogether together = new StreamsTogether(sink);
            changes.forEach(together::acceptBytes);
            together.end();
        });
    }

    /** The same with the shortest changes that make a registry; none of them waits in memory. */
    public static void writeCheckpoint(StoreFolder folder, FileIdentity identity, Registry registry) {
        write(folder, identity, sink -> {
            StreamsTogether together = new StreamsTogether(sink);
            registry.checkpoint(together);
            together.end();
        });
    }

    private static void write(StoreFolder folder, FileIdentity identity, Consumer<Consumer<byte[]>> source) {
        ByteOutput record = new ByteOutput(1 << 12);
        try (LogWriter writer = LogWriter.create(folder, identity, FIRST_SEQUENCE, false)) {
            source.accept(change -> {
                LogWriter.begin(record);
                record.putBytes(change, 0, change.length);
                writer.append(RecordKind.REGISTRY, RecordHeader.NO_STREAM, record);
            });
            long written = writer.nextSequence() - FIRST_SEQUENCE;
            LogWriter.begin(record);
            record.putLong(written);
            writer.append(RecordKind.END, RecordHeader.NO_STREAM, record);
            writer.awaitForced(writer.position());
        }
    }

    /**
     * Reads the changes of a file in order.
     *
     * @throws io.seqstore.types.DamagedStoreException when it is not what was written
     */
    public static void read(StoreFolder folder, FileIdentity identity, Consumer<StoredChange> consumer) {
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

    /**
     * Reads those changes of a file that are what was written.
     *
     * @param consumer may throw {@link IllegalArgumentException} when a change does not fit those before it
     * @param damages is told of every change that is damaged, or does not fit because another one is missing
     */
    public static void readWhatIsRight(
            StoreFolder folder,
            FileIdentity identity,
            Consumer<StoredChange> consumer,
            Consumer<DamagedStoreException> damages) {
        boolean[] ended = new boolean[1];
        try (ReadableFile file = folder.open(identity.fileName())) {
            LogReader.readWhatIsRight(
                    file,
                    identity,
                    FIRST_SEQUENCE,
                    LogReader.Tail.NONE,
                    record -> {
                        ended[0] = record.kind() == RecordKind.END;
                        if (!ended[0]) {
                            replay(identity, record, consumer, damages);
                        }
                    },
                    damages);
            if (!ended[0]) {
                damages.accept(Damage.at(identity.fileName(), file.size(), "the end of the catalog is missing"));
            }
        } catch (DamagedStoreException e) {
            damages.accept(e);
        }
    }

    private static void replay(
            FileIdentity identity,
            LogRecord record,
            Consumer<StoredChange> consumer,
            Consumer<DamagedStoreException> damages) {
        try {
            replay(identity, record, consumer);
        } catch (DamagedStoreException e) {
            damages.accept(e);
        }
    }

    private static void replay(FileIdentity identity, LogRecord record, Consumer<StoredChange> consumer) {
        try {
            consumer.accept(stored(identity, bodyOf(record)));
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
        return stored(identity, change).change();
    }

    private static StoredChange stored(FileIdentity identity, byte[] change) {
        try {
            return StoredChange.of(change);
        } catch (IllegalArgumentException e) {
            throw Damage.at(identity.fileName(), 0, "a change of the registry cannot be read: " + e.getMessage(), e);
        }
    }
}
