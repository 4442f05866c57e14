package io.seqstore.server.transport;

import io.seqstore.server.problem.Problems;
import io.seqstore.types.UnavailableException;
import java.net.URI;
import java.util.Map;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening socket with its threads. Started once, stopped once; safe for all threads. */
public final class HttpTransport {
    /** Threads beside those that run requests: accepting, selecting, refusing, telling of health. */
    private static final int MORE_THREADS = 16;

    private final Server server;
    private final ServerConnector connector;
    private final boolean isSecure;

    private HttpTransport(Server server, ServerConnector connector, boolean isSecure) {
        this.server = server;
        this.connector = connector;
        this.isSecure = isSecure;
    }

    /**
     * Listens, and has requests answered from now on.
     *
     * @throws UnavailableException when the address cannot be had
     */
    public static HttpTransport start(Api api, TransportOptions options) {
        QueuedThreadPool threads = new QueuedThreadPool(options.concurrentRequests() + MORE_THREADS, MORE_THREADS / 2);
        threads.setName("seqstore-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, options);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.connections(), server));
        FacadeHandler facade = new FacadeHandler(
                api,
                options.hosts(),
                new CorsPolicy(options.corsOrigins()),
                options.concurrentRequests(),
                timing(options));
        server.setHandler(new GracefulHandler(facade));
        server.setErrorHandler(
                (request, response, callback) -> answerTransportError(api, options, request, response, callback));
        server.setStopTimeout(options.drainTime().toMillis());
        HttpTransport transport = new HttpTransport(server, connector, options.keyStore() != null);
        try {
            server.start();
            return transport;
        } catch (Exception e) {
            transport.stop();
            throw new UnavailableException(
                    "The server could not be started.",
                    "Address " + options.host() + ":" + options.port() + ": " + e.getMessage() + ".",
                    "Choose another address or port, or end what uses it.",
                    Map.of("Port", Integer.toString(options.port())),
                    e);
        }
    }

    private static Exchange.Timing timing(TransportOptions options) {
        return new Exchange.Timing(
                new PacedInputStream.Pace(options.receivingTime(), options.leastBytesPerSecond()),
                options.sendingTime());
    }

    private static ServerConnector connector(Server server, TransportOptions options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(options.headerBytes());
        // Ids may hold anything, so paths may as well; they are taken apart here, never used as names of files.
        http.setUriCompliance(UriCompliance.UNSAFE);
        ServerConnector connector;
        if (options.keyStore() == null) {
            connector = new ServerConnector(server, 1, 1, LenientConnection.factory(http, options.receivingTime()));
        } else {
            SecureRequestCustomizer customizer = new SecureRequestCustomizer();
            customizer.setSniHostCheck(false);
            http.addCustomizer(customizer);
            SslContextFactory.Server tls = new SslContextFactory.Server();
            tls.setKeyStorePath(options.keyStore().toString());
            tls.setKeyStorePassword(options.keyStorePassword());
            connector = new ServerConnector(
                    server,
                    1,
                    1,
                    new SslConnectionFactory(tls, "http/1.1"),
                    LenientConnection.factory(http, options.receivingTime()));
        }
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(options.idleTime().toMillis());
        connector.setReuseAddress(true);
        return connector;
    }

    /** What Jetty itself refuses gets the same error body as everything else. */
    private static boolean answerTransportError(
            Api api, TransportOptions options, Request request, Response response, Callback callback) {
        String operationId = FacadeHandler.operationId(null);
        response.getHeaders().put("Operation-Id", operationId);
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        int code = status instanceof Integer number ? number : response.getStatus();
        Exchange exchange = new Exchange(api, request, response, callback, timing(options), operationId);
        if (code == 503) {
            exchange.sendProblem(Problems.unavailable("The server is stopping."));
        } else {
            exchange.sendProblem(
                    code >= 500 && code != 505 ? Problems.internal() : Exchange.ofTransport(code == 505 ? 400 : code));
        }
        return true;
    }

    /** Where the server is, for example {@code http://127.0.0.1:5590}. */
    public URI uri() {
        String host = connector.getHost();
        boolean isIpv6 = host.indexOf(':') >= 0;
        return URI.create((isSecure ? "https://" : "http://") + (isIpv6 ? "[" + host + "]" : host) + ":"
                + connector.getLocalPort());
    }

    /** Takes no new requests, lets those that run end within the drain time, and lets go of the port. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }
}
