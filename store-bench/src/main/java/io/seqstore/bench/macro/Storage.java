package io.seqstore.bench.macro;

import io.seqstore.bench.data.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** W4 and W12: what a settled store takes on disk, and how long it takes to open it. */
final class Storage {
    private static final double MILLISECOND = 1e6;
    private static final int OPENS_A_RUN = 5;

    private final BenchOptions options;
    private final SettledStores stores;

    Storage(BenchOptions options, SettledStores stores) {
        this.options = options;
        this.stores = stores;
    }

    void size(Engine engine, Console console) {
        Samples samples = new Samples(Workload.SIZE.id(), engine.name());
        for (Series series : Series.values()) {
            if (series == Series.S3 && !engine.takesLateEvents()) {
                console.absent(Workload.SIZE, engine, "s3: it takes no late events");
                continue;
            }
            long bytes = WorkFolder.bytes(stores.folder(engine, series));
            samples.add(series.id() + ", settled", "B/event", (double) bytes / options.eventsOf(series));
            stores.coldBytes(engine, series)
                    .ifPresent(cold ->
                            samples.add(series.id() + ", cold", "B/event", (double) cold / options.eventsOf(series)));
        }
        samples.reportTo(console);
    }

    void open(Engine engine, Console console) {
        Samples samples = new Samples(Workload.OPEN.id(), engine.name());
        for (Series series : List.of(options.seriesOf(Workload.OPEN), Series.S2)) {
            Path folder = stores.folder(engine, series);
            int streams = series.streams(options.eventsOf(series));
            for (int run = 0; run < options.runs(); run++) {
                samples.add(series.id() + ", first of a process", "ms", openInNewProcess(engine, folder, streams));
            }
            for (int run = 0; run < options.runs() * OPENS_A_RUN; run++) {
                openAgain(engine, folder, series, streams, samples);
            }
        }
        samples.reportTo(console);
    }

    private void openAgain(Engine engine, Path folder, Series series, int streams, Samples samples) {
        long before = System.nanoTime();
        EngineSession session = engine.open(folder, streams, options.mode());
        long opened = System.nanoTime();
        session.close();
        long closed = System.nanoTime();
        samples.add(series.id() + ", open again", "ms", (opened - before) / MILLISECOND);
        samples.add(series.id() + ", close", "ms", (closed - opened) / MILLISECOND);
    }

    private double openInNewProcess(Engine engine, Path folder, int streams) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(engine.jvmFlags());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                FirstOpen.class.getName(),
                engine.name(),
                folder.toString(),
                String.valueOf(streams),
                options.mode().id()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the new process failed with " + process.exitValue());
            }
            // The last line: some engines greet.
            return Double.parseDouble(answer.substring(answer.lastIndexOf('\n') + 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
