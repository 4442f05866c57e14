package io.seqstore.server.assets;

import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.problem.Problems;
import io.seqstore.server.registry.JsonBody;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import io.seqstore.types.json.JsonText;
import java.util.List;
import java.util.function.Function;

/** The routes that do something to many assets (spec 10, section 3): item by item, not all or nothing. */
final class AssetBulkRoutes {
    private static final String BULK = Paths.NAMESPACE + "/Bulk/Assets";

    private final Seqstore store;
    private final AssetStore assets;
    private final AssetDefinitions definitions;

    AssetBulkRoutes(Seqstore store, AssetStore assets) {
        this.store = store;
        this.assets = assets;
        this.definitions = new AssetDefinitions(assets);
    }

    List<Route> routes() {
        return List.of(
                Route.writing("POST", BULK, "Creates assets, or finds identical ones", this::create)
                        .answering(200, 207),
                Route.delete(
                                BULK,
                                "Deletes assets",
                                request -> delete(request, request.query().all("id")))
                        .taking(Parameter.texts("id"))
                        .answering(204, 207),
                Route.writing("DELETE", BULK + "/Delete", "Deletes assets, at its older path", this::deleteListed)
                        .answering(204, 207),
                Route.asking(BULK + "/Resolved", "Assets with their streams", this::resolved)
                        .answering(200, 207),
                Route.asking(BULK + "/Status/Last", "What is the matter with assets", this::status)
                        .answering(200, 207));
    }

    private Answer create(ApiRequest request) {
        String namespace = assets.namespace(request.namespace());
        List<JsonTree> items = request.body().json(AssetDefinitions::bodies);
        MultiStatus result = new MultiStatus(request, items.size());
        for (JsonTree item : items) {
            result.add(item.word("Id").orElse(item.where()), () -> {
                Stored<Asset> asset = AssetReader.id(item)
                        .map(id -> definitions.getOrCreate(namespace, id, item).stored())
                        .orElseGet(() -> definitions.create(namespace, item));
                return json -> AssetJson.write(asset, request.verbosity(), json);
            });
        }
        return result.answer(200);
    }

    private Answer deleteListed(ApiRequest request) {
        return delete(request, JsonBody.texts(request, "asset ids"));
    }

    private Answer delete(ApiRequest request, List<String> ids) {
        String namespace = assets.namespace(request.namespace());
        if (ids.isEmpty()) {
            throw Problems.invalid("No asset is named.");
        }
        MultiStatus result = new MultiStatus(request, ids.size());
        for (String id : ids) {
            result.add(id, () -> {
                definitions.delete(namespace, id, null);
                return json -> json.writeString(id);
            });
        }
        return result.answer(204);
    }

    private Answer resolved(ApiRequest request) {
        return each(request, asset -> json -> asset.write(request.verbosity(), json));
    }

    private Answer status(ApiRequest request) {
        var namespace = store.namespace(request.namespace());
        return each(request, asset -> AssetStatus.of(asset, namespace)::write);
    }

    private Answer each(ApiRequest request, Function<ResolvedAsset, JsonText.Writing> writing) {
        String namespace = assets.namespace(request.namespace());
        List<String> ids = JsonBody.texts(request, "asset ids");
        MultiStatus result = new MultiStatus(request, ids.size());
        for (String id : ids) {
            result.add(id, () -> {
                Asset asset = definitions.asset(namespace, id).value();
                return writing.apply(ResolvedAsset.of(
                        asset,
                        definitions.typeOf(namespace, asset),
                        store.namespace(namespace).streams()));
            });
        }
        return result.answer(200);
    }
}
