package io.seqstore.server.assets;

import io.seqstore.Seqstore;
import io.seqstore.server.answer.Answer;
import io.seqstore.server.registry.Paths;
import io.seqstore.server.request.ApiRequest;
import io.seqstore.server.routing.Parameter;
import io.seqstore.server.routing.Route;
import java.util.ArrayList;
import java.util.List;

/** The routes of assets (spec 10, section 3), those of their data among them. */
public final class AssetRoutes {
    static final String ALL = Paths.NAMESPACE + "/Assets";
    private static final String ONE = ALL + "/{assetId}";

    private final Seqstore store;
    private final AssetStore assets;
    private final AssetDefinitions definitions;
    private final AssetDataRoutes data;
    private final AssetBulkRoutes bulk;

    /**
     * Routes over a store.
     *
     * @param maxEvents how many events of each stream one read may touch
     */
    public AssetRoutes(Seqstore store, AssetStore assets, long maxEvents) {
        this.store = store;
        this.assets = assets;
        this.definitions = new AssetDefinitions(assets);
        this.data = new AssetDataRoutes(store, assets, maxEvents);
        this.bulk = new AssetBulkRoutes(store, assets);
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
        List<Route> routes = new ArrayList<>(List.of(
                Route.get(ALL, "Some of the assets", this::list).taking(listing).answering(200, 304),
                new Route(
                        "HEAD",
                        ALL,
                        request -> Collections.headers(list(request)),
                        Route.Right.READ,
                        "How many assets there are",
                        List.of(listing),
                        false,
                        List.of(204)),
                Route.writing("POST", ALL, "Creates an asset", this::create).answering(201),
                Route.get(ONE, "An asset", this::get).answering(200, 304),
                Route.writing("POST", ONE, "Creates an asset, or finds the identical one", this::getOrCreate)
                        .answering(201, 302),
                Route.writing("PUT", ONE, "Creates or replaces an asset", this::put)
                        .answering(201, 200),
                Route.delete(ONE, "Deletes an asset", this::delete),
                Route.get(ONE + "/Resolved", "An asset with its streams", this::resolved),
                Route.get(ONE + "/Status/Last", "What is the matter with an asset", this::status)));
        routes.addAll(data.routes());
        routes.addAll(bulk.routes());
        return routes;
    }

    private static String id(ApiRequest request) {
        return request.variable("assetId");
    }

    private String namespace(ApiRequest request) {
        return assets.namespace(request.namespace());
    }

    private Answer list(ApiRequest request) {
        String namespace = namespace(request);
        List<Stored<Asset>> passing = assets.assets(namespace).stream()
                .filter(one -> AssetSearch.passesNamedFilters(
                        request.query(), resolve(namespace, one.value()), store.namespace(namespace)))
                .toList();
        AssetSearch<Asset> search = new AssetSearch<>(
                request.query(), asset -> AssetSearch.fields(asset, definitions.typeOf(namespace, asset)));
        return Collections.answer(
                request,
                search.page(passing, Asset::id, Asset::name),
                (asset, json) -> AssetJson.write(asset, request.verbosity(), json));
    }

    private Answer create(ApiRequest request) {
        return answer(request, 201, definitions.create(namespace(request), AssetDefinitions.body(request)));
    }

    private static Answer answer(ApiRequest request, int status, Stored<Asset> asset) {
        Answer answer = Answer.json(status, json -> AssetJson.write(asset, request.verbosity(), json))
                .with("ETag", asset.etag());
        return status == 201 ? answer.with("Location", path(request, asset)) : answer;
    }

    private static String path(ApiRequest request, Stored<Asset> asset) {
        return request.objectPath("Assets", asset.value().id());
    }

    private Answer get(ApiRequest request) {
        Stored<Asset> asset = definitions.asset(namespace(request), id(request));
        return Conditions.unlessSeen(request.header("If-None-Match"), asset.etag(), answer(request, 200, asset));
    }

    private Answer getOrCreate(ApiRequest request) {
        AssetDefinitions.Outcome<Asset> outcome =
                definitions.getOrCreate(namespace(request), id(request), AssetDefinitions.body(request, id(request)));
        return outcome.isNew() ? answer(request, 201, outcome.stored()) : Answer.found(path(request, outcome.stored()));
    }

    private Answer put(ApiRequest request) {
        AssetDefinitions.Outcome<Asset> outcome = definitions.put(
                namespace(request),
                id(request),
                AssetDefinitions.body(request, id(request)),
                request.header("If-Match"));
        return answer(request, outcome.isNew() ? 201 : 200, outcome.stored());
    }

    private Answer delete(ApiRequest request) {
        definitions.delete(namespace(request), id(request), request.header("If-Match"));
        return Answer.empty(204);
    }

    private ResolvedAsset resolve(String namespace, Asset asset) {
        return ResolvedAsset.of(
                asset,
                definitions.typeOf(namespace, asset),
                store.namespace(namespace).streams());
    }

    private Answer resolved(ApiRequest request) {
        String namespace = namespace(request);
        ResolvedAsset asset =
                resolve(namespace, definitions.asset(namespace, id(request)).value());
        return Answer.ok(json -> asset.write(request.verbosity(), json));
    }

    private Answer status(ApiRequest request) {
        String namespace = namespace(request);
        ResolvedAsset asset =
                resolve(namespace, definitions.asset(namespace, id(request)).value());
        AssetStatus status = AssetStatus.of(asset, store.namespace(namespace));
        return Answer.ok(status::write);
    }
}
