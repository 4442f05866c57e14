package io.seqstore.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two streams of the process: results go to one, progress and complaints to the other. Lines are at most {@value #WIDTH}
 * columns wide where their length is ours to choose. Not thread-safe.
 */
public final class Terminal {
    /** The width of tables, plots and wrapped text. */
    public static final int WIDTH = 100;

    private static final int PLOT_HEIGHT = 10;
    private static final int INDENT = 3;

    private final PrintStream out;
    private final PrintStream err;
    private final Capabilities capabilities;

    /**
     * What the screens can do.
     *
     * @param alphabet the characters that can be shown
     * @param inkOnOut whether results may be coloured
     * @param inkOnErr whether complaints may be coloured
     * @param live whether somebody watches the stream of progress and complaints
     */
    public record Capabilities(Alphabet alphabet, boolean inkOnOut, boolean inkOnErr, boolean live) {
        /** A stream that goes to a file: no colours, nothing that moves. */
        public static Capabilities plain(Alphabet alphabet) {
            return new Capabilities(alphabet, false, false, false);
        }

        /**
         * What the environment says. The launcher tells by system properties which of the streams are terminals, since the
         * JVM cannot; started without it, nothing is taken for one.
         */
        static Capabilities of(Map<String, String> environment, boolean outIsTerminal, boolean errIsTerminal) {
            boolean ink = environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "dumb").equals("dumb");
            return new Capabilities(alphabetOf(environment), ink && outIsTerminal, ink && errIsTerminal, errIsTerminal);
        }

        /** The locale of POSIX: the first of these variables that is set decides. */
        private static Alphabet alphabetOf(Map<String, String> environment) {
            String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                    .map(name -> environment.getOrDefault(name, ""))
                    .filter(value -> !value.isEmpty())
                    .findFirst()
                    .orElse("")
                    .toUpperCase(Locale.ROOT);
            return locale.contains("UTF-8") || locale.contains("UTF8") ? Alphabet.UNICODE : Alphabet.ASCII;
        }
    }

    /** A terminal over two streams, for whoever wants to read what is written. */
    public Terminal(PrintStream out, PrintStream err, Capabilities capabilities) {
        this.out = out;
        this.err = err;
        this.capabilities = capabilities;
    }

    /** The streams of this process. */
    public static Terminal ofProcess() {
        Capabilities capabilities = Capabilities.of(
                System.getenv(),
                Boolean.getBoolean("seqstore.terminal.out"),
                Boolean.getBoolean("seqstore.terminal.err"));
        Charset charset =
                capabilities.alphabet() == Alphabet.UNICODE ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                capabilities);
    }

    /** The same streams, on which nothing but ASCII is shown. */
    public Terminal inAscii() {
        return new Terminal(
                out,
                err,
                new Capabilities(
                        Alphabet.ASCII, capabilities.inkOnOut(), capabilities.inkOnErr(), capabilities.live()));
    }

    /** The stream of results. */
    public PrintStream out() {
        return out;
    }

    /** The stream of progress and complaints. */
    public PrintStream err() {
        return err;
    }

    /** Begins a chapter of results. */
    public void heading(String text, String note) {
        out.println();
        String shown = show(text);
        String gap = note.isEmpty() ? "" : "  ";
        print("", capabilities.inkOnOut() ? Ink.STRONG.paint(shown) : shown, gap + faint(show(note)));
    }

    /** A line of results. */
    public void line(String text) {
        Wrapping.lines(show(text), WIDTH - INDENT).forEach(line -> print(" ".repeat(INDENT), line, ""));
    }

    /** A line of results that belongs to the one before. */
    public void quote(String text) {
        Wrapping.lines(show(text), WIDTH - 2 * INDENT).forEach(line -> print(" ".repeat(2 * INDENT), line, ""));
    }

    /** A line that explains the results. */
    public void note(String text) {
        Wrapping.lines(show(text), WIDTH - INDENT).forEach(line -> print(" ".repeat(INDENT), faint(line), ""));
    }

    /** An empty line between results. */
    public void gap() {
        out.println();
    }

    /** A table of results. */
    public void table(Table table) {
        print(table.lines(capabilities.alphabet(), WIDTH - INDENT));
    }

    /** A plot of results. */
    public void plot(Plot plot) {
        print(plot.lines(capabilities.alphabet(), WIDTH - INDENT, PLOT_HEIGHT));
    }

    private void print(List<TableLine> lines) {
        for (TableLine line : lines) {
            Ink ink = line.ink();
            boolean inked =
                    ink != null && capabilities.inkOnOut() && !line.text().isEmpty();
            String lead = ink == null || line.lead().isEmpty() ? line.lead() : faint(line.lead());
            print(" ".repeat(INDENT), lead, ink != null && inked ? ink.paint(line.text()) : line.text());
        }
    }

    private void print(String first, String second, String third) {
        out.println((first + second + third).stripTrailing());
    }

    /** Says what went wrong. */
    public void complain(String text) {
        err.println("seqstore: " + show(text));
    }

    /** Says what went wrong, where, and what can be done: a sentence a line. */
    public void complain(String error, String reason, String resolution) {
        String shown = "seqstore: " + show(error);
        err.println(capabilities.inkOnErr() ? Ink.ALARM.paint(shown) : shown);
        Stream.of(reason, resolution).filter(text -> !text.isEmpty()).forEach(text -> err.println("  " + show(text)));
    }

    /**
     * Begins a long step.
     *
     * @param step what is done
     * @param total how much there is to do
     */
    public Progress progress(String step, long total) {
        return new Progress(err, capabilities.live(), capabilities.alphabet(), System::nanoTime, step, total);
    }

    private String show(String text) {
        return capabilities.alphabet().show(text);
    }

    private String faint(String shown) {
        return capabilities.inkOnOut() && !shown.isEmpty() ? Ink.FAINT.paint(shown) : shown;
    }
}
