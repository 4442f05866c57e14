package io.seqstore;

import io.seqstore.core.Store;
import io.seqstore.core.StoreCare;
import io.seqstore.core.StoreHealth;
import io.seqstore.core.StoreMetrics;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.backup.BackupReport;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.recover.RecoveryReport;
import io.seqstore.core.repair.RepairReport;
import io.seqstore.core.verify.VerifyReport;
import io.seqstore.types.registry.GetOrCreate;
import io.seqstore.types.registry.Namespace;
import io.seqstore.types.registry.ReferenceCounts;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open store. The calls for types and streams speak of the default namespace; {@link #namespace} gives the others. Safe
 * for all threads. Close it to release memory, mappings and the lock on its folder; streams of a closed store fail.
 */
public final class Seqstore implements AutoCloseable {
    private final Store store;
    private final StreamNamespace defaultNamespace;

    private Seqstore(Store store) {
        this.store = store;
        this.defaultNamespace = new StreamNamespace(store, Registry.DEFAULT_NAMESPACE);
    }

    /**
     * Opens the store in a folder with synced writes, creating it when the folder is absent or empty.
     *
     * @throws io.seqstore.types.UnavailableException when another process or another opened store holds the folder
     * @throws io.seqstore.types.DamagedStoreException when what is there cannot be read
     */
    public static Seqstore open(Path folder) {
        return open(folder, StoreOptions.defaults());
    }

    /** Opens the store in a folder, as {@link #open(Path)} does, with other options. */
    public static Seqstore open(Path folder, StoreOptions options) {
        return new Seqstore(Store.open(folder, options));
    }

    /**
     * Opens the state that the store in a folder has now, for reading, perhaps beside the process that writes it: takes no
     * lock, writes nothing into the folder, and does not see what is written later. Writes throw {@link
     * io.seqstore.types.UnavailableException}. A folder in which this process may not write is opened so by {@link #open}
     * too.
     *
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws io.seqstore.types.DamagedStoreException when what is there cannot be read
     */
    public static Seqstore openReadOnly(Path folder) {
        return openReadOnly(folder, StoreOptions.defaults());
    }

    /** Opens a store for reading, as {@link #openReadOnly(Path)} does, with another memory budget; other options do not count. */
    public static Seqstore openReadOnly(Path folder, StoreOptions options) {
        return new Seqstore(Store.openReadOnly(folder, options));
    }

    /**
     * Reads every byte of the store in a folder that means anything, and says what is damaged. Changes nothing; may run beside
     * a process that writes.
     *
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws io.seqstore.types.DamagedStoreException when the manifest is missing, or damaged in both places
     */
    public static VerifyReport verify(Path folder) {
        return StoreCare.verify(folder);
    }

    /**
     * Writes what is right of a damaged store into a new one, and says what was lost. The damaged store is not changed.
     *
     * @param target an empty folder, or one that does not exist yet
     * @throws io.seqstore.types.NotFoundException when there is no store
     * @throws io.seqstore.types.DamagedStoreException when the manifest is missing, or damaged in both places
     * @throws io.seqstore.types.UnavailableException when the target holds anything, or the disk refuses
     */
    public static RepairReport repair(Path folder, Path target) {
        return StoreCare.repair(folder, target);
    }

    /** Who has the store in a folder open for writing, in words; empty when nobody has. */
    public static Optional<String> writer(Path folder) {
        return StoreCare.writer(folder);
    }

    /** A new store that lives in memory until it is closed. */
    public static Seqstore inMemory() {
        return inMemory(StoreOptions.defaults());
    }

    /** A new store that lives in memory until it is closed, with other options. */
    public static Seqstore inMemory(StoreOptions options) {
        return new Seqstore(Store.inMemory(options));
    }

    /** All namespaces by ascending id; {@code default} and {@code diagnostics} are always among them. */
    public List<Namespace> namespaces() {
        return store.registry().namespaces().list();
    }

    /** The definition of a namespace, if it exists; ids are matched ignoring case. */
    public Optional<Namespace> findNamespace(String id) {
        return store.registry().namespaces().find(id);
    }

    /**
     * Creates a namespace, or finds the equal one (spec 02, section 1). Another one under the same id is an outcome, not an
     * exception.
     *
     * @throws io.seqstore.types.InvalidRequestException when the id breaks a rule
     */
    public GetOrCreate<Namespace> getOrCreateNamespace(Namespace namespace) {
        return store.registry().namespaces().getOrCreate(namespace);
    }

    /**
     * Replaces name and description of a namespace; the spelling of its id stays.
     *
     * @return what is stored now
     * @throws io.seqstore.types.NotFoundException when it does not exist
     */
    public Namespace updateNamespace(Namespace namespace) {
        return store.registry().namespaces().update(namespace);
    }

    /**
     * Deletes a namespace.
     *
     * @param force whether to delete it with everything in it
     * @throws io.seqstore.types.NotFoundException when it does not exist
     * @throws io.seqstore.types.ConflictException when it is built in, or not empty and not forced
     */
    public void deleteNamespace(String id, boolean force) {
        store.registry().namespaces().delete(id, force);
    }

    /** The types, streams and views of a namespace. That it exists is asked by each call. */
    public StreamNamespace namespace(String id) {
        return new StreamNamespace(store, id);
    }

    /** The types and streams of the default namespace. */
    public StreamNamespace defaultNamespace() {
        return defaultNamespace;
    }

    /** See {@link StreamNamespace#getOrCreateType(SdsType)}. */
    public GetOrCreate<SdsType> getOrCreateType(SdsType type) {
        return defaultNamespace.getOrCreateType(type);
    }

    /** See {@link StreamNamespace#getOrCreateType(Class)}. */
    public GetOrCreate<SdsType> getOrCreateType(Class<? extends Record> recordClass) {
        return defaultNamespace.getOrCreateType(recordClass);
    }

    /** See {@link StreamNamespace#findType}. */
    public Optional<SdsType> findType(String typeId) {
        return defaultNamespace.findType(typeId);
    }

    /** See {@link StreamNamespace#deleteType}. */
    public void deleteType(String typeId) {
        defaultNamespace.deleteType(typeId);
    }

    /** See {@link StreamNamespace#referenceCounts}. */
    public ReferenceCounts referenceCounts(String typeId) {
        return defaultNamespace.referenceCounts(typeId);
    }

    /** See {@link StreamNamespace#getOrCreateStream}. */
    public GetOrCreate<SdsStream> getOrCreateStream(SdsStream stream) {
        return defaultNamespace.getOrCreateStream(stream);
    }

    /** See {@link StreamNamespace#stream}. */
    public EventStream stream(String streamId) {
        return defaultNamespace.stream(streamId);
    }

    /** See {@link StreamNamespace#deleteStream}. */
    public void deleteStream(String streamId) {
        defaultNamespace.deleteStream(streamId);
    }

    /** Returns when every write acknowledged before, by any thread, is synced to the device. */
    public void sync() {
        store.sync();
    }

    /** Writes the events in memory to a segment and returns when that is done. */
    public void flush() {
        store.flush();
    }

    /**
     * Removes what is older than a rule of retention says, merges all segments into one, packed hot, and returns when that is
     * done.
     */
    public void compact() {
        store.compact();
    }

    /** The same with a choice of how events are packed, hot or cold; see {@link Store#compact(Packing)}. */
    public void compact(Packing packing) {
        store.compact(packing);
    }

    /**
     * Puts the present state of the store into an empty folder, which is a store then, while reads and writes go on; see {@link
     * Store#backup}.
     *
     * @param target an empty folder, or one that does not exist yet
     * @throws io.seqstore.types.UnavailableException when the folder holds anything, this store is in memory, or the disk
     *     refuses; the folder is no store then
     */
    public BackupReport backup(Path target) {
        return store.backup(target);
    }

    /** Whether every write is refused, because the store was opened for reading. */
    public boolean isReadOnly() {
        return store.isReadOnly();
    }

    /** How much of what the store holds. */
    public StoreMetrics metrics() {
        return store.metrics();
    }

    /** Whether the store does what it should, and what it does not; for whoever watches the process. */
    public StoreHealth health() {
        return store.health();
    }

    /** What opening the store found: whether it had been closed, and what of the log was replayed. */
    public RecoveryReport recovery() {
        return store.recovery();
    }

    @Override
    public void close() {
        store.close();
    }
}
