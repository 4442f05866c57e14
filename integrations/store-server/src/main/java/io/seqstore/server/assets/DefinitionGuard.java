package io.seqstore.server.assets;

import io.seqstore.server.problem.Problems;
import io.seqstore.server.routing.Route;
import io.seqstore.types.registry.Registry;
import java.util.Map;

/** Keeps the stream with the definitions of assets from being written to or deleted like any other. */
public final class DefinitionGuard {
    private DefinitionGuard() {}

    /** The same route, which refuses to change that stream. */
    public static Route over(Route route) {
        boolean changesAStream =
                route.right() == Route.Right.WRITE && route.segments().contains("{streamId}");
        if (!changesAStream) {
            return route;
        }
        Route.Handler guarded = request -> {
            boolean isThatStream = Registry.DIAGNOSTICS_NAMESPACE.equalsIgnoreCase(request.namespace())
                    && AssetStore.STREAM_ID.equalsIgnoreCase(request.variable("streamId"));
            if (isThatStream) {
                throw Problems.conflict(
                        "The stream cannot be changed.",
                        "Stream '" + AssetStore.STREAM_ID + "' holds the definitions of assets.",
                        "Change them at the routes of assets.",
                        Map.of("StreamId", AssetStore.STREAM_ID));
            }
            return route.handler().answer(request);
        };
        return new Route(
                route.method(),
                route.path(),
                guarded,
                route.right(),
                route.summary(),
                route.parameters(),
                route.hasBody(),
                route.statuses());
    }
}
