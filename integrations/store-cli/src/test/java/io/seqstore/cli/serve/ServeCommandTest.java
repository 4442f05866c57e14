package io.seqstore.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.Seqstore;
import io.seqstore.cli.terminal.Alphabet;
import io.seqstore.cli.terminal.Screen;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.core.recover.RecoveryReport;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code seqstore serve} prints where it is, answers there, and lets go of the store in the end. */
class ServeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void servesAFolderUntilItIsToldToEnd() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (PipedInputStream in = new PipedInputStream();
                PrintStream out = new PrintStream(new PipedOutputStream(in), true, StandardCharsets.UTF_8);
                Scanner lines = new Scanner(in, StandardCharsets.UTF_8)) {
            var terminal = new io.seqstore.cli.terminal.Terminal(
                    out,
                    new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                    io.seqstore.cli.terminal.Terminal.Capabilities.plain(Alphabet.ASCII));
            CompletableFuture<Integer> exit =
                    CompletableFuture.supplyAsync(() -> new CommandLine(new ServeCommand(terminal, end))
                            .execute("--data", folder.resolve("store").toString(), "--port", "0"));
            URI base = URI.create(lines.nextLine().strip());
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(base + "/Streams")).build(), BodyHandlers.ofString())
                    .body();
            assertEquals("[]", body);
            end.countDown();
            assertEquals(0, exit.get(60, TimeUnit.SECONDS));
        }
        try (Seqstore again = Seqstore.open(folder.resolve("store"))) {
            assertEquals(RecoveryReport.CLEAN, again.recovery());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--memory --data x",
                "--memory --port 70000",
                "--memory --max-events 0",
                "--memory --keep-for soon",
                "--memory --keep-for 0d"
            })
    void refusesWhatItCannotDo(String options) {
        CommandLine command = new CommandLine(
                        new ServeCommand(Screen.plain(Alphabet.ASCII).terminal(), new CountDownLatch(1)))
                .setExecutionExceptionHandler((e, line, given) -> {
                    throw e;
                });
        String[] arguments = options.isEmpty() ? new String[0] : options.split(" ");
        command.parseArgs(arguments);
        assertThrows(UserError.class, () -> ((Runnable) command.getCommand()).run());
    }
}
