package io.seqstore.cli.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process, seen from the one that kills it. Safe for two threads: the one that reads its lines, and the owner. */
final class Child implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 60;
    private static final long LONGEST_DEATH_SECONDS = 20;

    private final Process process;
    private final Path errors;
    private final Thread reader;
    private final List<String> events = new ArrayList<>();
    private final List<Long> written;
    private long acknowledgements;
    private String outOfOrder = "";
    private boolean ended;

    private Child(Process process, Path errors, List<Long> written) {
        this.process = process;
        this.errors = errors;
        this.written = new ArrayList<>(written);
        this.reader = new Thread(this::readLines, "crashtest-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param errors the file for what it complains about
     */
    static Child start(Assignment assignment, Path errors) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName()));
        command.addAll(assignment.words());
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            return new Child(process, errors, assignment.written());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLines() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> line.endsWith(ChildMain.LINE_END)).forEach(this::heard);
        } catch (IOException | UncheckedIOException closedByTheKill) {
            // The lines that came before count.
        } finally {
            ended();
        }
    }

    private synchronized void heard(String line) {
        String said = line.substring(0, line.length() - ChildMain.LINE_END.length());
        int blank = said.indexOf(' ');
        if (blank < 0) {
            events.add(said);
            notifyAll();
            return;
        }
        int writer = Integer.parseInt(said.substring(0, blank));
        long number = Long.parseLong(said.substring(blank + 1));
        if (number != written.get(writer)) {
            outOfOrder = "Writer " + writer + " said " + number + ", expected " + written.get(writer) + ".";
        }
        written.set(writer, number + 1);
        acknowledgements++;
    }

    private synchronized void ended() {
        ended = true;
        notifyAll();
    }

    /** Waits until the child said something, and fails when it dies before. */
    synchronized void await(String event) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!events.contains(event)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new CrashTestFailure("The child did not come as far as '" + event + "': " + complaints());
            }
            wait(left);
        }
    }

    /**
     * Kills it (SIGKILL where there are signals) and reads what it still said. Through its handle, because killing by
     * {@code Process} closes the pipe with the last lines in it.
     */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        if (!process.waitFor(LONGEST_DEATH_SECONDS, TimeUnit.SECONDS)) {
            throw new CrashTestFailure("The child did not die.");
        }
        reader.join();
        String complaints = complaints() + outOfOrder();
        if (!complaints.isEmpty()) {
            throw new CrashTestFailure("The child complained before it was killed: " + complaints);
        }
    }

    private String complaints() {
        try {
            return Files.readString(errors).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized String outOfOrder() {
        return outOfOrder;
    }

    /** For each writer how many of its writes were acknowledged, by all children so far. */
    synchronized List<Long> written() {
        return List.copyOf(written);
    }

    /** How many writes this child acknowledged. */
    synchronized long acknowledgements() {
        return acknowledgements;
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
