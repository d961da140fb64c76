package slash64.maillog.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import slash64.maillog.archive.Compression;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.PartText;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.line.WantedFields;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.SplitReport;
import slash64.maillog.message.WantedColumns;

/** Opens the reader of a split, on the executor. Only plain values come here from the driver. */
record MaillogReaderFactory(
    MaillogOptions options,
    StructType columns,
    RowFilter filter,
    SerializableConfiguration hadoop,
    SplitReports reports)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    MaillogSplit split = (MaillogSplit) partition;
    SplitReport report = new SplitReport(split.path(), split.start());
    try {
      StampClock clock = new StampClock(options.zones(), LocalDate.ofEpochDay(split.notAfterDay()));
      WantedColumns wanted = WantedColumns.of(columnsRead());
      WantedFields fields = options.perMessage() ? wanted.fields() : LineRows.fields(columns);
      LogReader lines = new LogReader(open(split), clock, report, fields);
      if (split.cutAs() == Compression.PLAIN && split.textFrom() > 0) {
        orClose(lines, () -> prime(lines, split));
      }
      SplitEnd end = new SplitEnd(report, reports, options);
      return options.perMessage()
          ? new MessagePartitionReader(new MessageReader(lines, wanted), columns, filter, end)
          : new LinePartitionReader(lines, columns, filter, end);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + split.path(), e);
    }
  }

  /** Returns the columns of the rows, and the one that rows are left out by. */
  private List<String> columnsRead() {
    List<String> names = new ArrayList<>(List.of(columns.fieldNames()));
    if (filter.hosts() != null) {
      names.add("host");
    }
    return names;
  }

  private LineScanner open(MaillogSplit split) throws IOException {
    Path path = new Path(split.path());
    FSDataInputStream in = path.getFileSystem(hadoop.value()).open(path);
    long textTo = split.textTo();
    if (split.cutAs() != Compression.PLAIN) {
      return part(in, split);
    }
    if (split.start() == 0 && split.end() == split.length()) {
      InputStream text = bounded(TextStream.open(in, ExpansionLimit.USUAL), textTo);
      if (split.textFrom() == 0) {
        return new LineScanner(text);
      }
      orClose(text, () -> text.skipNBytes(split.textFrom() - 1));
      return new LineScanner(text, split.textFrom() - 1, Long.MAX_VALUE);
    }
    orClose(in, () -> in.seek(split.start()));
    return new LineScanner(
        bounded(in, textTo - split.start()), split.start(), Math.min(split.end(), textTo));
  }

  private static LineScanner part(FSDataInputStream in, MaillogSplit split) throws IOException {
    PartText text = partText(in, split);
    long from = Math.max(split.textStart(), split.textFrom() - 1);
    orClose(text, () -> text.skipNBytes(from - split.textStart()));
    return new LineScanner(
        bounded(text, split.textTo() - from), from, () -> Math.min(text.end(), split.textTo()));
  }

  private static PartText partText(FSDataInputStream in, MaillogSplit split) throws IOException {
    long start = split.start();
    orClose(in, () -> in.seek(start));
    InputStream stored = bounded(in, split.length() - start);
    return split.cutAs() == Compression.BZIP2
        ? PartText.ofBzip2Blocks(
            stored, start, split.end(), split.textStart(), ExpansionLimit.USUAL)
        : PartText.ofZstdFrames(
            stored, start, split.end(), split.textStart(), ExpansionLimit.USUAL);
  }

  /** The head of the file names the columns of what follows, where it is read on later. */
  private void prime(LogReader lines, MaillogSplit split) throws IOException {
    Path path = new Path(split.path());
    FSDataInputStream in = path.getFileSystem(hadoop.value()).open(path);
    try (LineScanner head = new LineScanner(TextStream.open(in, ExpansionLimit.USUAL))) {
      if (head.next()) {
        lines.prime(head);
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** What was opened for a reader that never comes to be is closed by nobody else. */
  private static void orClose(Closeable opened, Step step) throws IOException {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static InputStream bounded(InputStream text, long bytes) throws IOException {
    return bytes >= Long.MAX_VALUE / 2
        ? text
        : BoundedInputStream.builder().setInputStream(text).setMaxCount(bytes).get();
  }
}
