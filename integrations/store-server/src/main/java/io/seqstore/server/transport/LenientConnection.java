package io.seqstore.server.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which blanks may stand in a query as they are (spec 11, section 1). The request line ends with the last of
 * its words, so those behind the question mark can be told from it; each becomes a plus sign, which means a blank there.
 * Request line and headers must be there in time.
 */
final class LenientConnection extends HttpConnection {
    /** Set while the superclass is made; an initializer would take it away again. */
    private @Nullable RequestHandler requests;

    private final HeadTimer head;

    private LenientConnection(
            HttpConfiguration configuration, Connector connector, EndPoint endPoint, Duration headTime) {
        super(configuration, connector, endPoint);
        head = new HeadTimer(connector.getScheduler(), endPoint, headTime);
    }

    /** Makes such connections. */
    static HttpConnectionFactory factory(HttpConfiguration configuration, Duration headTime) {
        return new HttpConnectionFactory(configuration) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                return configure(
                        new LenientConnection(getHttpConfiguration(), connector, endPoint, headTime),
                        connector,
                        endPoint);
            }
        };
    }

    @Override
    public void onOpen() {
        head.begin(false);
        super.onOpen();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        head.end();
        super.onClose(cause);
    }

    @Override
    protected RequestHandler newRequestHandler() {
        RequestHandler made = super.newRequestHandler();
        requests = made;
        return made;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
        HttpConfiguration configuration = getHttpConfiguration();
        HttpParser parser =
                new LenientParser(Objects.requireNonNull(requests), configuration.getRequestHeaderSize(), compliance);
        parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
        parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
        return parser;
    }

    private final class LenientParser extends HttpParser {
        LenientParser(HttpParser.RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
            super(handler, maxHeaderBytes, compliance);
        }

        @Override
        public boolean parseNext(ByteBuffer buffer) {
            if (!inHeaderState()) {
                return super.parseNext(buffer);
            }
            synchronized (head) {
                return parseHead(buffer);
            }
        }

        private boolean parseHead(ByteBuffer buffer) {
            if (head.isOver()) {
                buffer.position(buffer.limit());
                return false;
            }
            if (isStart() && !buffer.isReadOnly()) {
                fillBlanks(buffer);
            }
            int before = buffer.remaining();
            boolean isToBeHandled = super.parseNext(buffer);
            if (!inHeaderState()) {
                head.end();
            } else if (buffer.remaining() < before) {
                head.begin(true);
            }
            return isToBeHandled;
        }

        /** Looks at a request line that is all there; one that comes in pieces is taken as it is. */
        private static void fillBlanks(ByteBuffer buffer) {
            int query = -1;
            int lastBlank = -1;
            for (int at = buffer.position(); at < buffer.limit(); at++) {
                byte octet = buffer.get(at);
                if (octet == '\n') {
                    if (query >= 0 && lastBlank > query && isVersion(buffer, lastBlank + 1)) {
                        fillBlanks(buffer, query, lastBlank);
                    }
                    return;
                }
                if (octet == '?' && query < 0) {
                    query = at;
                } else if (octet == ' ') {
                    lastBlank = at;
                }
            }
        }

        private static boolean isVersion(ByteBuffer buffer, int at) {
            String name = "HTTP/";
            for (int i = 0; i < name.length(); i++) {
                if (at + i >= buffer.limit() || buffer.get(at + i) != name.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private static void fillBlanks(ByteBuffer buffer, int from, int to) {
            for (int at = from; at < to; at++) {
                if (buffer.get(at) == ' ') {
                    buffer.put(at, (byte) '+');
                }
            }
        }
    }
}
