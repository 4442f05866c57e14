package io.seqstore.cli.serve;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.StoreOptions;
import io.seqstore.server.SeqstoreServer;
import io.seqstore.server.ServerOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code seqstore serve}. */
@Command(
        name = "serve",
        description = {
            "Serves a store over HTTP, until the process is told to end (Ctrl-C).",
            "Prints the base URL, under which the namespaces are.",
            ""
        })
public final class ServeCommand implements Runnable {
    private final Terminal terminal;
    private final CountDownLatch end;

    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Option(
            names = {"--data", "--store"},
            paramLabel = "DIR",
            description = "The folder of the store; made when it is not there.")
    private @Nullable Path data;

    @Option(names = "--memory", description = "A store in memory, which is gone when the process ends.")
    private boolean memory;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Where to listen. Default: 127.0.0.1")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "N", description = "The port; 0 for any that is free. Default: 5590")
    private int port = ServerOptions.DEFAULT_PORT;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "An origin whose pages a browser lets use the server. Any number of times.")
    private List<String> cors = List.of();

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description =
                    "A name that requests may call the server by, beside localhost; * for all. Any number of times.")
    private List<String> hostNames = List.of();

    @Option(
            names = "--max-events",
            paramLabel = "N",
            description = "How many events one read may touch. Default: 250000")
    private long maxEvents = 250_000;

    @Option(
            names = "--keep-for",
            paramLabel = "[NAMESPACE=]TIME",
            description = {
                "How long events are kept whose key is a time: 45m, 36h, 30d, 52w.",
                "Of the namespace default unless another is named. Any number of times. Default: for ever"
            })
    private List<String> keepFor = List.of();

    /**
     * The command.
     *
     * @param terminal where it writes to
     * @param end is counted down when the server is to end
     */
    public ServeCommand(Terminal terminal, CountDownLatch end) {
        this.terminal = terminal;
        this.end = end;
    }

    @Override
    public void run() {
        ServerOptions options = options();
        try (Seqstore store = store();
                SeqstoreServer server = SeqstoreServer.start(store, options)) {
            terminal.line(server.uri() + "/api/v1/Tenants/default/Namespaces/default");
            terminal.out().flush();
            waitForTheEnd(server, store);
        }
    }

    private ServerOptions options() {
        try {
            return ServerOptions.defaults()
                    .host(host)
                    .port(port)
                    .maxEventsPerRead(maxEvents)
                    .corsOrigins(new LinkedHashSet<>(cors))
                    .hostNames(new LinkedHashSet<>(hostNames))
                    .tasks(true);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(
                    "An option is out of range.", String.valueOf(e.getMessage()) + ".", "Try 'seqstore serve --help'.");
        }
    }

    private Seqstore store() {
        if (memory == (data != null)) {
            throw UserError.usage(
                    "Which store?",
                    memory ? "Both a folder and memory are named." : "Neither a folder nor memory is named.",
                    "Use --data DIR, or --memory.");
        }
        StoreOptions options = StoreOptions.defaults().withRetention(KeepFor.rules(keepFor));
        return data == null ? Seqstore.inMemory(options) : Seqstore.open(data, options);
    }

    /** Ctrl-C and SIGTERM end the process by way of this hook, which lets running requests end and closes the store. */
    private void waitForTheEnd(SeqstoreServer server, Seqstore store) {
        Thread hook = new Thread(
                () -> {
                    server.stop();
                    store.close();
                },
                "seqstore-serve-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            end.await();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
