package io.seqstore.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.file.MemoryFolder;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.log.LogWriter;
import io.seqstore.core.log.RecordKind;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChange.TypesCreated;
import io.seqstore.types.registry.RegistryChangeBytes;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Catalog files whose records are whole, but not what a store writes. */
final class CatalogFileTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final FileIdentity FILE = new FileIdentity(FileKind.CATALOG, 7, 3);
    private static final byte[] TYPES = RegistryChangeBytes.encode(new TypesCreated(
            NS,
            List.of(SdsType.object("Pump").key("Time", SdsTypeCode.DATE_TIME).build()),
            Instant.EPOCH));

    private static byte[] streams(SdsStream... streams) {
        List<StreamCreated> created = new ArrayList<>();
        for (SdsStream stream : streams) {
            created.add(new StreamCreated(NS, created.size(), stream, Instant.EPOCH));
        }
        return RegistryChangeBytes.encode(new StreamsCreated(NS, created));
    }

    private static MemoryFolder file(byte[]... changes) {
        MemoryFolder folder = new MemoryFolder(new SlabPool(new MemoryBudget(Long.MAX_VALUE)));
        ByteOutput record = new ByteOutput(64);
        try (LogWriter writer = LogWriter.create(folder, FILE, 1, false)) {
            for (byte[] change : changes) {
                LogWriter.begin(record);
                record.putBytes(change, 0, change.length);
                writer.append(RecordKind.REGISTRY, RecordHeader.NO_STREAM, record);
            }
            LogWriter.begin(record);
            record.putLong(changes.length);
            writer.append(RecordKind.END, RecordHeader.NO_STREAM, record);
        }
        return folder;
    }

    private static String refusal(byte[]... changes) {
        Registry registry = new Registry(RegistryJournal.none());
        try (MemoryFolder folder = file(changes)) {
            return String.valueOf(
                    assertThrows(DamagedStoreException.class, () -> CatalogFile.read(folder, FILE, registry::replay))
                            .getMessage());
        }
    }

    @Test
    void streamsComeBack() {
        SdsStream plain = SdsStream.of("a-1", "Pump");
        SdsStream other = SdsStream.of("two wörds", "pump");
        Registry registry = new Registry(RegistryJournal.none());
        try (MemoryFolder folder = file(TYPES, streams(plain, other))) {
            CatalogFile.read(folder, FILE, registry::replay);
        }
        assertEquals(plain, registry.findStream(0).orElseThrow().stream());
        assertEquals(other, registry.findStream(1).orElseThrow().stream());
        assertEquals(2, registry.streamCount());
    }

    @Test
    void aStreamThatDoesNotFitIsToldWithItsRecord() {
        String twice = refusal(TYPES, streams(SdsStream.of("a", "Pump"), SdsStream.of("A", "Pump")));
        assertTrue(twice.contains("record 2: the change does not fit:"), twice);
        assertTrue(twice.contains("StreamCreated[namespace=default, ordinal=1"), twice);
        String unknown = refusal(TYPES, streams(SdsStream.of("a", "Valve")));
        assertTrue(unknown.contains("record 2: the change does not fit:"), unknown);
        String again = refusal(TYPES, streams(SdsStream.of("a", "Pump")), streams(SdsStream.of("b", "Pump")));
        assertTrue(again.contains("record 3: the change does not fit:"), again);
    }

    @Test
    void streamsThatAreCutShortAreRefused() {
        byte[] whole = streams(SdsStream.of("a", "Pump"), SdsStream.of("b", "Pump"));
        String cut = refusal(TYPES, Arrays.copyOf(whole, whole.length - 1));
        assertTrue(cut.contains("a change of the registry cannot be read:"), cut);
        String longer = refusal(TYPES, Arrays.copyOf(whole, whole.length + 1));
        assertTrue(longer.contains("there is something behind the registry change"), longer);
    }

    @Test
    void whatIsRightBesideARecordThatDoesNotFitIsRead() {
        Registry registry = new Registry(RegistryJournal.none());
        List<DamagedStoreException> damages = new ArrayList<>();
        byte[] unfit = streams(SdsStream.of("a", "Pump"), SdsStream.of("b", "Valve"), SdsStream.of("c", "Pump"));
        try (MemoryFolder folder = file(TYPES, unfit)) {
            CatalogFile.readWhatIsRight(folder, FILE, registry::replay, damages::add);
        }
        assertEquals(1, damages.size());
        assertEquals(1, registry.streamCount());
        assertEquals("a", registry.findStream(0).orElseThrow().stream().id());
    }
}
