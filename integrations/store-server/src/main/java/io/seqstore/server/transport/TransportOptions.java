package io.seqstore.server.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the socket needs to know.
 *
 * @param host the address to listen on
 * @param port the port; 0 for any that is free
 * @param headerBytes how long the request line and the headers may be together
 * @param connections how many connections may be open
 * @param concurrentRequests how many requests may run at once
 * @param idleTime how long a connection may do nothing
 * @param receivingTime how long a client may take to send the request line and headers, and then the body
 * @param leastBytesPerSecond so many bytes of a body give it one second more
 * @param sendingTime how long a client may take to receive an answer
 * @param drainTime how long requests that run may go on when the server stops
 * @param corsOrigins whose pages a browser lets use the server
 * @param hosts under which names requests may call the server
 * @param keyStore certificate and key for TLS; null for plain HTTP
 * @param keyStorePassword its password; null when it has none
 */
public record TransportOptions(
        String host,
        int port,
        int headerBytes,
        int connections,
        int concurrentRequests,
        Duration idleTime,
        Duration receivingTime,
        int leastBytesPerSecond,
        Duration sendingTime,
        Duration drainTime,
        Set<String> corsOrigins,
        HostPolicy hosts,
        @Nullable Path keyStore,
        @Nullable String keyStorePassword) {}
