package io.seqstore.server.assets;

import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import java.util.List;

/** The routes of asset types (spec 10, section 3). */
public final class AssetTypeRoutes {
    private static final String ALL = Paths.NAMESPACE + "/AssetTypes";
    private static final String ONE = ALL + "/{assetTypeId}";

    private final AssetStore assets;
    private final AssetDefinitions definitions;

    public AssetTypeRoutes(Seqstore store, AssetStore assets) {
        this.assets = assets;
        this.definitions = new AssetDefinitions(assets);
    }

    /** The routes. */
    public List<Route> routes() {
        Parameter[] listing = {
            Parameter.integer("skip"),
            Parameter.integer("count"),
            Parameter.text("query"),
            Parameter.text("filter"),
            Parameter.text("orderBy")
        };
        return List.of(
                Route.get(ALL, "Some of the asset types", this::list)
                        .taking(listing)
                        .answering(200, 304),
                new Route(
                        "HEAD",
                        ALL,
                        request -> Collections.headers(list(request)),
                        Route.Right.READ,
                        "How many asset types there are",
                        List.of(listing),
                        false,
                        List.of(204)),
                Route.writing("POST", ALL, "Creates an asset type", this::create)
                        .answering(201),
                Route.get(ONE, "An asset type", this::get).answering(200, 304),
                Route.writing("POST", ONE, "Creates an asset type, or finds the identical one", this::getOrCreate)
                        .answering(201, 302),
                Route.writing("PUT", ONE, "Creates or replaces an asset type", this::put)
                        .answering(201, 200),
                Route.delete(ONE, "Deletes an asset type", this::delete).taking(Parameter.flag("deleteAssets")),
                Route.writing(
                                "POST",
                                Paths.NAMESPACE + "/Bulk/AssetTypes",
                                "Creates asset types, or finds identical ones",
                                this::createAll)
                        .answering(200, 207));
    }

    private static String id(ApiRequest request) {
        return request.variable("assetTypeId");
    }

    private String namespace(ApiRequest request) {
        return assets.namespace(request.namespace());
    }

    private Answer list(ApiRequest request) {
        AssetSearch<AssetType> search = new AssetSearch<>(request.query(), AssetSearch::fields);
        return Collections.answer(
                request,
                search.page(assets.types(namespace(request)), AssetType::id, AssetType::name),
                (type, json) -> AssetJson.writeType(type, request.verbosity(), json));
    }

    private static Answer answer(ApiRequest request, int status, Stored<AssetType> type) {
        Answer answer = Answer.json(status, json -> AssetJson.writeType(type, request.verbosity(), json))
                .with("ETag", type.etag());
        return status == 201 ? answer.with("Location", path(request, type)) : answer;
    }

    private Answer create(ApiRequest request) {
        return answer(request, 201, definitions.createType(namespace(request), AssetDefinitions.body(request)));
    }

    private static String path(ApiRequest request, Stored<AssetType> type) {
        return request.objectPath("AssetTypes", type.value().id());
    }

    private Answer get(ApiRequest request) {
        Stored<AssetType> type = definitions.type(namespace(request), id(request));
        return Conditions.unlessSeen(request.header("If-None-Match"), type.etag(), answer(request, 200, type));
    }

    private Answer getOrCreate(ApiRequest request) {
        AssetDefinitions.Outcome<AssetType> outcome = definitions.getOrCreateType(
                namespace(request), id(request), AssetDefinitions.body(request, id(request)));
        return outcome.isNew() ? answer(request, 201, outcome.stored()) : Answer.found(path(request, outcome.stored()));
    }

    private Answer put(ApiRequest request) {
        AssetDefinitions.Outcome<AssetType> outcome = definitions.putType(
                namespace(request),
                id(request),
                AssetDefinitions.body(request, id(request)),
                request.header("If-Match"));
        return answer(request, outcome.isNew() ? 201 : 200, outcome.stored());
    }

    private Answer delete(ApiRequest request) {
        definitions.deleteType(
                namespace(request), id(request), request.query().flag("deleteAssets"), request.header("If-Match"));
        return Answer.empty(204);
    }

    private Answer createAll(ApiRequest request) {
        String namespace = namespace(request);
        List<JsonTree> items = request.body().json(AssetDefinitions::bodies);
        MultiStatus result = new MultiStatus(request, items.size());
        for (JsonTree item : items) {
            result.add(item.word("Id").orElse(item.where()), () -> {
                Stored<AssetType> type = AssetReader.id(item)
                        .map(id ->
                                definitions.getOrCreateType(namespace, id, item).stored())
                        .orElseGet(() -> definitions.createType(namespace, item));
                return json -> AssetJson.writeType(type, request.verbosity(), json);
            });
        }
        return result.answer(200);
    }
}
