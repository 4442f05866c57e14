package io.seqstore.server.load;

import io.seqstore.Seqstore;
import io.seqstore.server.SeqstoreServer;
import io.seqstore.server.ServerOptions;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A program that serves a million events to {@link LoadClient}, and beside that, from the same kind of socket, a fixed answer of
 * a few bytes: what a request costs that does nothing. Arguments: the port of the server, that of the fixed answer, and the folder
 * of the store; in memory without.
 */
final class ServerUnderLoad {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final int EVENTS = 1_000_000;
    private static final byte[] FIXED = "{\"Status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
    private static final int THREADS = 80;

    private ServerUnderLoad() {}

    public static void main(String[] args) throws Exception {
        Server plain = plainServer(Integer.parseInt(args[1]));
        try (Seqstore store = args.length > 2 ? Seqstore.open(Path.of(args[2])) : Seqstore.inMemory()) {
            fill(store);
            int port = Integer.parseInt(args[0]);
            try (SeqstoreServer server =
                    SeqstoreServer.start(store, ServerOptions.defaults().port(port))) {
                plain.start();
                System.out.println(server.uri());
                plain.join();
            }
        }
    }

    private static void fill(Seqstore store) {
        store.getOrCreateType(SdsType.object("Reading")
                .key("Time", SdsTypeCode.DATE_TIME)
                .property("Count", SdsTypeCode.INT32)
                .property("Value", SdsTypeCode.DOUBLE)
                .build());
        store.getOrCreateStream(SdsStream.of("readings", "Reading"));
        try (var appender = store.stream("readings").appender()) {
            int count = appender.position("Count");
            int value = appender.position("Value");
            for (int i = 0; i < EVENTS; i++) {
                appender.row(FIRST.plusSeconds(i)).set(count, i).set(value, i % 1000 / 8.0);
            }
        }
    }

    private static Server plainServer(int port) {
        Server server = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                byte[] body = request.getHttpURI().getPath().equals("/resources") ? resources() : FIXED;
                response.getHeaders().put("Content-Type", "application/json");
                response.getHeaders().put("Content-Length", body.length);
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
        return server;
    }

    /** Heap in use after a collection, and until now: what threads allocated, and the nanoseconds of processors they took. */
    private static byte[] resources() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processor = system.getProcessCpuTime();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        String all = runtime.totalMemory() - runtime.freeMemory() + " " + allocated + " " + processor;
        return all.getBytes(StandardCharsets.UTF_8);
    }
}
