package slash64.nightly;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import slash64.lake.ContentIdentity;
import slash64.maillog.archive.Compression;
import slash64.maillog.archive.DamagedArchiveException;
import slash64.maillog.archive.ExpansionLimit;
import slash64.maillog.archive.LineScanner;
import slash64.maillog.archive.TextStream;
import slash64.maillog.envelope.StampClock;
import slash64.maillog.envelope.TimeZones;
import slash64.maillog.line.Bytes;
import slash64.maillog.line.Refusal;
import slash64.maillog.message.LogReader;
import slash64.maillog.message.MessageReader;
import slash64.maillog.message.OpenMessage;
import slash64.maillog.message.SplitReport;
import slash64.maillog.message.Text;

/**
 * What one reading of a file tells before anything is planned; travels from wherever it was read.
 */
final class Look implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A plain file whose last line has no end, and that was written to this short a time ago, is
   * taken for one that somebody writes to line by line: a minute, since syslog daemons flush within
   * seconds.
   */
  private static final long MILLIS_AT_REST = 60_000;

  private final String fileSha256;
  private final ContentIdentity content;
  private final Beginning beginning;
  private final String damage;
  private final boolean isBeingWritten;
  private final long lines;

  private Look(
      String fileSha256,
      ContentIdentity content,
      Beginning beginning,
      String damage,
      boolean isBeingWritten,
      long lines) {
    this.fileSha256 = fileSha256;
    this.content = content;
    this.beginning = beginning;
    this.damage = damage;
    this.isBeingWritten = isBeingWritten;
    this.lines = lines;
  }

  /** Returns SHA-256 of the file as stored, 64 hexadecimal digits. */
  String fileSha256() {
    return fileSha256;
  }

  /**
   * Returns the text that is to be taken in: all of it, or up to its last line end where more of
   * that line may still come.
   */
  ContentIdentity content() {
    return content;
  }

  /**
   * Returns what keeps the rest from being read, as the rest of a sentence that begins with the
   * file's name; null if it was read to its end.
   */
  String damage() {
    return damage;
  }

  /** Returns whether the file changed while it was looked at. */
  boolean isBeingWritten() {
    return isBeingWritten;
  }

  /** Returns how many lines there are; one without end counts. */
  long lines() {
    return lines;
  }

  /** Returns what the first lines are. */
  Beginning beginning() {
    return beginning;
  }

  /**
   * Reads a file as far as it can be unpacked.
   *
   * @param zones of stamps that carry none
   */
  static Look at(FileStatus file, Configuration hadoop, TimeZones zones) throws IOException {
    Path path = file.getPath();
    FileSystem system = path.getFileSystem(hadoop);
    MessageDigest stored = DigestUtils.getSha256Digest();
    ContentIdentity.Reading reading = new ContentIdentity.Reading();
    byte[] head = new byte[ContentIdentity.HEAD];
    int inHead = 0;
    long lines = 0;
    boolean endsLine = true;
    String damage = null;
    boolean isPlain = true;
    try (TextStream text =
        TextStream.open(new DigestInputStream(system.open(path), stored), ExpansionLimit.USUAL)) {
      isPlain = text.compression() == Compression.PLAIN;
      byte[] buffer = new byte[1 << 16];
      for (int count = text.read(buffer, 0, buffer.length);
          count >= 0;
          count = text.read(buffer, 0, buffer.length)) {
        int more = Math.min(count, head.length - inHead);
        System.arraycopy(buffer, 0, head, inHead, more);
        inHead += more;
        reading.add(buffer, count);
        lines += Bytes.count(buffer, 0, count, '\n');
        endsLine = count == 0 ? endsLine : buffer[count - 1] == '\n';
      }
    } catch (DamagedArchiveException e) {
      damage = e.getMessage();
    }
    FileStatus after = system.getFileStatus(path);
    boolean isBeingWritten =
        after.getLen() != file.getLen()
            || after.getModificationTime() != file.getModificationTime();
    long age = System.currentTimeMillis() - file.getModificationTime();
    boolean isUnfinished = damage != null || isPlain && age < MILLIS_AT_REST;
    return new Look(
        fileSha256(path, system, stored, damage),
        isUnfinished ? reading.wholeLines() : reading.all(),
        Beginning.of(path, Arrays.copyOf(head, inHead), zones),
        damage,
        isBeingWritten,
        endsLine ? lines : lines + 1);
  }

  /** Damage ends the reading of the text, but the checksum is of the whole file. */
  private static String fileSha256(
      Path path, FileSystem system, MessageDigest stored, String damage) throws IOException {
    if (damage == null) {
      return HexFormat.of().formatHex(stored.digest());
    }
    try (InputStream raw = system.open(path)) {
      return DigestUtils.sha256Hex(raw);
    }
  }

  /** Returns the identity of the first {@code bytes} of a file's text, as far as it can be read. */
  static ContentIdentity beginning(Path path, long bytes, Configuration hadoop) throws IOException {
    ContentIdentity.Reading reading = new ContentIdentity.Reading();
    try (InputStream text =
        TextStream.open(path.getFileSystem(hadoop).open(path), ExpansionLimit.USUAL)) {
      byte[] buffer = new byte[1 << 16];
      for (long left = bytes; left > 0; ) {
        int count = text.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          break;
        }
        reading.add(buffer, count);
        left -= count;
      }
    } catch (DamagedArchiveException e) {
      return reading.all(); // the damage lies before: it will be another text
    }
    return reading.all();
  }

  /**
   * What the first 64 KiB of a text hold.
   *
   * @param refusedShare share of lines that cannot be read, 0 to 1. Lines of programs that have
   *     nothing to do with mail do not count: a syslog may hold many.
   * @param scanHosts hosts of rows made from a content filter's lines alone; null for one that its
   *     file does not name
   * @param serverHosts the same of mail servers' rows
   */
  record Beginning(double refusedShare, Set<String> scanHosts, Set<String> serverHosts)
      implements Serializable {

    /** Reads the first lines as the night will. */
    private static Beginning of(Path archive, byte[] head, TimeZones zones) throws IOException {
      SplitReport report = new SplitReport(archive.toString(), 0);
      Set<String> scanHosts = new HashSet<>();
      Set<String> serverHosts = new HashSet<>();
      try (MessageReader messages =
          new MessageReader(
              new LogReader(
                  new LineScanner(new ByteArrayInputStream(head)),
                  new StampClock(zones, LocalDate.now(ZoneOffset.UTC)),
                  report))) {
        for (OpenMessage row = messages.next(); row != null; row = messages.next()) {
          (row.isScan() ? scanHosts : serverHosts).add(row.string(Text.HOST));
        }
      }
      long refused = report.refusedLines() - report.refusedLines(Refusal.UNKNOWN_PROGRAM);
      double share = report.lines() == 0 ? 0 : (double) refused / report.lines();
      return new Beginning(share, scanHosts, serverHosts);
    }
  }
}
