package io.seqstore.server.load;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A program that asks {@link ServerUnderLoad} as fast as it is answered, over some connections at once, and prints a table.
 * Arguments: the ports of the two sockets, how many connections, how many seconds for each row, and parts of the names of rows to
 * leave others out.
 */
final class LoadClient {
    private static final String STREAMS = "/api/v1/Tenants/default/Namespaces/default/Streams/";
    private static final String FIXED = "fixed answer, plain Jetty";
    private static final int BATCH = 1000;
    private static final int MANY = 100_000;
    private static final int WARM_UP_SECONDS = 4;

    private final URI server;
    private final URI plain;
    private final int connections;
    private final int seconds;

    /** Sends one request. */
    @FunctionalInterface
    private interface Work {
        void send(LoadConnection to, Random random) throws IOException;
    }

    private LoadClient(int port, int plainPort, int connections, int seconds) {
        this.server = URI.create("http://127.0.0.1:" + port);
        this.plain = URI.create("http://127.0.0.1:" + plainPort);
        this.connections = connections;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        int[] numbers = Arrays.stream(args).limit(4).mapToInt(Integer::parseInt).toArray();
        List<String> wanted = List.of(args).subList(4, args.length);
        new LoadClient(numbers[0], numbers[1], numbers[2], numbers[3]).measureAll(wanted);
    }

    private void measureAll(List<String> wanted) throws Exception {
        // Streams of their own for each run, so that all events are new.
        String written = STREAMS + "written-" + System.currentTimeMillis() + "-";
        try (LoadConnection setUp = new LoadConnection(server, 0)) {
            for (int i = 0; i < connections; i++) {
                setUp.send(
                        "PUT",
                        written + i,
                        "{\"Id\":\"" + written.substring(STREAMS.length()) + i + "\",\"TypeId\":\"Reading\"}");
            }
        }
        Map<String, Work> rows = new LinkedHashMap<>();
        rows.put(FIXED, (to, random) -> to.send("GET", "/", ""));
        rows.put("health", (to, random) -> to.send("GET", "/healthz", ""));
        rows.put("last value", (to, random) -> to.send("GET", STREAMS + "readings/Data/Last", ""));
        rows.put(
                "window of 1,000 events",
                (to, random) -> to.send("GET", STREAMS + "readings/Data?" + bounds(random, BATCH), ""));
        rows.put(
                "statistics of 100,000 events",
                (to, random) ->
                        to.send("GET", STREAMS + "readings/Data/Summaries?count=10&" + bounds(random, MANY), ""));
        rows.put(
                "insert of 1,000 events",
                (to, random) -> to.send("POST", written + to.number() + "/Data", batch(to.count())));
        System.out.println("| route | requests/s | p50, us | p99, us | processor, us | allocated, B | heap, MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Map.Entry<String, Work> row : rows.entrySet()) {
            if (wanted.isEmpty() || wanted.stream().anyMatch(row.getKey()::contains)) {
                System.out.println(measure(row.getKey(), row.getValue()));
            }
        }
    }

    private static String bounds(Random random, int events) {
        Instant start = ServerUnderLoad.FIRST.plusSeconds(random.nextInt(ServerUnderLoad.EVENTS - events));
        return "startIndex=" + start + "&endIndex=" + start.plusSeconds(events - 1);
    }

    /** The events that follow those of earlier requests. */
    private static String batch(int requests) {
        Instant first = ServerUnderLoad.FIRST.plusSeconds((long) requests * BATCH);
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < BATCH; i++) {
            events.append(i == 0 ? "{\"Time\":\"" : ",{\"Time\":\"");
            events.append(first.plusSeconds(i)).append("\",\"Count\":").append(i);
            events.append(",\"Value\":").append(i / 8.0).append('}');
        }
        return events.append(']').toString();
    }

    /** Each connection is a thread that sends, waits, and sends again; the first seconds do not count. */
    private String measure(String name, Work work) throws Exception {
        URI to = name.equals(FIXED) ? plain : server;
        List<LoadConnection> open = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            open.add(new LoadConnection(to, i));
        }
        run(open, work, WARM_UP_SECONDS);
        int[] before = open.stream().mapToInt(LoadConnection::count).toArray();
        long[] used = resources();
        long start = System.nanoTime();
        run(open, work, seconds);
        double took = (System.nanoTime() - start) / 1e9;
        long[] usedNow = resources();
        LongStream nanos = IntStream.range(0, connections)
                .mapToObj(i -> open.get(i).nanosAfter(before[i]))
                .flatMapToLong(Arrays::stream);
        long[] sorted = nanos.sorted().toArray();
        for (LoadConnection connection : open) {
            connection.close();
        }
        return "| %s | %,.0f | %,.0f | %,.0f | %.1f | %,d | %.1f |"
                .formatted(
                        name,
                        sorted.length / took,
                        sorted[sorted.length / 2] / 1e3,
                        sorted[(int) (sorted.length * 0.99)] / 1e3,
                        (usedNow[2] - used[2]) / 1e3 / sorted.length,
                        (usedNow[1] - used[1]) / sorted.length,
                        usedNow[0] / 1e6);
    }

    private static void run(List<LoadConnection> connections, Work work, int seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(connections.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (LoadConnection connection : connections) {
                Random random = new Random(connection.number());
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        work.send(connection, random);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Of the process that is measured: heap after a collection, bytes allocated and processor time until now. */
    private long[] resources() throws IOException {
        try (LoadConnection asking = new LoadConnection(plain, 0)) {
            int length = asking.send("GET", "/resources", "");
            return Arrays.stream(asking.shortBody(length).split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
    }
}
