package io.seqstore.cli;

import io.seqstore.cli.care.BackupCommand;
import io.seqstore.cli.care.DoctorCommand;
import io.seqstore.cli.care.RepairCommand;
import io.seqstore.cli.care.VerifyCommand;
import io.seqstore.cli.crash.CrashTestCommand;
import io.seqstore.cli.demo.DemoCommand;
import io.seqstore.cli.serve.ServeCommand;
import io.seqstore.cli.soak.SoakCommand;
import io.seqstore.cli.terminal.ExitCode;
import io.seqstore.cli.terminal.HelpOption;
import io.seqstore.cli.terminal.Terminal;
import io.seqstore.cli.terminal.UserError;
import io.seqstore.types.SeqstoreException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code seqstore} command line. */
@Command(
        name = "seqstore",
        description = "An embedded store for sequences of typed events: the command line.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    @SuppressWarnings("UnusedVariable") // Seen by picocli.
    @Mixin
    private final HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String... arguments) {
        Path home = Path.of(System.getProperty("seqstore.home", ""));
        System.exit(run(Terminal.ofProcess(), home, arguments));
    }

    /**
     * Runs a command.
     *
     * @param terminal where it writes to
     * @param home the folder that holds {@code examples}
     * @param arguments the command line
     * @return the exit code
     */
    static int run(Terminal terminal, Path home, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(terminal, home))
                .addSubcommand(new ServeCommand(terminal, new CountDownLatch(1)))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new RepairCommand(terminal))
                .addSubcommand(new BackupCommand(terminal))
                .addSubcommand(new CrashTestCommand(terminal))
                .addSubcommand(new SoakCommand(terminal))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(Terminal.WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((e, given) -> misused(terminal, e))
                .setExecutionExceptionHandler((e, command, given) -> failed(terminal, e));
        return commandLine.execute(arguments);
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command was given.");
    }

    private static int misused(Terminal terminal, ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.complain(String.valueOf(e.getMessage()), "", "Try '" + command + " --help'.");
        return ExitCode.USAGE.number();
    }

    private static int failed(Terminal terminal, Exception e) throws Exception {
        if (e instanceof UserError error) {
            terminal.complain(error.error(), error.reason(), error.resolution());
            return error.exitCode().number();
        }
        if (e instanceof SeqstoreException error) {
            terminal.complain(error.error(), error.reason(), error.resolution());
            return ExitCode.STOPPED.number();
        }
        throw e;
    }
}
