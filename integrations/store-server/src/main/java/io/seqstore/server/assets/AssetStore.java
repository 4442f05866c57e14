package io.seqstore.server.assets;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.Event;
import io.seqstore.types.json.JsonText;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the definitions of assets and asset types are kept: as events of one stream in the namespace {@code diagnostics}, by
 * kind, namespace and id. So they are as durable as any event, a change of one is atomic, and there is nothing to recover. The
 * stream is made with the first definition.
 *
 * <p>Safe for all threads; changes take turns. The stream is the only copy, so that several servers over one store agree,
 * except that each has turns of its own.
 */
public final class AssetStore {
    /** The stream with the definitions. */
    public static final String STREAM_ID = "Seqstore.Assets";

    private static final String TYPE_ID = "Seqstore.AssetDefinition";
    private static final String ASSET = "Asset";
    private static final String ASSET_TYPE = "AssetType";

    private final Seqstore store;
    private final Object turn = new Object();

    public AssetStore(Seqstore store) {
        this.store = store;
    }

    /** The spelling of an existing namespace under which its assets are kept. */
    String namespace(String id) {
        return store.findNamespace(id)
                .orElseThrow(() -> Problems.noNamespace(id))
                .id();
    }

    Optional<Stored<Asset>> findAsset(String namespace, String id) {
        return find(ASSET, namespace, id).map(AssetStore::asset);
    }

    Optional<Stored<AssetType>> findType(String namespace, String id) {
        return find(ASSET_TYPE, namespace, id).map(AssetStore::assetType);
    }

    /** All assets of a namespace by ascending id. */
    List<Stored<Asset>> assets(String namespace) {
        return all(ASSET, namespace).stream().map(AssetStore::asset).toList();
    }

    /** All asset types of a namespace by ascending id. */
    List<Stored<AssetType>> types(String namespace) {
        return all(ASSET_TYPE, namespace).stream().map(AssetStore::assetType).toList();
    }

    /** What is done in one turn: nobody else changes a definition in between. */
    @FunctionalInterface
    interface Turn<T> {
        T run();
    }

    /** Runs something in a turn of its own. */
    <T> T inTurn(Turn<T> change) {
        synchronized (turn) {
            return change.run();
        }
    }

    /** Stores an asset; to be called in a turn. */
    Stored<Asset> store(String namespace, Asset asset, @Nullable Stored<Asset> before) {
        String json = JsonText.write(generator -> AssetJson.writeStored(asset, generator));
        return stored(asset, put(ASSET, namespace, asset.id(), json, before));
    }

    /** Stores an asset type; to be called in a turn. */
    Stored<AssetType> store(String namespace, AssetType type, @Nullable Stored<AssetType> before) {
        String json = JsonText.write(generator -> AssetJson.writeStoredType(type, generator));
        return stored(type, put(ASSET_TYPE, namespace, type.id(), json, before));
    }

    /** Deletes an asset that exists; to be called in a turn. */
    void deleteAsset(String namespace, String id) {
        stream().remove(List.of(List.of(ASSET, namespace, id)));
    }

    /** Deletes an asset type that exists; to be called in a turn. */
    void deleteType(String namespace, String id) {
        stream().remove(List.of(List.of(ASSET_TYPE, namespace, id)));
    }

    /** Forgets the assets of a namespace that was deleted. */
    public void forget(String namespace) {
        synchronized (turn) {
            existing().ifPresent(stream -> {
                for (String kind : List.of(ASSET, ASSET_TYPE)) {
                    stream.removeWindow(List.of(kind, namespace, ""), List.of(kind, namespace + "\u0000", ""));
                }
            });
        }
    }

    private Optional<EventStream> existing() {
        try {
            return Optional.of(store.namespace(Registry.DIAGNOSTICS_NAMESPACE).stream(STREAM_ID));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private EventStream stream() {
        return existing().orElseGet(() -> {
            var diagnostics = store.namespace(Registry.DIAGNOSTICS_NAMESPACE);
            diagnostics.getOrCreateType(SdsType.object(TYPE_ID)
                    .key("Kind", SdsTypeCode.STRING)
                    .key("Namespace", SdsTypeCode.STRING)
                    .key("Id", SdsTypeCode.STRING)
                    .property("Version", SdsTypeCode.INT64)
                    .property("Created", SdsTypeCode.DATE_TIME)
                    .property("Modified", SdsTypeCode.DATE_TIME)
                    .property("Definition", SdsTypeCode.STRING)
                    .build());
            diagnostics.getOrCreateStream(SdsStream.of(STREAM_ID, TYPE_ID));
            return diagnostics.stream(STREAM_ID);
        });
    }

    private Optional<Event> find(String kind, String namespace, String id) {
        return existing().flatMap(stream -> stream.find(List.of(kind, namespace, id)));
    }

    private List<Event> all(String kind, String namespace) {
        return existing()
                .map(stream -> stream.withLimits(ReadLimits.of(Long.MAX_VALUE))
                        .window(List.of(kind, namespace, ""), List.of(kind, namespace + "\u0000", ""))
                        .boundary(BoundaryType.EXACT, BoundaryType.INSIDE)
                        .events())
                .orElse(List.of());
    }

    private Event put(String kind, String namespace, String id, String json, @Nullable Stored<?> before) {
        Instant now = Instant.now();
        EventStream stream = stream();
        Event event = Event.of(
                stream.layout(),
                Map.of(
                        "Kind", kind,
                        "Namespace", namespace,
                        "Id", id,
                        "Version", before == null ? 1L : before.version() + 1,
                        "Created", before == null ? now : before.created(),
                        "Modified", now,
                        "Definition", json));
        if (before == null) {
            stream.insert(event);
        } else {
            stream.update(event);
        }
        return event;
    }

    private static Stored<Asset> asset(Event event) {
        JsonTree json = definition(event);
        return stored(AssetReader.asset(json, event.get("Id", String.class), null, null), event);
    }

    private static Stored<AssetType> assetType(Event event) {
        return stored(AssetReader.assetType(definition(event), event.get("Id", String.class), null), event);
    }

    private static JsonTree definition(Event event) {
        return JsonText.read(event.get("Definition", String.class), json -> JsonTree.object(json, "Definition"));
    }

    private static <T> Stored<T> stored(T value, Event event) {
        return new Stored<>(value, event.getLong("Version"), event.getInstant("Created"), event.getInstant("Modified"));
    }
}
