package io.seqstore.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.shape.ResultJson;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.schema.SdsStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of a store by somebody who knows the format: bytes are changed and the checksums put right again, so that what stands
 * behind them is reached. Opening, reading, verifying, repairing and compacting end in answers or in damage that is told.
 * Nobody can know that such values are not the ones that were written.
 */
class HostileFilesTest {
    private static final int MODEST = 60;
    private static final JsonFactory JSON = new JsonFactory();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Map<String, byte[]> files;

    @BeforeAll
    static void writeStore() throws IOException {
        files = SampleStore.write(shared);
    }

    @Test
    void theStoreIsRightBeforeItIsChanged() throws IOException {
        writeFiles(folder);
        for (String name : files.keySet()) {
            byte[] bytes = files.get(name).clone();
            ChecksumRepair.run(name, bytes, bytes, new SplittableRandom(1));
            Files.write(folder.resolve(name), bytes);
        }
        assertTrue(
                Seqstore.verify(folder).isWhole(), () -> Seqstore.verify(folder).toString());
        try (Seqstore store = Seqstore.openReadOnly(folder)) {
            readAll(store);
        }
        for (String ending : List.of(".seg", ".cat", ".log", ".manifest")) {
            assertTrue(files.keySet().stream().anyMatch(name -> name.endsWith(ending)), files.keySet()::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".seg", ".cat", ".log", ".manifest"})
    void aChangedFileIsReadOrRefused(String ending) throws IOException {
        writeFiles(folder);
        List<String> names =
                files.keySet().stream().filter(name -> name.endsWith(ending)).toList();
        Rounds.run("files " + ending, MODEST, random -> {
            String name = names.get(random.nextInt(names.size()));
            byte[] original = files.get(name);
            byte[] changed = changed(name, original, random);
            ChecksumRepair.run(name, original, changed, random);
            Files.write(folder.resolve(name), changed);
            try {
                use(random.nextInt(8));
            } finally {
                Files.write(folder.resolve(name), original);
            }
        });
    }

    private static byte[] changed(String name, byte[] original, SplittableRandom random) {
        if (name.endsWith(".seg") && random.nextInt(4) > 0) {
            // Most of a segment is blocks of values, where any byte is as good as another.
            int part = Math.min(original.length, random.nextBoolean() ? 1_600 : 8_000);
            return Mutation.of(original, original.length - part, original.length, random);
        }
        return Mutation.of(original, random);
    }

    private void use(int way) throws IOException {
        switch (way) {
            case 0 -> Seqstore.verify(folder);
            case 1 -> {
                Path target = Files.createTempDirectory(shared, "repaired");
                Seqstore.repair(folder, target);
                try (Seqstore store = Seqstore.openReadOnly(target)) {
                    readAll(store);
                } finally {
                    delete(target);
                }
            }
            case 2 -> {
                Path copy = Files.createTempDirectory(shared, "copy");
                copyFiles(copy);
                try (Seqstore store = Seqstore.open(copy, SampleStore.OPTIONS)) {
                    compactAndRead(store);
                } finally {
                    delete(copy);
                }
            }
            default -> {
                try (Seqstore store = Seqstore.openReadOnly(folder)) {
                    readAll(store);
                }
            }
        }
    }

    private static void compactAndRead(Seqstore store) throws IOException {
        try {
            store.compact();
        } catch (SeqstoreException damaged) {
            // What can be read must be readable still.
        }
        readAll(store);
    }

    /** Reads all definitions and events in several ways; damage of one stream does not keep it from the next one. */
    private static void readAll(Seqstore store) throws IOException {
        SeqstoreException first = null;
        for (Namespace namespace : store.namespaces()) {
            for (SdsStream definition : store.namespace(namespace.id()).streams(0, 100)) {
                try {
                    read(store.namespace(namespace.id()).stream(definition.id()));
                } catch (SeqstoreException e) {
                    first = e;
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static void read(EventStream stream) throws IOException {
        if (stream.first().isEmpty()) {
            return;
        }
        Object from = stream.first().orElseThrow().key();
        Object to = stream.last().orElseThrow().key();
        try (EventCursor events = stream.window(from, to).cursor();
                JsonGenerator json = JSON.createGenerator(OutputStream.nullOutputStream())) {
            ResultJson.write(events, stream.layout(), Verbosity.VERBOSE, json);
        }
        ColumnBatch last = stream.window(to, from).reversed().count(3).columns();
        stream.find(from, SearchMode.NEXT);
        stream.find(to, SearchMode.PREVIOUS);
        if (last.count() > 0 && stream.definition().typeId().equals("Series")) {
            stream.summaries(from, to, 3);
            stream.interpolated(from, to, 5).events();
            stream.sampled(from, to, 4, stream.layout().properties().get(1).id())
                    .events();
        }
    }

    private static void writeFiles(Path into) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(into.resolve(file.getKey()), file.getValue());
        }
    }

    private void copyFiles(Path into) throws IOException {
        for (Map.Entry<String, byte[]> file : SampleStore.read(folder).entrySet()) {
            Files.write(into.resolve(file.getKey()), file.getValue());
        }
    }

    private static void delete(Path made) throws IOException {
        try (var names = Files.newDirectoryStream(made)) {
            for (Path file : names) {
                Files.delete(file);
            }
        }
        Files.delete(made);
    }
}
