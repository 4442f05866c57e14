package io.seqstore.server;

import io.seqstore.Seqstore;
import io.seqstore.server.access.AccessControl;
import io.seqstore.server.assets.AssetRoutes;
import io.seqstore.server.assets.AssetStore;
import io.seqstore.server.assets.AssetTypeRoutes;
import io.seqstore.server.assets.DefinitionGuard;
import io.seqstore.server.description.DescriptionRoutes;
import io.seqstore.server.reads.JoinRoutes;
import io.seqstore.server.reads.ReadRoutes;
import io.seqstore.server.registry.NamespaceRoutes;
import io.seqstore.server.registry.StreamLabelRoutes;
import io.seqstore.server.registry.StreamRoutes;
import io.seqstore.server.registry.StreamViewRoutes;
import io.seqstore.server.registry.TypeRoutes;
import io.seqstore.server.registry.UnitRoutes;
import io.seqstore.server.request.BodyLimits;
import io.seqstore.server.routing.Route;
import io.seqstore.server.routing.Router;
import io.seqstore.server.tasks.TaskBoard;
import io.seqstore.server.transport.Api;
import io.seqstore.server.transport.HostPolicy;
import io.seqstore.server.transport.HttpTransport;
import io.seqstore.server.transport.TransportOptions;
import io.seqstore.server.writes.WriteRoutes;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A running HTTP server over a store (spec 11). It does not own the store: stop the server first, then close the store. Safe
 * for all threads.
 *
 * <pre>{@code
 * try (Seqstore store = Seqstore.open(folder);
 *         SeqstoreServer server = SeqstoreServer.start(store, ServerOptions.defaults())) {
 *     System.out.println(server.uri()); // http://127.0.0.1:5590
 *     ...
 * }
 * }</pre>
 */
public final class SeqstoreServer implements AutoCloseable {
    private final HttpTransport transport;
    private final Optional<TaskBoard> tasks;
    private final Router router;

    private SeqstoreServer(HttpTransport transport, Optional<TaskBoard> tasks, Router router) {
        this.transport = transport;
        this.tasks = tasks;
        this.router = router;
    }

    /**
     * Starts a server.
     *
     * @throws io.seqstore.types.UnavailableException when the address cannot be had
     */
    public static SeqstoreServer start(Seqstore store, ServerOptions options) {
        ServerOptions.Builder values = options.values;
        BodyLimits bodies = new BodyLimits(values.maxRequestBytes, values.maxUnpackedBytes);
        Optional<TaskBoard> tasks = values.tasks
                ? Optional.of(new TaskBoard(values.taskTime, values.maxRequestTime, bodies))
                : Optional.empty();
        @Nullable AccessControl access = values.clients.isEmpty() ? null : AccessControl.of(values.clients);
        Router router = new Router(routes(store, values, tasks, access));
        UnaryOperator<Route.Handler> around =
                tasks.<UnaryOperator<Route.Handler>>map(board -> board::around).orElse(UnaryOperator.identity());
        Api api = new Api(router, access, around, bodies, values.requestTime, values.maxRequestTime);
        return new SeqstoreServer(HttpTransport.start(api, transportOptions(values)), tasks, router);
    }

    private static TransportOptions transportOptions(ServerOptions.Builder values) {
        return new TransportOptions(
                values.host,
                values.port,
                values.maxHeaderBytes,
                values.maxConnections,
                values.maxConcurrentRequests,
                values.idleTime,
                values.receivingTime,
                values.leastBytesPerSecond,
                values.sendingTime,
                values.drainTime,
                values.corsOrigins,
                HostPolicy.of(values.host, values.hostNames, values.clients.isEmpty()),
                values.keyStore,
                values.keyStorePassword);
    }

    private static List<Route> routes(
            Seqstore store, ServerOptions.Builder values, Optional<TaskBoard> tasks, @Nullable AccessControl access) {
        AssetStore assets = new AssetStore(store);
        List<Route> routes = new ArrayList<>();
        routes.addAll(new NamespaceRoutes(store, assets::forget).routes());
        routes.addAll(new TypeRoutes(store).routes());
        routes.addAll(new StreamRoutes(store).routes());
        routes.addAll(new StreamLabelRoutes(store).routes());
        routes.addAll(new StreamViewRoutes(store).routes());
        routes.addAll(new UnitRoutes(store).routes());
        routes.addAll(new ReadRoutes(store, values.maxEventsPerRead).routes());
        routes.addAll(new JoinRoutes(store, values.maxEventsPerRead).routes());
        routes.addAll(new WriteRoutes(store).routes());
        routes.addAll(new AssetRoutes(store, assets, values.maxEventsPerRead).routes());
        routes.addAll(new AssetTypeRoutes(store, assets).routes());
        routes.add(new HealthRoute(store).route());
        tasks.ifPresent(board -> routes.addAll(board.routes()));
        if (access != null) {
            routes.addAll(access.routes());
        }
        routes.addAll(new DescriptionRoutes(routes).routes());
        return routes.stream().map(DefinitionGuard::over).toList();
    }

    /** Where the server is, for example {@code http://127.0.0.1:5590}. */
    public URI uri() {
        return transport.uri();
    }

    /** The routes that it answers. */
    List<Route> routes() {
        return router.routes();
    }

    /** Takes no new requests, lets those that run end within the drain time, and lets go of the port. The store stays open. */
    public void stop() {
        transport.stop();
        tasks.ifPresent(TaskBoard::close);
    }

    /** See {@link #stop}. */
    @Override
    public void close() {
        stop();
    }
}
