package slash64.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slash64.failure.UserError;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.format.LogFormat;
import slash64.maillog.line.LogLine;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.SplitReport;
import slash64.maillog.source.ArchiveDate;

/**
 * Shows how logs are read: one JSON object per line or per message. Needs no Spark, and is the same
 * reader that the night uses.
 */
public final class LogPrinter {
  private final TimeZones zones;
  private final boolean perMessage;
  private final Optional<LogFormat> only;
  private final JsonGenerator json;

  /**
   * @param zones zone of each host
   * @param perMessage one object a message; else one a line
   * @param only whose lines are shown, or make the messages
   * @param out gets the objects, one a line; not closed
   */
  public LogPrinter(TimeZones zones, boolean perMessage, Optional<LogFormat> only, OutputStream out)
      throws IOException {
    this.zones = zones;
    this.only = only;
    this.perMessage = perMessage;
    this.json = new JsonFactory().createGenerator(out);
    json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Returns the archives that a name stands for: itself, or all files of a folder by name. */
  public static List<Path> archives(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw UserError.wrongUse("Cannot read %s: there is no such file or folder.".formatted(path));
    }
    if (!Files.isReadable(path)) {
      throw UserError.wrongUse("Cannot read %s: permission denied.".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  /** Prints one archive and returns its books. */
  public SplitReport print(Path archive) throws IOException {
    long notAfter =
        ArchiveDate.of(
            archive.getFileName().toString(), Files.getLastModifiedTime(archive).toMillis());
    return print(Files.newInputStream(archive), archive.toString(), LocalDate.ofEpochDay(notAfter));
  }

  /**
   * Prints what a stream holds and returns its books; closes the stream.
   *
   * @param name of the stream in messages
   * @param notAfter date of the stream, bounds the year of stamps without one
   */
  public SplitReport print(InputStream in, String name, LocalDate notAfter) throws IOException {
    SplitReport report = new SplitReport(name, 0);
    try (LogReader lines =
        new LogReader(
            new LineScanner(TextStream.open(in, ExpansionLimit.USUAL)),
            new StampClock(zones, notAfter),
            report,
            only)) {
      if (perMessage) {
        printMessages(new MessageReader(lines));
      } else {
        printLines(lines);
      }
    } catch (DamagedArchiveException e) {
      throw UserError.inputMissing("Cannot read %s: %s.".formatted(name, e.getMessage()), e);
    } finally {
      json.flush();
    }
    return report;
  }

  private void printLines(LogReader lines) throws IOException {
    LogLine line;
    while ((line = lines.next()) != null) {
      if (lines.isWanted()) {
        LineJson.write(json, line, lines.number());
        json.writeRaw('\n');
      }
    }
  }

  private void printMessages(MessageReader messages) throws IOException {
    OpenMessage message;
    while ((message = messages.next()) != null) {
      MessageJson.write(json, message);
      json.writeRaw('\n');
    }
  }
}
