package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.server.problem.ProblemException;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.request.ApiRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes the assets and asset types of a namespace (spec 10, section 3). Safe for all threads. */
final class AssetDefinitions {
    private final AssetStore store;

    AssetDefinitions(AssetStore store) {
        this.store = store;
    }

    /**
     * What a creation came to.
     *
     * @param stored what is stored now
     * @param isNew whether it was created, and not found or changed
     */
    record Outcome<T>(Stored<T> stored, boolean isNew) {}

    Stored<Asset> asset(String namespace, String id) {
        return store.findAsset(namespace, id).orElseThrow(() -> Problems.notFound("asset", "AssetId", id, namespace));
    }

    Stored<AssetType> type(String namespace, String id) {
        return store.findType(namespace, id)
                .orElseThrow(() -> Problems.notFound("asset type", "AssetTypeId", id, namespace));
    }

    /** The type of an asset; null when it has none, or it is gone. */
    @Nullable
    AssetType typeOf(String namespace, Asset asset) {
        String typeId = asset.assetTypeId();
        return typeId == null
                ? null
                : store.findType(namespace, typeId).map(Stored::value).orElse(null);
    }

    /** Creates an asset that must not exist; an id is made up when it has none. */
    Stored<Asset> create(String namespace, JsonTree json) {
        String id = AssetReader.id(json).orElseGet(() -> UUID.randomUUID().toString());
        return store.inTurn(() -> {
            if (store.findAsset(namespace, id).isPresent()) {
                throw exists("asset", id);
            }
            return store.store(namespace, read(namespace, json, id, null), null);
        });
    }

    private static ProblemException exists(String kind, String id) {
        return Problems.conflict(
                "The " + kind + " exists.",
                "There is a different " + kind + " '" + id + "', or one was not expected.",
                "Change it with PUT, or use another id.",
                Map.of("Id", id));
    }

    /** Creates an asset, or finds the identical one. */
    Outcome<Asset> getOrCreate(String namespace, String id, JsonTree json) {
        AssetReader.checkedId(id);
        return store.inTurn(() -> {
            Optional<Stored<Asset>> there = store.findAsset(namespace, id);
            if (there.isEmpty()) {
                return new Outcome<>(store.store(namespace, read(namespace, json, id, null), null), true);
            }
            if (!read(namespace, json, id, there.get().value())
                    .equals(there.get().value())) {
                throw exists("asset", id);
            }
            return new Outcome<>(there.get(), false);
        });
    }

    /** Creates an asset, or replaces the one that there is. */
    Outcome<Asset> put(String namespace, String id, JsonTree json, @Nullable String ifMatch) {
        AssetReader.checkedId(id);
        return store.inTurn(() -> {
            @Nullable Stored<Asset> before = store.findAsset(namespace, id).orElse(null);
            Conditions.checkMatch(ifMatch, before, id);
            Asset after = read(namespace, json, id, before == null ? null : before.value());
            return before != null && before.value().equals(after)
                    ? new Outcome<>(before, false)
                    : new Outcome<>(store.store(namespace, after, before), before == null);
        });
    }

    void delete(String namespace, String id, @Nullable String ifMatch) {
        store.inTurn(() -> {
            Conditions.checkMatch(ifMatch, asset(namespace, id), id);
            store.deleteAsset(namespace, id);
            return id;
        });
    }

    private Asset read(String namespace, JsonTree json, String id, @Nullable Asset before) {
        String typeId = json.text("AssetTypeId").orElse(null);
        AssetType type = typeId == null
                ? null
                : store.findType(namespace, typeId)
                        .map(Stored::value)
                        .orElseThrow(() -> Problems.invalid(
                                "AssetTypeId names '" + typeId + "', which does not exist.",
                                Map.of("AssetTypeId", typeId)));
        return AssetReader.asset(json, id, type, before);
    }

    /** Creates an asset type that must not exist; an id is made up when it has none. */
    Stored<AssetType> createType(String namespace, JsonTree json) {
        String id = AssetReader.id(json).orElseGet(() -> UUID.randomUUID().toString());
        return store.inTurn(() -> {
            if (store.findType(namespace, id).isPresent()) {
                throw exists("asset type", id);
            }
            return store.store(namespace, AssetReader.assetType(json, id, null), null);
        });
    }

    /** Creates an asset type, or finds the identical one. */
    Outcome<AssetType> getOrCreateType(String namespace, String id, JsonTree json) {
        AssetReader.checkedId(id);
        return store.inTurn(() -> {
            Optional<Stored<AssetType>> there = store.findType(namespace, id);
            if (there.isEmpty()) {
                return new Outcome<>(store.store(namespace, AssetReader.assetType(json, id, null), null), true);
            }
            if (!AssetReader.assetType(json, id, there.get().value())
                    .equals(there.get().value())) {
                throw exists("asset type", id);
            }
            return new Outcome<>(there.get(), false);
        });
    }

    /** Creates an asset type, or replaces the one that there is. */
    Outcome<AssetType> putType(String namespace, String id, JsonTree json, @Nullable String ifMatch) {
        AssetReader.checkedId(id);
        return store.inTurn(() -> {
            @Nullable Stored<AssetType> before = store.findType(namespace, id).orElse(null);
            Conditions.checkMatch(ifMatch, before, id);
            AssetType after = AssetReader.assetType(json, id, before == null ? null : before.value());
            return before != null && before.value().equals(after)
                    ? new Outcome<>(before, false)
                    : new Outcome<>(store.store(namespace, after, before), before == null);
        });
    }

    /**
     * Deletes an asset type.
     *
     * @param withAssets whether to delete its assets before; else they stand in the way
     */
    void deleteType(String namespace, String id, boolean withAssets, @Nullable String ifMatch) {
        store.inTurn(() -> {
            Conditions.checkMatch(ifMatch, type(namespace, id), id);
            List<String> users = store.assets(namespace).stream()
                    .map(Stored::value)
                    .filter(asset -> id.equals(asset.assetTypeId()))
                    .map(Asset::id)
                    .toList();
            if (!users.isEmpty() && !withAssets) {
                throw Problems.conflict(
                        "The asset type is still used.",
                        users.size() + " assets are of the type '" + id + "'.",
                        "Delete them first, or send deleteAssets=true.",
                        Map.of("AssetTypeId", id));
            }
            users.forEach(user -> store.deleteAsset(namespace, user));
            store.deleteType(namespace, id);
            return id;
        });
    }

    /** The object in a body. */
    static JsonTree body(ApiRequest request) {
        return request.body().json(json -> JsonTree.object(json, "The body"));
    }

    /** The object in a body, whose id is that of the path. */
    static JsonTree body(ApiRequest request, String id) {
        JsonTree json = body(request);
        ApiRequest.checkSameId(id, AssetReader.id(json).orElse(null), false);
        return json;
    }

    /** The objects in a body. */
    static List<JsonTree> bodies(JsonParser json) throws IOException {
        return JsonTree.objects(json, "The body");
    }
}
