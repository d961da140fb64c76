package slash64.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import slash64.conf.InputSettings;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.maillog.format.LogFormat;
import slash64.maillog.message.SplitReport;
import slash64.parse.LogPrinter;

/** Shows how a log is read, line by line or message by message. */
@Command(
    name = "parse",
    description = {
      "Shows how a log is read: one JSON object per line or message, in order.",
      "Each file is read by itself. A night joins messages whose lines lie in several, such as a"
          + " filter's own log, and counts a copy or a packed twin once.",
    },
    footerHeading = "%nExample:%n",
    footer = "  ./slash64 parse --level message /var/log/mail.log")
final class ParseCommand implements Callable<Integer> {
  /** What one JSON object stands for. */
  enum Level {
    LINE,
    MESSAGE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the name of a format; {@code auto} is all of them, told by null. */
  static final class Format implements ITypeConverter<LogFormat> {
    private static final String AUTO = "auto";

    @Override
    public LogFormat convert(String name) {
      for (LogFormat format : LogFormat.values()) {
        if (format.label().equals(name)) {
          return format;
        }
      }
      if (AUTO.equals(name)) {
        return null;
      }
      throw new TypeConversionException(
          "no format is called %s (need %s, %s)"
              .formatted(
                  name,
                  AUTO,
                  Arrays.stream(LogFormat.values())
                      .map(LogFormat::label)
                      .collect(Collectors.joining(", "))));
    }
  }

  private static final int BUFFER = 1 << 16;

  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "line",
      description = "line or message; ${DEFAULT-VALUE} when not given.")
  private Level level;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.class,
      description =
          "Shows only what lines of one format say: postfix, rspamd, exim, sendmail, opensmtpd,"
              + " opendkim, opendmarc, policyd-spf, postgrey, amavis, kumomta or powermta. All formats, auto,"
              + " when not given: each line is recognised by itself.")
  private LogFormat format;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Logs or folders of logs, packed or not; standard input when none is named.")
  private List<Path> files = List.of();

  @Override
  public Integer call() throws IOException {
    try {
      print();
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage())) { // whoever read our output has had enough
        throw e;
      }
    }
    return ExitStatus.DONE.code();
  }

  private void print() throws IOException {
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
    LogPrinter printer =
        new LogPrinter(
            InputSettings.of(configuration.settings()).timeZones(),
            level == Level.MESSAGE,
            Optional.ofNullable(format),
            out);
    if (files.isEmpty()) {
      tell(printer.print(System.in, "standard input", LocalDate.now(ZoneOffset.UTC)));
    }
    for (Path file : files) {
      for (Path archive : LogPrinter.archives(file)) {
        tell(printer.print(archive));
      }
    }
    out.flush();
  }

  /** All that could be read has been printed; damage is still an error. */
  private static void tell(SplitReport report) {
    if (report.damage() != null) {
      throw UserError.inputMissing(
          "Cannot read %s to its end: %s. Fetch it again; what could be read was printed."
              .formatted(report.archive(), report.damage()));
    }
  }
}
