package io.seqstore.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that keeps what is written to it, for the tests of all packages. */
public final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    public Screen(Terminal.Capabilities capabilities) {
        this.terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                capabilities);
    }

    /** A screen without colours. */
    public static Screen plain(Alphabet alphabet) {
        return new Screen(Terminal.Capabilities.plain(alphabet));
    }

    public Terminal terminal() {
        return terminal;
    }

    /** The results so far, with the line ends of Unix. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** The progress and complaints so far, with the line ends of Unix. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
