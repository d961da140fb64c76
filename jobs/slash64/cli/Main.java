package slash64.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import slash64.failure.ExitStatus;

/** Where the process begins and ends: arguments in, exit status out. */
public final class Main {
  private Main() {}

  /** Runs one command and leaves the process with its exit status. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // numbers and texts are the same on every machine
    Signals.exitWith(() -> run(arguments));
  }

  /** Runs one command and returns its exit status; nothing is thrown. */
  static int run(String... arguments) {
    return run(new FileOutputStream(FileDescriptor.out), System.err, arguments);
  }

  /** Runs one command; one whose answer could not be written has failed. */
  static int run(OutputStream answers, OutputStream errors, String... arguments) {
    StandardOutput standard = new StandardOutput(answers);
    PrintWriter out = new PrintWriter(standard, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(errors, true, StandardCharsets.UTF_8);
    CommandLine commands = new CommandLine(new RootCommand());
    int status = run(commands, out, err, arguments);
    out.flush();
    Optional<IOException> loss = standard.loss();
    if (loss.isEmpty()) {
      return status;
    }
    err.printf("slash64: Cannot write to standard output: %s.%n", loss.get().getMessage());
    // What a night or an export did is done, and its status says so.
    return status == ExitStatus.DONE.code() && !isJob(commands) ? ExitStatus.FAILED.code() : status;
  }

  private static boolean isJob(CommandLine commands) {
    CommandLine.ParseResult parsed = commands.getParseResult();
    return parsed.hasSubcommand()
        && parsed.subcommand().commandSpec().userObject() instanceof JobCommand;
  }

  /** Runs one of the commands below a {@link RootCommand}. */
  static int run(CommandLine commands, PrintWriter out, PrintWriter err, String... arguments) {
    RootCommand root = commands.getCommand();
    describeExitStatus(commands);
    keepExamplesWhole(commands);
    commands
        .setOut(out)
        .setErr(err)
        .registerConverter(LocalDate.class, Main::day)
        .registerConverter(FormOption.Form.class, new Choice<>(FormOption.Form.class))
        .registerConverter(SummaryOption.Form.class, new Choice<>(SummaryOption.Form.class))
        .registerConverter(ParseCommand.Level.class, new Choice<>(ParseCommand.Level.class))
        .setParameterExceptionHandler(Main::wrongArguments)
        .setExecutionExceptionHandler((e, command, parsed) -> root.tell(e, err));
    try {
      return commands.execute(arguments);
    } catch (Error e) { // out of memory, a class that is missing: also one sentence
      return root.tell(e, err);
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandLine.TypeConversionException(
          "'%s' is no day: need one such as 2026-11-03".formatted(text));
    }
  }

  static void describeExitStatus(CommandLine command) {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (ExitStatus status : ExitStatus.values()) {
      meanings.put(Integer.toString(status.code()), status.meaning());
    }
    command.getCommandSpec().usageMessage().exitCodeList(meanings);
    command.getSubcommands().values().forEach(Main::describeExitStatus);
  }

  /** An example is copied as it stands: one that is cut at the width of the help would not run. */
  private static void keepExamplesWhole(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(
            UsageMessageSpec.SECTION_KEY_FOOTER,
            help ->
                Stream.of(help.commandSpec().usageMessage().footer())
                    .map(line -> line + System.lineSeparator())
                    .collect(Collectors.joining()));
    command.getSubcommands().values().forEach(Main::keepExamplesWhole);
  }

  private static int wrongArguments(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("slash64: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
    return ExitStatus.WRONG_USE.code();
  }
}
