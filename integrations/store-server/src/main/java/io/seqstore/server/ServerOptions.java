package io.seqstore.server;

import io.seqstore.server.access.Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server behaves. Immutable; each method gives a copy with one thing changed.
 *
 * <pre>{@code
 * ServerOptions.defaults().port(0).maxEventsPerRead(2_500_000)
 * }</pre>
 */
public final class ServerOptions {
    /** The port on which clients of an edge data store look for it. */
    public static final int DEFAULT_PORT = 5590;

    private static final ServerOptions DEFAULTS = new ServerOptions(new Builder());

    final Builder values;

    /** The values while they are put together. */
    static final class Builder implements Cloneable {
        String host = "127.0.0.1";
        int port = DEFAULT_PORT;
        long maxEventsPerRead = 250_000;
        long maxRequestBytes = 30_000_000;
        long maxUnpackedBytes = 190L << 20;
        int maxHeaderBytes = 32 * 1024;
        int maxConnections = 1000;
        int maxConcurrentRequests = 64;
        Duration requestTime = Duration.ofSeconds(30);
        Duration maxRequestTime = Duration.ofMinutes(5);
        Duration idleTime = Duration.ofSeconds(30);
        Duration receivingTime = Duration.ofSeconds(10);
        int leastBytesPerSecond = 64 * 1024;
        Duration sendingTime = Duration.ofMinutes(10);
        Duration drainTime = Duration.ofSeconds(10);
        Set<String> corsOrigins = Set.of();
        Set<String> hostNames = Set.of();
        List<Client> clients = List.of();
        boolean tasks;
        Duration taskTime = Duration.ofHours(1);

        @Nullable
        Path keyStore;

        @Nullable
        String keyStorePassword;

        @Override
        protected Builder clone() {
            try {
                return (Builder) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private ServerOptions(Builder values) {
        this.values = values;
    }

    /** On port 5590 of the loopback address, for everybody there, with the limits of the original service. */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    private interface Change {
        void on(Builder values);
    }

    private ServerOptions with(Change change) {
        Builder copy = values.clone();
        change.on(copy);
        return new ServerOptions(copy);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** The address to listen on. Anything but loopback lets others in: give clients secrets, and a key store. */
    public ServerOptions host(String host) {
        return with(values -> values.host = host);
    }

    /** The port; 0 for any that is free. */
    public ServerOptions port(int port) {
        require(port >= 0 && port <= 65_535, "port is " + port + "; expected 0 to 65535");
        return with(values -> values.port = port);
    }

    /** How many events one read may touch; in joins, of each stream. More is an error, never cut off. */
    public ServerOptions maxEventsPerRead(long events) {
        require(events > 0, "maxEventsPerRead must be above 0");
        return with(values -> values.maxEventsPerRead = events);
    }

    /** How long a body may be, as it is sent. */
    public ServerOptions maxRequestBytes(long bytes) {
        require(bytes > 0, "maxRequestBytes must be above 0");
        return with(values -> values.maxRequestBytes = bytes);
    }

    /** How long a body may be after it was unpacked. */
    public ServerOptions maxUnpackedBytes(long bytes) {
        require(bytes > 0, "maxUnpackedBytes must be above 0");
        return with(values -> values.maxUnpackedBytes = bytes);
    }

    /** How long the request line and the headers may be together. */
    public ServerOptions maxHeaderBytes(int bytes) {
        require(bytes >= 1024, "maxHeaderBytes must be 1024 or more");
        return with(values -> values.maxHeaderBytes = bytes);
    }

    /** How many connections may be open. */
    public ServerOptions maxConnections(int connections) {
        require(connections > 0, "maxConnections must be above 0");
        return with(values -> values.maxConnections = connections);
    }

    /** How many requests may run at once; others are told to come back. Each holds a thread. */
    public ServerOptions maxConcurrentRequests(int requests) {
        require(requests > 0, "maxConcurrentRequests must be above 0");
        return with(values -> values.maxConcurrentRequests = requests);
    }

    /** How long a request may take that does not ask for more with Request-Timeout, and how long it may ask for. */
    public ServerOptions requestTime(Duration usual, Duration most) {
        require(!usual.isNegative() && !usual.isZero() && usual.compareTo(most) <= 0, "0 < usual <= most");
        return with(values -> {
            values.requestTime = usual;
            values.maxRequestTime = most;
        });
    }

    /** How long a connection may do nothing, in the middle of a request too. */
    public ServerOptions idleTime(Duration time) {
        require(!time.isNegative() && !time.isZero(), "idleTime must be above 0");
        return with(values -> values.idleTime = time);
    }

    /**
     * How long a client may take to send the request line and the headers, and then as long again for the body; 10 seconds
     * unless told otherwise. A body has one second more for each {@link #leastBytesPerSecond} that came of it, but never more
     * than the time of the request.
     */
    public ServerOptions receivingTime(Duration time) {
        require(!time.isNegative() && !time.isZero(), "receivingTime must be above 0");
        return with(values -> values.receivingTime = time);
    }

    /** How many bytes of a long body must arrive each second, once {@link #receivingTime} is over; 65,536 unless told otherwise. */
    public ServerOptions leastBytesPerSecond(int bytes) {
        require(bytes > 0, "leastBytesPerSecond must be above 0");
        return with(values -> values.leastBytesPerSecond = bytes);
    }

    /** How long a client may take to receive an answer. */
    public ServerOptions sendingTime(Duration time) {
        require(!time.isNegative() && !time.isZero(), "sendingTime must be above 0");
        return with(values -> values.sendingTime = time);
    }

    /** How long requests that run may go on when the server stops. */
    public ServerOptions drainTime(Duration time) {
        require(!time.isNegative(), "drainTime must not be negative");
        return with(values -> values.drainTime = time);
    }

    /** Exact origins, for example {@code http://localhost:4200}, whose pages a browser lets use the server. None by default. */
    public ServerOptions corsOrigins(Set<String> origins) {
        return with(values -> values.corsOrigins = Set.copyOf(origins));
    }

    /**
     * Names beside localhost, 127.0.0.1, [::1] and the address listened on, under which requests may call the server in their Host
     * header; {@code *} stands for all. Requests under other names are refused when a name is given here, and when the server
     * listens on a loopback address and lets in everybody: else a page in a browser could use it by having its own name resolve
     * to that address (DNS rebinding). None by default.
     */
    public ServerOptions hostNames(Set<String> names) {
        return with(values -> values.hostNames = Set.copyOf(names));
    }

    /** Lets in these clients and nobody else; everybody by default. */
    public ServerOptions clients(List<Client> clients) {
        return with(values -> values.clients = List.copyOf(clients));
    }

    /** Whether writes and bulk requests may run as tasks (spec 11, section 8). */
    public ServerOptions tasks(boolean on) {
        return with(values -> values.tasks = on);
    }

    /** How long a task that has ended can be asked for. */
    public ServerOptions taskTime(Duration time) {
        require(!time.isNegative(), "taskTime must not be negative");
        return with(values -> values.taskTime = time);
    }

    /** TLS with the certificate and key in a PKCS12 or JKS file. */
    public ServerOptions tls(Path keyStore, String password) {
        return with(values -> {
            values.keyStore = keyStore;
            values.keyStorePassword = password;
        });
    }
}
