package io.seqstore.catalog.chronicle;

import io.seqstore.core.catalog.CatalogIndexProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the index of streams of one store in a Chronicle Map, that is in a file. Give it to {@link
 * io.seqstore.core.StoreOptions#withCatalogIndex}. Immutable.
 *
 * <p>Beside the file stands another, with {@code .state} behind its name: it says of which state of the store the index is,
 * and is taken away while a store uses the index. After a crash it is missing, and the index is made anew; nobody waits for
 * locks of a process that is gone. One store at a time may use a file.
 *
 * <p>Where the JVM lacks what the library needs ({@link JvmFlags}), one line of level INFO is logged and the store goes on
 * with its index in memory.
 *
 * <p>Sizing: the file is made for half as many streams again as there are, and at least {@link #withRoomFor} says. When it is
 * full, one twice as large takes over, with a number behind the name; the creation of streams waits for that.
 */
public final class ChronicleCatalogIndex implements CatalogIndexProvider {
    private static final Logger LOGGER = System.getLogger(ChronicleCatalogIndex.class.getName());
    private static final long USUAL_ROOM = 100_000;

    private final Path file;
    private final long room;

    private ChronicleCatalogIndex(Path file, long room) {
        this.file = file;
        this.room = room;
    }

    /**
     * Keeps the index in this file.
     *
     * @param file outside of the folder of the store; its folder must exist
     */
    public static ChronicleCatalogIndex in(Path file) {
        return new ChronicleCatalogIndex(file.toAbsolutePath(), USUAL_ROOM);
    }

    /**
     * The same with room for so many streams from the beginning.
     *
     * @param streams 1 or more
     */
    public ChronicleCatalogIndex withRoomFor(long streams) {
        if (streams < 1) {
            throw new IllegalArgumentException("room for " + streams + " streams; expected 1 or more");
        }
        return new ChronicleCatalogIndex(file, streams);
    }

    @Override
    public Optional<Kept> open(String state, long streams) {
        Optional<String> missing = JvmFlags.missing();
        if (missing.isPresent()) {
            return inMemory(missing.get());
        }
        // Before the first class of the library is loaded: it would call home.
        System.setProperty("chronicle.analytics.disable", "true");
        try {
            return Optional.of(ChronicleStreamIndex.open(file, state, streams, room));
        } catch (IOException | UncheckedIOException | IllegalStateException | LinkageError e) {
            return inMemory("'" + file + "' cannot be used: " + e);
        }
    }

    private static Optional<Kept> inMemory(String reason) {
        LOGGER.log(Level.INFO, "The index of streams stays in memory: " + reason);
        return Optional.empty();
    }
}
