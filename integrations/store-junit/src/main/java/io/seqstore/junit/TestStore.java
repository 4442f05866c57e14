package io.seqstore.junit;

import io.seqstore.Seqstore;
import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.junit.SeqstoreTest.Storage;
import io.seqstore.server.SeqstoreServer;
import io.seqstore.server.ServerOptions;
import io.seqstore.types.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The store of one test and the folder it lives in, if it has one. */
final class TestStore implements AutoCloseable {
    private static final String PREFIX = "seqstore-test-";

    private final Seqstore store;
    private final @Nullable Path folder;
    private @Nullable SeqstoreServer server;
    private boolean closed;

    private TestStore(Seqstore store, @Nullable Path folder) {
        this.store = store;
        this.folder = folder;
    }

    static TestStore open(Storage storage) {
        if (storage == Storage.MEMORY) {
            return new TestStore(Seqstore.inMemory(), null);
        }
        try {
            Path folder = Files.createTempDirectory(PREFIX);
            // Nobody pulls the plug on a test: syncing would cost most of its time.
            return new TestStore(
                    Seqstore.open(folder, StoreOptions.defaults().withDurability(Durability.PROCESS)), folder);
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the store of the test", e);
        }
    }

    Seqstore store() {
        return store;
    }

    /** The address of the server over this store, which is started when somebody asks for the first time. */
    synchronized URI serverUri() {
        if (server == null) {
            server =
                    SeqstoreServer.start(store, ServerOptions.defaults().port(0).drainTime(Duration.ZERO));
        }
        return server.uri();
    }

    private synchronized void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    /**
     * Stops the server and closes the store.
     *
     * @param failed whether the test failed already, so that what it left open is no news
     */
    void closeAndCheck(boolean failed) {
        stopServer();
        int open = openReads();
        close();
        if (!failed && open > 0) {
            throw new AssertionError("The test left " + open + (open == 1 ? " read" : " reads")
                    + " open: a cursor, a stream of events or a reader was not closed. Close it, best by try (...).");
        }
    }

    private int openReads() {
        try {
            return store.metrics().openReads();
        } catch (UnavailableException e) {
            // The test closed the store, and took that on itself.
            return 0;
        }
    }

    /** Also called by JUnit, should the test be broken off. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopServer();
        store.close();
        if (folder != null) {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the store of the test cannot be removed", e);
        }
    }
}
